"""Writes the networks and reference values of tools/tests/networks: PyTorch's gradients of whole networks, and the raw
maps that each method makes of them, all in float64.

Every network is differentiated at an image of seeded noise that is clear of every kink: no ReLU, clip or hard swish is
entered within MARGIN (relative to the tensor's root mean square) of where its slope jumps, and no max pool has a
runner-up within MARGIN of the maximum. So float32 and float64 take the same side of every kink, and the gradients can
be compared as closely as on a smooth network.

Run with a Python that has torch 1.13, torchvision and onnx:  python3 tools/reference/networks.py
"""

import json
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional

import numpy as np
import slim_networks as slim
import torch
import torch.nn.functional as F
from slim_networks import BasicBlock, Bottleneck
from torch.onnx import TrainingMode
from torch.overrides import TorchFunctionMode

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
    # An early layer at which maps are made as well: its module, and its tensor in the export.
    early: Optional[tuple] = None
    softmax: bool = False
    export: dict = field(default_factory=dict)


CASES = [
    Case("resnet", lambda: slim.resnet(BasicBlock, [2, 1, 1, 1], 32), 17, early=("layer2", "/layer2/layer2.0/relu_1/Relu_output_0")),
    Case("resnet-bottleneck", lambda: slim.resnet(Bottleneck, [1, 2, 1, 1], 32), 9, export=UNFUSED),
    Case("resnext", lambda: slim.resnet(Bottleneck, [1, 1, 1, 1], 32, groups=32, width_per_group=4), 12),
    Case("wide-resnet", lambda: slim.resnet(Bottleneck, [1, 1, 1, 1], 32, width_per_group=128), 13, dynamic=False),
    Case("densenet", slim.densenet, 11, early=("features.transition2", "/features/transition2/pool/AveragePool_output_0")),
    Case("vgg", lambda: slim.vgg(batch_norm=False), 9, export={"keep_initializers_as_inputs": True}),
    Case("vgg-bn", lambda: slim.vgg(batch_norm=True), 15),
    Case("alexnet", slim.alexnet, 14, image=(1, 96, 96)),
    Case("mobilenet-v2", slim.mobilenet_v2, 11, early=("features.3", "/features/features.3/Add_output_0")),
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
    Case("keras-style", slim.KerasStyle, 13, image=(48, 48, 3), layout="NHWC", softmax=True),
    Case("smooth-batch-norm", slim.SmoothBatchNorm, 14),
    Case("smooth-layer-norm", slim.SmoothLayerNorm, 13),
]


# ---------------------------------------------------------------------------------------------------------------------
# Watching PyTorch


class GuidedRelu(torch.autograd.Function):
    """Guided Backprop (arXiv:1412.6806)."""

    @staticmethod
    def forward(context, x):
        y = x.clamp(min=0)
        context.save_for_backward(y)
        return y

    @staticmethod
    def backward(context, g):
        (y,) = context.saved_tensors
        return g.clamp(min=0) * (y > 0)


# Where the slope of each jumps.
KINKS = {"relu": [0], "hardtanh": [0, 6], "hardswish": [-3, 3], "hardsigmoid": [-3, 3]}


class Watch(TorchFunctionMode):
    """Sees every functional call of a forward pass, those of modules too: takes ReLUs out of place and, if asked, guided;
    notes the distance to the nearest kink and the tensor that enters the last pool (those before are parts of squeeze and
    excitation).
    """

    def __init__(self, guided=False):
        super().__init__()
        self.guided, self.margin, self.pooled, self.relus = guided, np.inf, None, 0

    def __torch_function__(self, function, types, arguments=(), options=None):
        name, options = function.__name__.rstrip("_"), options or {}
        if name in KINKS:
            x = arguments[0].detach()
            self.note(min((x - kink).abs().min() for kink in KINKS[name]), x)
        if name == "max_pool2d":
            self.note(runner_up(*arguments, **options), arguments[0])
        if name in ("adaptive_avg_pool2d", "avg_pool2d") or (name == "mean" and arguments[0].dim() == 4):
            self.pooled = arguments[0]
        if name == "relu":
            self.relus += 1
            return GuidedRelu.apply(arguments[0]) if self.guided else torch.relu(arguments[0])
        if "inplace" in options:
            options = {**options, "inplace": False}
        return function(*arguments, **options)

    def note(self, distance, x):
        self.margin = min(self.margin, (distance / x.detach().pow(2).mean().sqrt()).item())


