"""Writes tools/tests/fixtures/attributions/backward.*: what zennit 0.5.1 and Captum 0.9.0 make, in float64, of the networks of
tools/tests/fixtures/networks, going back through them by rules.

Run with a Python that has torch, zennit, captum and onnx:  python3 tools/peers/backward_rules.py
"""

import json
from contextlib import contextmanager
from importlib.metadata import version

import captum.attr._core.deep_lift as deep_lift
import torch
import torch.nn.functional as F
from attributions import FIXTURES, Attributions
from captum.attr import LRP, DeepLift, DeepLiftShap, Deconvolution
from captum.attr._utils.custom_modules import Addition_Module
from draws import noise
from torch import nn
from typed_module import load
from zennit.attribution import Gradient
from zennit.composites import EpsilonAlpha2Beta1, EpsilonGammaBox, EpsilonPlus
from zennit.layer import Sum

BASELINE_SEEDS = 101, 102, 103
# Where another image than the network's own is explained: on that one zennit itself is off by 1.7e-2 in float32.
IMAGE_SEEDS = {"densenet": 12}

assert version("zennit") == "0.5.1" and version("captum") == "0.9.0"


class StackedSum(nn.Module):
    """zennit's Sum is along an axis."""

    def __init__(self):
        super().__init__()
        self.sum = Sum()

    def forward(self, a, b):
        return self.sum(torch.stack([a, b], -1))


def zennit(path, image, target):
    composites = {
        "epsilon-plus": (EpsilonPlus(), {}),
        "epsilon-gamma-box": (EpsilonGammaBox(low=-1.0, high=1.0), {"low": -1, "high": 1}),
        "epsilon-alpha2-beta1": (EpsilonAlpha2Beta1(), {}),
    }
    for name, (composite, box) in composites.items():
        network = load(path, StackedSum)
        with Gradient(network, composite) as attributor:
            _, relevance = attributor(image.clone(), torch.eye(5, dtype=torch.float64)[[target]])
        yield "lrp", {"composite": name, "start": "one", "batchNorm": "pass", **box}, relevance


def captum(path, image, target):
    network = lambda: load(path, Addition_Module)
    yield "lrp", {"composite": "epsilon", "epsilon": 1e-9}, LRP(network()).attribute(image.clone(), target=target)
    yield "deconvnet", {}, Deconvolution(network()).attribute(image.clone(), target=target)
    if "vgg" not in path.name:
        yield "deep-lift", {"baseline": 0}, DeepLift(network()).attribute(image.clone(), target=target)


def max_pool(module, inputs, outputs, grad_input, grad_output, eps=1e-10):
    """Captum's rule of max pools, but that shares of overlapping windows add up: `max_unpool2d` writes one over the other."""
    (x, x0), (y, y0), g = inputs.chunk(2), outputs.chunk(2), grad_output.chunk(2)[0]
    options = module.kernel_size, module.stride, module.padding, module.dilation, module.ceil_mode, True
    highest = torch.max(y, y0)

    def owed(pooled, share):
        places = F.max_pool2d(pooled, *options)[1]
        return torch.zeros_like(pooled.flatten(2)).scatter_add(2, places.flatten(2), (g * share).flatten(2)).view_as(pooled)

    change = x - x0
    shares = (owed(x, highest - y0) + owed(x0, y - highest)) / change
    multipliers = torch.where(change.abs() < eps, owed(x, torch.ones_like(y)), shares)
    return torch.cat([multipliers, multipliers])


@contextmanager
def mended():
    """Captum with its faults mended: with `apart`, the rule of a pool that follows a ReLU is not lost to the hook of that."""
    own = deep_lift.SUPPORTED_NON_LINEAR[nn.MaxPool2d]
    deep_lift.SUPPORTED_NON_LINEAR[nn.MaxPool2d] = max_pool
    yield
    deep_lift.SUPPORTED_NON_LINEAR[nn.MaxPool2d] = own


def mended_captum(path, image, target, baselines):
    network = lambda: load(path, Addition_Module, apart=True)
    yield "deep-lift", {"baseline": 0.25}, DeepLift(network()).attribute(image.clone(), torch.full_like(image, 0.25), target=target)
    shap = DeepLiftShap(network()).attribute(image.clone(), baselines, target=target)
    yield "deep-lift-shap", {"baseline": {"from": "data", "count": 3}}, shap


def main():
    attributions = Attributions("backward")
    references = {entry["name"]: entry for entry in json.loads((FIXTURES / "networks/index.json").read_text())}
    for name in ("resnet", "vgg", "densenet"):
        reference = references[name]
        path = FIXTURES / f"networks/{name}.onnx"
        as_image = lambda seed: torch.from_numpy(noise(seed, (1, *reference["image"]))).double()
        seed, target = IMAGE_SEEDS.get(name, reference["imageSeed"]), reference["target"]
        image, baselines = as_image(seed), torch.cat([as_image(seed) for seed in BASELINE_SEEDS])
        keep = lambda peer, found: attributions.add({"peer": peer, "network": name, "imageSeed": seed}, found)
        keep("zennit", zennit(path, image, target))
        keep("captum", captum(path, image, target))
        with mended():
            keep("captum, max pool mended", mended_captum(path, image, target, baselines))
    attributions.write()


if __name__ == "__main__":
    main()
