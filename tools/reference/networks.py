"""Writes the networks and reference values of tools/tests/networks: PyTorch's gradients of whole networks, and the raw
maps that each method makes of them, all in float64.

Every network is differentiated at an image of seeded noise that is clear of every kink: no ReLU, clip or hard swish is
entered within MARGIN (relative to the tensor's root mean square) of where its slope jumps, and no max pool has a
runner-up within MARGIN of the maximum. So float32 and float64 take the same side of every kink, and the gradients can
be compared as closely as on a smooth network.

Run with a Python that has torch 1.13, torchvision and onnx:  python3 tools/reference/networks.py
The transformers alone are of torch 2.14 and timm 1.0.31:  python3 tools/reference/networks.py vit swin ...
"""

import json
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional

import attention_maps
import numpy as np
import slim_networks as slim
import slim_transformers
import torch
from arrays import Arrays, noise
from cam_maps import grad_cam, guided_grad_cam, maps_of
from slim_networks import BasicBlock, Bottleneck
from torch.onnx import TrainingMode
from watch import Watch

FIXTURES = Path(__file__).resolve().parents[1] / "tests/fixtures/networks"
MARGIN = 1e-5
UNFUSED = {"training": TrainingMode.PRESERVE, "do_constant_folding": False}


@dataclass
class Case:
    name: str
    build: Callable
    opset: int
    image: tuple = (1, 64, 64)
    layout: str = "NCHW"
    dynamic: bool = True
    # A layer before the last at which maps are made as well: its module, and its tensor in the export.
    early: Optional[tuple] = None
    softmax: bool = False
    # The module whose output is the target; the tensor that enters the pool where there is none.
    last: Optional[str] = None
    # Layers as maps [K,h,w], from what they give for an image.
    maps: Callable = lambda tensor: tensor
    # Tokens before the patches, and their grid, of a network whose attention is shown.
    tokens: Optional[tuple] = None
    export: dict = field(default_factory=dict)


def channels_last(tensor):
    return tensor.permute(2, 0, 1)


def without_prefix(prefix, grid):
    """Maps of tokens [prefix+h*w,K]."""
    return lambda tokens: tokens[prefix:].unflatten(0, grid).permute(2, 0, 1)


def transformer(name, build, **options):
    return Case(name, build, 18, image=(1, 32, 48), **{"export": {"dynamo": False}, **options})


def vision_transformer(name, build, prefix, **options):
    grid = (4, 6)
    return transformer(name, build, maps=without_prefix(prefix, grid), tokens=(prefix, grid), **options)


EARLY = {
    "resnet": ("layer2", "/layer2/layer2.0/relu_1/Relu_output_0"),
    "densenet": ("features.transition2", "/features/transition2/pool/AveragePool_output_0"),
    "mobilenet": ("features.3", "/features/features.3/Add_output_0"),
}
CASES = [
    Case("resnet", lambda: slim.resnet(BasicBlock, [2, 1, 1, 1], 32), 17, early=EARLY["resnet"]),
    Case("resnet-bottleneck", lambda: slim.resnet(Bottleneck, [1, 2, 1, 1], 32), 9, export=UNFUSED),
    Case("resnext", lambda: slim.resnet(Bottleneck, [1, 1, 1, 1], 32, groups=32, width_per_group=4), 12),
    Case("wide-resnet", lambda: slim.resnet(Bottleneck, [1, 1, 1, 1], 32, width_per_group=128), 13, dynamic=False),
    Case("densenet", slim.densenet, 11, early=EARLY["densenet"]),
    Case("vgg", lambda: slim.vgg(batch_norm=False), 9, export={"keep_initializers_as_inputs": True}),
    Case("vgg-bn", lambda: slim.vgg(batch_norm=True), 15),
    Case("alexnet", slim.alexnet, 14, image=(1, 96, 96)),
    Case("mobilenet-v2", slim.mobilenet_v2, 11, early=EARLY["mobilenet"]),
    Case("mobilenet-v3", slim.mobilenet_v3, 14),
    Case("mobilenet-v3-decomposed", slim.mobilenet_v3, 12, dynamic=False, export=UNFUSED),
    Case("efficientnet-b0", slim.efficientnet_b0, 15),
    Case("inception-v3", slim.inception_v3, 13, image=(1, 107, 107)),
    Case("googlenet", slim.googlenet, 10),
    Case("squeezenet", slim.squeezenet, 12),
    Case("shufflenet-v2", slim.shufflenet_v2, 11),
    Case("regnet-x", lambda: slim.regnet(), 16),
    Case("regnet-y", lambda: slim.regnet(se_ratio=0.25), 17, dynamic=False),
    Case("mnasnet", slim.mnasnet, 13),
    Case("convnext", slim.convnext, 17),
    Case("keras-style", slim.KerasStyle, 13, image=(48, 48, 3), layout="NHWC", maps=channels_last, softmax=True),
    Case("smooth-batch-norm", slim.SmoothBatchNorm, 14),
    Case("smooth-layer-norm", slim.SmoothLayerNorm, 13),
    vision_transformer("vit", slim_transformers.vit, 1, last="blocks.2.norm1"),
    vision_transformer("vit-registers", slim_transformers.registers, 3, last="blocks.2.norm1"),
    vision_transformer("vit-mean-pooled", slim_transformers.mean_pooled, 0, last="norm"),
    transformer("swin", slim_transformers.swin, maps=channels_last, export={"dynamo": True}),
    transformer("swin-v2", slim_transformers.swin_v2, maps=channels_last, dynamic=False),
]