def runner_up(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The smallest difference between the maximum of a window and the largest element below it."""
    assert dilation == 1
    x = F.pad(x.detach(), [padding, padding + kernel_size] * 2, value=-np.inf)
    stride = stride or kernel_size
    windows = x.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride).flatten(4)
    top = windows.amax(-1, keepdim=True)
    below = torch.where(windows < top, windows, torch.tensor(-np.inf, dtype=x.dtype)).amax(-1, keepdim=True)
    return torch.where(top > -np.inf, top - below, torch.tensor(np.inf, dtype=x.dtype)).min()


# ---------------------------------------------------------------------------------------------------------------------
# The methods, by their definitions


def grad_cam(a, g):
    return (g.mean((1, 2), keepdims=True) * a).sum(0)


def hires_cam(a, g):
    return (g * a).sum(0)


def layer_cam(a, g):
    return (relu(g) * a).sum(0)


def xgrad_cam(a, g):
    total = a.sum((1, 2), keepdims=True)
    weights = divided((a * g).sum((1, 2), keepdims=True), total)
    return (weights * a).sum(0)


def grad_cam_positive(a, g):
    return (((a > 0) * relu(g)).mean((1, 2), keepdims=True) * a).sum(0)


def grad_cam_plus_plus(a, g, alpha_normalisation):
    alpha = divided(g**2, 2 * g**2 + g**3 * a.sum((1, 2), keepdims=True))
    if alpha_normalisation == "authors":
        alpha = divided(alpha, alpha.sum((1, 2), keepdims=True))
    return ((alpha * relu(g)).sum((1, 2), keepdims=True) * a).sum(0)


def guided_grad_cam(guided, cam):
    """Guided Backprop times Grad-CAM, the latter in [0, 1] and upsampled between pixel centres."""
    cam = relu(cam)
    normal = divided(cam - cam.min(), cam.max() - cam.min())
    size = guided.shape[1:]
    up = F.interpolate(torch.from_numpy(normal)[None, None], size=size, mode="bilinear", align_corners=False)
    return guided * up[0].numpy()


def relu(x):
    return np.maximum(x, 0)


def divided(a, b):
    """a / b, and 0 where b is 0."""
    return np.where(b == 0, 0, a / np.where(b == 0, 1, b))


def maps_of(a, g, early):
    """The raw maps [h,w] of one layer, by method and options."""
    signed = {"relu": False}
    yield "grad-cam", signed, grad_cam(a, g)
    yield "hires-cam", signed, hires_cam(a, g)
    yield "xgrad-cam", signed, xgrad_cam(a, g)
    yield "layer-cam", {}, relu(layer_cam(a, g))
    yield "grad-cam-positive", {}, grad_cam_positive(a, g)
    yield "grad-cam-plus-plus", {"alphaNormalisation": "none"}, relu(grad_cam_plus_plus(a, g, "none"))
    # Alpha has a pole where the gradient times the sum of the map is -2. No weight reads it there, but the sum over
    # places does, and is then no number that float32 could be held to: with gradients of both signs, left out.
    if not early:
        yield "grad-cam-plus-plus", {"alphaNormalisation": "authors"}, relu(grad_cam_plus_plus(a, g, "authors"))


# ---------------------------------------------------------------------------------------------------------------------
# Reference values


def noise(seed, dims):
    """Uniform in [-1, 1) by mulberry32, as the testkit makes it."""
    state, values = seed, np.empty(int(np.prod(dims)))
    for i in range(values.size):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = (state ^ (state >> 15)) * (state | 1) & 0xFFFFFFFF
        t ^= (t + ((t ^ (t >> 7)) * (t | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        values[i] = 2 * ((t ^ (t >> 14)) / 4294967296) - 1
    return values.astype(np.float32).reshape(dims)


def clear_image(case, network):
    """The first seed whose image is clear of every kink."""
    network.double()
    for seed in range(1, 400):
        with torch.no_grad(), Watch() as watch:
            network(batch_of(case, noise(seed, channels_first(case))).double())
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
    if case.early:
        module, tensor = case.early
        keep = lambda _module, _inputs, output: kept.update({tensor: output})
        hooks.append(network.get_submodule(module).register_forward_hook(keep))
    with Watch(guided) as watch:
        logits = network(x)
    for hook in hooks:
        hook.remove()
    kept[None] = watch.pooled
    target = int(logits[0].argmax()) if target is None else target
    gradients = torch.autograd.grad(logits[0, target], [x, *kept.values()])
    numpy = lambda tensor: to_channels_first(case, tensor.detach()[0]).numpy()
    layers = {name: (numpy(a), numpy(g)) for (name, a), g in zip(kept.items(), gradients[1:])}
    return Backward(logits[0].detach().numpy(), target, numpy(gradients[0]), watch.relus, layers)


def to_channels_first(case, tensor):
    return tensor if case.layout == "NCHW" else tensor.permute(2, 0, 1)


def cosine(a, b):
    a, b = a.ravel().astype(np.float64), b.ravel().astype(np.float64)
    return a @ b / np.sqrt((a @ a) * (b @ b))


# ---------------------------------------------------------------------------------------------------------------------
# Files


class Arrays:
    """Arrays one after the other in one file, as little-endian float32."""

    def __init__(self):
        self.parts, self.size = [], 0

    def add(self, array):
        entry = {"dims": list(array.shape), "offset": self.size}
        self.parts.append(array.astype("<f4").tobytes())
        self.size += array.size
        return entry

    def write(self, path):
        path.write_bytes(b"".join(self.parts))


def write(case, index):
    torch.manual_seed(index)
    network = slim.calibrated(slim.seeded(case.build(), index), case.image, index)
    seed, margin = clear_image(case, network)
    image = noise(seed, channels_first(case))
    exact = backward(case, network, image, torch.float64)
    single = backward(case, network, image, torch.float32, exact.target)
    agreement = cosine(single.gradient, exact.gradient)
    assert agreement >= 0.99999, f"{case.name}: float32 and float64 part"
    guided = backward(case, network, image, torch.float64, exact.target, guided=True).gradient if exact.relus else exact.gradient

    export(case, network.float())
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
        entry["guided"] = arrays.add(guided)
        entry["guidedGradCam"] = arrays.add(guided_grad_cam(guided, grad_cam(*exact.layers[None])))
    for tensor, (a, g) in exact.layers.items():
        layer = {} if tensor is None else {"layer": tensor}
        for method, options, values in maps_of(a, g, early=tensor is not None):
            entry["maps"].append({"method": method, "options": options, **layer, "map": arrays.add(values[None])})
    arrays.write(FIXTURES / f"{case.name}.f32")
    size = (FIXTURES / f"{case.name}.onnx").stat().st_size
    shape = exact.layers[None][0].shape
    print(f"{case.name:24} {size / 1024:6.1f} + {4 * arrays.size / 1024:6.1f} KB  seed {seed:3}  margin {margin:.1e}  "
          f"1 - cosine {1 - agreement:.1e}  class {exact.target}  {exact.relus} relus  {shape}  |g| {abs(exact.gradient).max():.1e}")
    return entry


def export(case, network):
    path = FIXTURES / f"{case.name}.onnx"
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


def main():
    warnings.simplefilter("ignore")
    FIXTURES.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:]
    entries = [write(case, index) for index, case in enumerate(CASES) if not wanted or case.name in wanted]
    if not wanted:
        lines = ",\n".join(json.dumps(entry) for entry in entries)
        (FIXTURES / "index.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
