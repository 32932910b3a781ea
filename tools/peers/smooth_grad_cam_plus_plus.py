"""Smooth Grad-CAM++ by its definition, in float64 PyTorch, for the method as it is and as the paper prints it.

Run with a Python that has torchvision:  python3 tools/peers/smooth_grad_cam_plus_plus.py
"""

import torch
from draws import Gaussian
from fixture import Fixture
from slim import Slim

SAMPLES, SIGMA, SEED = 5, 0.1, 3


def derivatives(slim):
    """The layer's activations on the image, and the gradients of the logit there on each noisy copy of it."""
    draw, kept = Gaussian(SEED), {}
    handle = slim.layer.register_forward_hook(lambda _module, _inputs, output: kept.update(maps=output))

    def at(image):
        logit = slim.network(image)[0, slim.target]
        return kept["maps"], torch.autograd.grad(logit, kept["maps"])[0]

    activations = at(slim.image)[0].detach()
    scale = SIGMA * (slim.image.max() - slim.image.min())
    gradients = []
    for _ in range(SAMPLES):
        noise = torch.tensor([draw() for _ in range(slim.image.numel())], dtype=torch.float64)
        gradients.append(at(slim.image + scale * noise.reshape(slim.image.shape))[1])
    handle.remove()
    return activations[0], torch.cat(gradients)


def smooth_grad_cam_plus_plus(activations, gradients, above):
    powers = {p: gradients.pow(p).mean(0) for p in (1, 2, 3)}
    under = 2 * powers[2] + powers[3] * activations.sum((1, 2), keepdim=True)
    alpha = torch.where(under == 0, 0, powers[above] / under)
    weights = (alpha * powers[1].relu()).sum((1, 2), keepdim=True)
    return (weights * activations).sum(0, keepdim=True)


def main():
    fixture = Fixture("smooth-grad-cam-plus-plus", "its definition in float64")
    slim = Slim()
    given = derivatives(slim)
    options = {"samples": SAMPLES, "sigma": SIGMA, "seed": SEED}
    for preset, above in (None, 2), ("paper", 1):
        map = smooth_grad_cam_plus_plus(*given, above)
        fixture.raw(slim.said(), "smooth-grad-cam-plus-plus", preset, map, **options)
    fixture.write()


if __name__ == "__main__":
    main()