def clear_image(case, network):
    """The first seed whose image is clear of every kink."""
    network.double().requires_grad_(False)
    for seed in range(1, 400):
        with Watch() as watch:
            network(batch_of(case, noise(seed, channels_first(case))).double().requires_grad_())
        if watch.margin >= MARGIN:
            return seed, watch.margin
    raise RuntimeError(f"{case.name}: no image is clear of every kink")


def channels_first(case):
    return case.image if case.layout == "NCHW" else (case.image[2], *case.image[:2])


def batch_of(case, image):
    batch = torch.from_numpy(image)[None]
    return batch if case.layout == "NCHW" else batch.permute(0, 2, 3, 1).contiguous()


@dataclass
class Backward:
    logits: np.ndarray
    target: int
    gradient: np.ndarray
    relus: int
    # Activations and gradients [K,h,w] by tensor; None: the one that enters the pool.
    layers: dict


def backward(case, network, image, dtype, target=None, guided=False):
    x = batch_of(case, image).to(dtype).requires_grad_()
    network.to(dtype)
    kept = {}
    hooks = []
    for module, tensor in [*([case.early] if case.early else []), *([(case.last, None)] if case.last else [])]:
        keep = lambda _module, _inputs, output, tensor=tensor: kept.update({tensor: output})
        hooks.append(network.get_submodule(module).register_forward_hook(keep))
    with Watch(guided) as watch:
        logits = network(x)
    for hook in hooks:
        hook.remove()
    kept.setdefault(None, watch.pooled)
    target = int(logits[0].argmax()) if target is None else target
    gradients = torch.autograd.grad(logits[0, target], [x, *kept.values()])
    maps = lambda tensor: case.maps(tensor.detach()[0]).numpy()
    layers = {name: (maps(a), maps(g)) for (name, a), g in zip(kept.items(), gradients[1:])}
    gradient = gradients[0][0] if case.layout == "NCHW" else channels_last(gradients[0][0])
    return Backward(logits[0].detach().numpy(), target, gradient.numpy(), watch.relus, layers)


def attention_maps_of(case, network, image, target):
    """Of timm's ViT: what the softmax of each block gives, and what the head makes of the tokens behind each."""
    attentions, tokens = [], []
    network.double()
    for block in network.blocks:
        block.attn.attn_drop.register_forward_hook(lambda _module, _inputs, output: attentions.append(output))
        block.register_forward_hook(lambda _module, _inputs, output: tokens.append(output))
    logits = network(batch_of(case, image).double().requires_grad_())
    gradients = torch.autograd.grad(logits[0, target], attentions, retain_graph=True)
    scores = [network.forward_head(network.norm(own))[0, target] for own in tokens]
    own = [torch.autograd.grad(score, a, retain_graph=True)[0] for score, a in zip(scores, attentions)]
    prefix, grid = case.tokens
    numpy = lambda tensors: [tensor.detach()[0].numpy() for tensor in tensors]
    read = np.eye(prefix + grid[0] * grid[1])[0] if prefix else np.full(grid[0] * grid[1], 1 / (grid[0] * grid[1]))
    for method, options, values in attention_maps.maps_of(numpy(attentions), numpy(gradients), numpy(own), read):
        yield method, options, values[prefix:].reshape(1, *grid)


