"""What torch-cam makes of a slim network, for the presets named after it and those that follow it.

Run with a Python that has torchcam 0.5.0 and torchvision:  python3 tools/peers/with_torchcam.py
"""

from importlib.metadata import version

import numpy as np
import torch
from draws import Gaussian, Random, normal
from fixture import Fixture
from torchcam import methods as peer
from slim import Slim

METHODS = {"grad-cam": peer.GradCAM, "score-cam": peer.ScoreCAM}
LAST = "layer4"


class GivenNoise:
    """In place of SS-CAM's distribution: camscope's noise (packages/masks/src/repeats/repeats.ts), sample by sample."""

    def __init__(self, sigma, samples, seed=0):
        self.sigma, self.samples, self.sample_index = sigma, samples, 0
        self.next, self.seeds = Random(seed), []

    def sample(self, size):
        _, channels, height, width = size
        while len(self.seeds) < channels * self.samples:
            self.seeds.append(int(self.next() * 2**32))
        own = self.seeds[self.sample_index :: self.samples]
        self.sample_index += 1
        return self.sigma * torch.from_numpy(np.stack([normal(seed, [height, width]) for seed in own]))[None]


class GivenDraws:
    """In place of Smooth Grad-CAM++'s distribution: camscope's noise (packages/methods-smooth/src/noisy-copies.ts), copy by copy."""

    def __init__(self, sigma, seed=0):
        self.sigma, self.draw = sigma, Gaussian(seed)

    def sample(self, size):
        return self.sigma * torch.tensor([self.draw() for _ in range(size.numel())], dtype=torch.float64).reshape(size)


def main():
    slim = Slim()
    fixture = Fixture("torch-cam", f"torchcam {version('torchcam')}")
    for method, explainer in METHODS.items():
        with explainer(slim.network, slim.layer) as extractor:
            map = extractor(slim.target, slim.network(slim.image))[0]
        fixture.finished(slim.said(), method, "torch-cam", map[0])
    with peer.CAM(slim.network, LAST, "fc") as extractor:
        map = extractor(slim.target, slim.network(slim.image))[0]
    said = {key: value for key, value in slim.said().items() if key != "layer"}
    fixture.finished(said, "cam", "torch-cam", map[0])
    repeated(fixture, slim)
    repeated(fixture, Slim("vit-registers").patches_as_maps(3, (4, 6)))
    fixture.write()


def repeated(fixture, slim):
    with peer.SSCAM(slim.network, slim.layer) as extractor:
        extractor._distrib = GivenNoise(extractor.std, extractor.num_samples)
        map = extractor(slim.target, slim.network(slim.image))[0]
    fixture.finished(slim.said(), "score-cam", "ss-cam", map[0])
    with peer.ISCAM(slim.network, slim.layer) as extractor:
        map = extractor(slim.target, slim.network(slim.image))[0]
    fixture.finished(slim.said(), "score-cam", "is-cam", map[0])
    with peer.SmoothGradCAMpp(slim.network, slim.layer) as extractor:
        extractor._distrib = GivenDraws(extractor.std)
        map = extractor(slim.target, slim.network(slim.image))[0]
    fixture.finished(slim.said(), "smooth-grad-cam-plus-plus", "torch-cam", map[0])


if __name__ == "__main__":
    main()
