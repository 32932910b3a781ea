"""Writes the fixtures of the packages methods-ablation-cam, methods-recipro-cam and methods-occlusion: small networks, and
the raw maps that each method's definition gives on them, in float64. Networks are run whole for each mask, with a
forward hook in place of a cut.

Run with a Python that has torch 1.13 and onnx:  python3 tools/reference/perturbation.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from scipy.ndimage import gaussian_filter
from slim_networks import CLASSES, seeded
from torch import nn

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
HEIGHT, WIDTH = 20, 28


class Residual(nn.Module):
    """A block with a shortcut, and a head with a hidden layer, as MobileNetV3 has it."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 3, stride=2, padding=1)
        self.branch = nn.Conv2d(6, 6, 3, padding=1)
        self.join = nn.Conv2d(6, 6, 3, padding=1)
        self.last = nn.Conv2d(6, 8, 3, stride=2, padding=1)
        self.act = nn.ReLU()
        self.hidden = nn.Linear(8, 7)
        self.scores = nn.Linear(7, CLASSES)

    def forward(self, x):
        x = F.relu(self.stem(x))
        x = F.relu(x + self.join(F.relu(self.branch(x))))
        x = self.act(self.last(x))
        return self.scores(F.hardswish(self.hidden(F.adaptive_avg_pool2d(x, 1).flatten(1))))


