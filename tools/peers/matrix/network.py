"""The networks of the matrix, in float64 PyTorch, and what is asked of them."""

import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

TOOLS = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOOLS / "peers"), str(TOOLS / "reference")]
import networks  # noqa: E402
import score_cam  # noqa: E402
from watch import Watch  # noqa: E402

torch.set_num_threads(1)

# Modules whose outputs are the early and the target layer.
LAYERS = {
    "resnet": ("layer2", "layer4"),
    "densenet": ("features.transition2", "relu"),
    "efficientnet-b0": ("features.2", "features"),
    "convnext": ("features.3", "features"),
    "vgg-bn": ("features.14", "features"),
    "googlenet": ("inception4e", "inception5b"),
    "regnet-y": ("trunk_output.block2", "trunk_output"),
    "vit": ("blocks.1.norm1", "blocks.2.norm1"),
    "swin": ("layers.0", "norm"),
    "squeezenet": ("features.7", "classifier.2"),
}


# Where the network's own image leaves a method undecided in float32: denominators of LRP, regions of XRAI that are as hot, first steps of
# Adam where there is no slope.
IMAGE_SEEDS = {"densenet": 32, "googlenet": 55}


class WithRelu(nn.Module):
    """torchvision's DenseNet, whose last ReLU is a function, with a module for it."""

    def __init__(self, network):
        super().__init__()
        self.features, self.relu, self.classifier = network.features, nn.ReLU(), network.classifier

    def forward(self, image):
        return self.classifier(self.relu(self.features(image)).mean((2, 3)))


class Network:
    def __init__(self, name):
        known = {entry["name"]: entry for entry in json.loads((networks.FIXTURES / "index.json").read_text())}[name]
        self.name, self.target = name, known["target"]
        self.case, self.network = score_cam.network_of(name)
        if name == "densenet":
            self.network = WithRelu(self.network)
        self.network.eval().requires_grad_(False)
        self.seed = IMAGE_SEEDS.get(name, known["imageSeed"])
        self.early, self.last = (self.network.get_submodule(path) for path in LAYERS[name])
        self.show(known["imageSeed"], known["image"])
        stored = np.fromfile(networks.FIXTURES / f"{name}.f32", "<f4")[: self.logits(self.image).shape[1]]
        assert np.allclose(self.logits(self.image).detach()[0], stored, rtol=1e-5), f"{name} is another network"
        self.show(self.seed, known["image"])

    def show(self, seed, dims):
        self.picture = networks.noise(seed, dims)
        self.image = torch.from_numpy(self.picture.astype(np.float64))[None]

    def logits(self, images, put=None, keep=None):
        """`put`: what the target layer gives, from what it would. `keep`: a list for what the early and the target layer give."""

        def seen(_module, _inputs, output):
            output = output if put is None or _module is not self.last else put(output)
            if keep is not None:
                keep.append(output)
            return output

        hooks = [module.register_forward_hook(seen) for module in (self.early, self.last)]
        with Watch():
            logits = self.network(images)
        for hook in hooks:
            hook.remove()
        return logits

    def score(self, images, put=None):
        """Probabilities of the target, as networks without an activation are given."""
        with torch.no_grad():
            return torch.sigmoid(self.logits(images, put)[:, self.target])

    def slope(self, images):
        x = images.detach().clone().requires_grad_()
        return torch.autograd.grad(self.logits(x)[:, self.target].sum(), x)[0]

    def layer(self, image=None, score=None, which=1):
        """Activations and gradients [K,h,w] of a layer."""
        kept = []
        x = (self.image if image is None else image).detach().clone().requires_grad_()
        logits = self.logits(x, keep=kept)
        y = logits[0, self.target] if score is None else score(logits[0])
        (g,) = torch.autograd.grad(y, kept[which])
        return self.maps(kept[which]), self.maps(g)

    def maps(self, tensor):
        return self.case.maps(tensor.detach()[0]).numpy()

    def unmaps(self, maps, like):
        """A layer's output with these maps [K,h,w] in it; what has no place stays."""
        if like.dim() == 3:
            prefix, _ = self.case.tokens
            return torch.cat([like[:, :prefix], maps.flatten(1).T[None]], 1)
        return maps.permute(1, 2, 0)[None] if self.case.maps is networks.channels_last else maps[None]


def up(maps, size):
    """[K,h,w] → [K,H,W]"""
    return F.interpolate(torch.as_tensor(maps)[None], size=tuple(size), mode="bilinear", align_corners=False)[0]


def unit(map):
    low, high = map.min(), map.max()
    return (map - low) / (high - low) if high > low else map * 0
