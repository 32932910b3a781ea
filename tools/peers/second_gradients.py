"""Hessian-vector products of slim networks in float64, and what pytorch-grad-cam's Shapley-CAM makes of them: fixtures of
tools/tests/networks/second-gradients.test.ts.

Run with a Python that has grad-cam 1.5.7 and torchvision:  python3 tools/peers/second_gradients.py
"""

import json
from importlib.metadata import version

import fixture  # noqa: F401  It finds tools/reference.
import networks
import numpy as np
import pytorch_grad_cam as peer
import score_cam
import torch
from arrays import Arrays
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

torch.set_num_threads(1)

FOLDER = networks.FIXTURES.parent / "peers"
CHANNELS_LAST = {"swin"}
# Network, layer, and its tensor in the ONNX file. Of the image every third row and column is kept.
CASES = [
    ("smooth-batch-norm", "first", "/first/first.2/AveragePool_output_0"),
    ("smooth-layer-norm", "down", "/down/Conv_output_0"),
    ("convnext", "features.3", "/features/features.3/features.3.1/Add_output_0"),
    ("resnet", "layer2", "/layer2/layer2.0/relu_1/Relu_output_0"),
    ("densenet", "features.transition2", "/features/transition2/pool/AveragePool_output_0"),
    ("swin", "layers.1", "view_48"),
]
STEP = 3


def product(outputs, inputs, vector):
    """The gradient of Σ outputs · vector."""
    if not outputs.requires_grad:
        return torch.zeros_like(inputs)
    found = torch.autograd.grad(outputs, inputs, vector, retain_graph=True, allow_unused=True)[0]
    return torch.zeros_like(inputs) if found is None else found


def products(network, layer, image, target):
    kept = {}
    hook = layer.register_forward_hook(lambda _module, _inputs, output: kept.update(a=output))
    x = image.clone().requires_grad_()
    score = network(x)[0, target]
    hook.remove()
    a = kept["a"]
    slope_a, slope_x = torch.autograd.grad(score, (a, x), create_graph=True)
    return {
        "layer": product(slope_a, a, a.detach()),
        "image": product(slope_x, x, x.detach()),
        "across": product(slope_a, x, a.detach()),
    }


def main():
    known = {entry["name"]: entry for entry in json.loads((networks.FIXTURES / "index.json").read_text())}
    arrays, entries = Arrays(), []
    for name, module, tensor in CASES:
        _, network = score_cam.network_of(name)
        network.eval()
        layer = network.get_submodule(module)
        entry = known[name]
        image = torch.from_numpy(networks.noise(entry["imageSeed"], entry["image"]).astype(np.float64))[None]
        found = products(network, layer, image, entry["target"])
        first = lambda a: a.permute(0, 3, 1, 2) if name in CHANNELS_LAST else a
        # With a reshape_transform, its Shapley-CAM multiplies weights with maps that it has not reshaped, and fails.
        if name not in CHANNELS_LAST:
            with peer.ShapleyCAM(network, [layer]) as cam:
                map = cam(image.clone().requires_grad_(), [ClassifierOutputTarget(entry["target"])])[0]
                # It detaches them in place, which those that are views do not allow.
                cam.activations_and_grads.gradients = []
        sizes = {"layer": first(found["layer"])[0], "image": found["image"][0], "across": found["across"][0]}
        stored = {key: value.numpy() for key, value in sizes.items()}
        stored |= {key: stored[key][:, ::STEP, ::STEP] for key in ("image", "across")}
        if name not in CHANNELS_LAST and map.std() > 0.01:
            stored["shapley"] = map[::STEP, ::STEP]
        entries.append({"name": name, "tensor": tensor, **{key: arrays.add(value) for key, value in stored.items()}})
        print(name, {key: float(np.abs(value).max()) for key, value in stored.items()})
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    said = f'"peer": "grad-cam {version("grad-cam")}", "step": {STEP}'
    (FOLDER / "second-gradients.json").write_text(f"{{ {said}, \"networks\": [\n{lines}\n] }}\n")
    arrays.write(FOLDER / "second-gradients.f32")


if __name__ == "__main__":
    main()