class ChannelsLast(nn.Module):
    """The image and the pooled tensor are [N,H,W,C], as Keras exports; with its softmax."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 3, stride=2, padding=1)
        self.last = nn.Conv2d(6, 8, 3, stride=2, padding=1)
        self.act = nn.Identity()
        self.kernel = nn.Parameter(torch.randn(8, CLASSES))
        self.probabilities = True

    def forward(self, x):
        x = F.relu(self.stem(x.permute(0, 3, 1, 2)))
        x = self.act(F.relu(self.last(x).permute(0, 2, 3, 1)))
        scores = x.mean((1, 2)) @ self.kernel
        return F.softmax(scores, 1) if self.probabilities else scores


class Network:
    def __init__(self, name, module, seed, last, channels_last=False, dynamic=True, early=None):
        self.name, self.module, self.channels_last, self.dynamic = name, seeded(module, seed).eval(), channels_last, dynamic
        # Layers by the tensor's name in the export; None: the default target. Each is the output of a module.
        self.layers = {None: last, **(early or {})}

    def image(self, image):
        return image.permute(0, 2, 3, 1) if self.channels_last else image

    def logits(self, image, module=None, change=None):
        """Logits of an image [1,C,H,W]; `change` is made to the output [1,K,h,w] of a module."""
        self.module.double().probabilities = False
        turn = (lambda a, *axes: a.permute(*axes)) if self.channels_last else (lambda a, *axes: a)
        hook = lambda _module, _inputs, a: turn(change(turn(a, 0, 3, 1, 2)), 0, 2, 3, 1)
        handle = module.register_forward_hook(hook) if module else None
        with torch.no_grad():
            logits = self.module(self.image(image))[0].numpy()
        if handle:
            handle.remove()
        return logits

    def activations(self, image, module):
        kept = []
        self.logits(image, module, lambda a: kept.append(a[0].numpy()) or a)
        return kept[0]

    def export(self, folder):
        self.module.float().probabilities = True
        axes = {"image": {0: "N"}, "scores": {0: "N"}} if self.dynamic else None
        image = self.image(torch.zeros(1, 3, HEIGHT, WIDTH))
        names = {"input_names": ["image"], "output_names": ["scores"]}
        torch.onnx.export(self.module, image, folder / f"{self.name}.onnx", opset_version=13, dynamic_axes=axes, **names)


torch.manual_seed(0)
residual, fixed = Residual(), Residual()
channels_last = ChannelsLast()
NETWORKS = [
    Network("residual", residual, 1, residual.act, early={"/branch/Conv_output_0": residual.branch}),
    Network("fixed-batch", fixed, 2, fixed.act, dynamic=False, early={"/stem/Conv_output_0": fixed.stem}),
    Network("channels-last", channels_last, 3, channels_last.act, channels_last=True),
]
IMAGE = np.random.default_rng(19790102).normal(size=(1, 3, HEIGHT, WIDTH)).astype(np.float32)


def score(logits, space):
    if space == "logit":
        return logits
    tensor = torch.from_numpy(logits)
    return (tensor.sigmoid() if space == "sigmoid" else tensor.softmax(0)).numpy()


def ablation_cam(network, module, options):
    image = torch.from_numpy(IMAGE).double()
    a = network.activations(image, module)
    whole = score(network.logits(image), options["scoreSpace"])
    lowest = a.astype(np.float32).min()
    ablated = 0.0 if options["fill"] == "zero" or lowest == 0 else float(lowest - np.float32(1e7))
    weights = []
    for k in range(len(a)):

        def change(tensor):
            tensor = tensor.clone()
            tensor[:, k] = ablated
            return tensor

        loss = whole - score(network.logits(image, module, change), options["scoreSpace"])
        weights.append(loss / {"magnitude": abs(whole), "score": whole, "none": 1}[options["relativeTo"]])
    return np.einsum("kc,kij->cij", weights, a)


def recipro_cam(network, module, options):
    image = torch.from_numpy(IMAGE).double()
    _, height, width = network.activations(image, module).shape
    kernel = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16 if options["spread"] == "gaussian" else np.ones((1, 1))
    reach = len(kernel) // 2
    maps = np.empty((CLASSES, height, width))
    for i in range(height):
        for j in range(width):
            padded = np.zeros((height + 2 * reach, width + 2 * reach))
            padded[i : i + len(kernel), j : j + len(kernel)] = kernel
            mask = torch.from_numpy(padded[reach : reach + height, reach : reach + width].copy())
            maps[:, i, j] = score(network.logits(image, module, lambda a: a * mask), options["scoreSpace"])
    return maps


def occlusion(network, _module, options):
    image = torch.from_numpy(IMAGE).double()
    window, stride = options["window"], options["stride"]
    whole = score(network.logits(image), options["scoreSpace"])
    total, cover = np.zeros((CLASSES, HEIGHT, WIDTH)), np.zeros((HEIGHT, WIDTH))
    backdrop = {
        "zero": lambda: 0 * image,
        "mean": lambda: image.mean((2, 3), keepdim=True).expand_as(image),
        "blur": lambda: torch.from_numpy(gaussian_filter(image.numpy(), (0, 0, 2, 2), mode="nearest", truncate=4)),
    }[options["fill"]]()
    for top in starts(HEIGHT, window, stride, options["edge"]):
        for left in starts(WIDTH, window, stride, options["edge"]):
            place = np.s_[..., top : top + window, left : left + window]
            occluded = image.clone()
            occluded[place] = backdrop[place]
            total[place] += (whole - score(network.logits(occluded), options["scoreSpace"]))[:, None, None]
            cover[place] += 1
    return np.divide(total, cover, out=np.zeros_like(total), where=cover > 0)


def starts(length, window, stride, edge):
    """Until a window reaches the end; the last one moved back, or left to stick out."""
    start, found = 0, []
    while start + window < length:
        found.append(start)
        start += stride
    found.append(start if edge == "clip" else length - window)
    return found


def ablation_options(network):
    for fill, relative in (("zero", "magnitude"), ("zero", "score"), ("below", "score"), ("zero", "none")):
        yield {"fill": fill, "relativeTo": relative, "scoreSpace": "logit"}
    yield {"fill": "zero", "relativeTo": "score", "scoreSpace": "sigmoid"}


def recipro_options(network):
    for spread in ("none", "gaussian"):
        for space in ("softmax", "logit"):
            yield {"spread": spread, "scoreSpace": space}


def occlusion_options(network):
    yield {"window": 6, "stride": 4, "edge": "flush", "fill": "zero", "scoreSpace": "logit"}
    yield {"window": 6, "stride": 4, "edge": "clip", "fill": "mean", "scoreSpace": "softmax"}
    if network.name == "residual":
        yield {"window": 7, "stride": 9, "edge": "flush", "fill": "blur", "sigma": 2, "scoreSpace": "sigmoid"}
        yield {"window": 5, "stride": 5, "edge": "flush", "fill": "zero", "scoreSpace": "logit"}


METHODS = {
    "ablation-cam": (ablation_cam, ablation_options, True),
    "recipro-cam": (recipro_cam, recipro_options, True),
    "occlusion": (occlusion, occlusion_options, False),
}
# Two classes are enough: one with a positive logit, one with a negative.
def classes_of(network):
    logits = network.logits(torch.from_numpy(IMAGE).double())
    return [int(logits.argmax()), int(logits.argmin())]


def cases(method, options_of, of_layers):
    for network in NETWORKS:
        for tensor, module in network.layers.items() if of_layers else [(None, None)]:
            for options in options_of(network):
                maps = method(network, module, options)
                chosen = {c: maps[c] for c in classes_of(network)}
                layer = {} if tensor is None else {"layer": tensor}
                yield {"network": network.name, **layer, "options": options, **written(chosen)}


def written(maps):
    dims = list(next(iter(maps.values())).shape)
    return {"dims": dims, "maps": [{"target": c, "map": plain(values, 7)} for c, values in maps.items()]}


def plain(values, digits=9):
    return [float(f"{value:.{digits}g}") for value in values.ravel()]


def main():
    warnings.simplefilter("ignore")
    for name, (method, options_of, of_layers) in METHODS.items():
        folder = PACKAGES / f"methods-{name}/tests/fixtures"
        folder.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(json.dumps(case) for case in cases(method, options_of, of_layers))
        image = json.dumps({"dims": list(IMAGE.shape[1:]), "data": plain(IMAGE)})
        (folder / "maps.json").write_text(f'{{"image": {image},\n"cases": [\n{lines}\n]}}\n')
        for network in NETWORKS:
            network.export(folder)
    for network in NETWORKS:
        print(network.name, network.logits(torch.from_numpy(IMAGE).double()))


if __name__ == "__main__":
    main()
