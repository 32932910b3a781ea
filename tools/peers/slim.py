"""A slim network of tools/tests/fixtures/networks as a PyTorch module, for peers that explain those."""

import json

import fixture  # noqa: F401  It finds tools/reference.
import networks
import numpy as np
import score_cam
import torch

torch.set_num_threads(1)

# Modules whose output enters the head, where the network's case does not say so.
LAST = {"convnext": "features", "swin": "norm"}


class Slim:
    """A network in float64, its image [1,C,H,W], and the layer that is explained: `layer`, a module and its tensor in the export, or
    an early one where the case names one.
    """

    def __init__(self, name="resnet", layer=None, maps=None):
        known = {entry["name"]: entry for entry in json.loads((networks.FIXTURES / "index.json").read_text())}
        self.name, self.target = name, known[name]["target"]
        case, self.network = score_cam.network_of(name)
        picture = networks.noise(known[name]["imageSeed"], known[name]["image"])
        self.image = torch.from_numpy(picture.astype(np.float64))[None]
        plainly_typed(self.network)
        self.path, self.tensor = layer or case.early or (case.last or LAST[name], None)
        self.layer = self.network.get_submodule(self.path)
        self.maps = lambda batch: torch.stack([(maps or case.maps)(tensor) for tensor in batch])
        stored = np.fromfile(networks.FIXTURES / f"{name}.f32", "<f4")[: self.network(self.image).shape[1]]
        assert np.allclose(self.network(self.image).detach()[0], stored, rtol=1e-5), f"{name} is another network"

    def patches_as_maps(self, prefix, grid):
        """For peers that know no tokens: the layer's patches go through a module of their own, as maps [1,K,h,w]."""
        wrapped = AsMaps(self.layer, prefix, grid)
        self.network.set_submodule(self.path, wrapped)
        self.layer, self.maps = wrapped.maps, None
        return self

    def said(self):
        layer = {"layer": self.tensor} if self.tensor else {}
        return {"network": self.name, "target": self.target, **layer}


class AsMaps(torch.nn.Module):
    def __init__(self, layer, prefix, grid):
        super().__init__()
        self.layer, self.prefix, self.grid, self.maps = layer, prefix, grid, torch.nn.Identity()

    def forward(self, x):
        tokens = self.layer(x)
        maps = tokens[:, self.prefix :].transpose(1, 2).unflatten(2, self.grid)
        return torch.cat([tokens[:, : self.prefix], self.maps(maps).flatten(2).transpose(1, 2)], 1)


def plainly_typed(network):
    """Some peers ask layers for their class; those of slim networks are of classes of their own."""
    for module in network.modules():
        for kind in torch.nn.Conv2d, torch.nn.BatchNorm2d, torch.nn.Linear:
            if isinstance(module, kind):
                module.__class__ = kind