def cosine(a, b):
    a, b = a.ravel().astype(np.float64), b.ravel().astype(np.float64)
    return a @ b / np.sqrt((a @ a) * (b @ b))


def write(case, index):
    torch.manual_seed(index)
    network = slim.calibrated(slim.seeded(case.build(), index), case.image, index)
    seed, margin = clear_image(case, network)
    image = noise(seed, channels_first(case))
    exact = backward(case, network, image, torch.float64)
    single = backward(case, network, image, torch.float32, exact.target)
    agreement = cosine(single.gradient, exact.gradient)
    assert agreement >= 0.99999, f"{case.name}: float32 and float64 part"
    guided = backward(case, network, image, torch.float64, exact.target, guided=True)

    arrays = Arrays()
    entry = {
        "name": case.name,
        "imageSeed": seed,
        "image": list(channels_first(case)),
        "target": exact.target,
        "logits": arrays.add(exact.logits),
        "gradient": arrays.add(exact.gradient),
        "maps": [],
    }
    if exact.relus:
        entry["guided"] = arrays.add(guided.gradient)
        entry["guidedGradCam"] = arrays.add(guided_grad_cam(guided.gradient, grad_cam(*exact.layers[None])))
    if case.tokens:
        for method, options, values in attention_maps_of(case, network, image, exact.target):
            entry["maps"].append({"method": method, "options": options, "map": arrays.add(values)})
    for tensor, (a, g) in exact.layers.items():
        layer = {} if tensor is None else {"layer": tensor}
        for method, options, values in maps_of(a, g, early=tensor is not None):
            entry["maps"].append({"method": method, "options": options, **layer, "map": arrays.add(values[None])})
    export(case, network.float())
    arrays.write(FIXTURES / f"{case.name}.f32")
    print(f"{case.name:24} image {seed}, clear by {margin:.1e}; 1 - cosine of float32: {1 - agreement:.1e}")
    return entry


def export(case, network):
    path = FIXTURES / f"{case.name}.onnx"
    if case.export.get("dynamo"):
        export_program(case, network, path)
        return
    torch.onnx.export(
        slim.Probabilities(network) if case.softmax else network,
        torch.zeros(1, *case.image),
        path,
        opset_version=case.opset,
        input_names=["image"],
        output_names=["scores"],
        dynamic_axes={"image": {0: "N"}, "scores": {0: "N"}} if case.dynamic else None,
        **case.export,
    )


def export_program(case, network, path):
    """By the exporter of PyTorch 2, without its traces, which are longer than the graph."""
    import onnx

    images = torch.zeros(2, *case.image)
    names = {"input_names": ["image"], "output_names": ["scores"]}
    batch = ({0: torch.export.Dim("N")},)
    program = torch.onnx.export(network, (images,), opset_version=case.opset, dynamic_shapes=batch, **names, **case.export)
    model = program.model_proto
    for holder in (*model.graph.node, *model.graph.value_info, model.graph):
        del holder.metadata_props[:]
    onnx.save(model, path)


def main(names):
    """Writes the cases of these names, or all."""
    warnings.simplefilter("ignore")
    FIXTURES.mkdir(parents=True, exist_ok=True)
    index = FIXTURES / "index.json"
    entries = {entry["name"]: entry for entry in json.loads(index.read_text())} if names else {}
    for number, case in enumerate(CASES):
        if not names or case.name in names:
            entries[case.name] = write(case, number)
    lines = ",\n".join(json.dumps(entries[case.name]) for case in CASES if case.name in entries)
    index.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main(sys.argv[1:])
