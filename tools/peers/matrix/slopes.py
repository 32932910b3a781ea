"""Methods that attribute to pixels by gradients, by their definitions; noise is camscope's."""

import networks
import numpy as np
import torch
from cam_maps import grad_cam, guided_grad_cam
from draws import Random, normal
from network import unit, up
from scipy.ndimage import gaussian_filter
from torch.overrides import TorchFunctionMode


class Deconvolution(torch.autograd.Function):
    """Of what goes back through a ReLU, its positive part; arXiv:1311.2901."""

    @staticmethod
    def forward(_context, x):
        return x.clamp(min=0)

    @staticmethod
    def backward(_context, g):
        return g.clamp(min=0)


class Deconvolved(TorchFunctionMode):
    def __torch_function__(self, function, types, arguments=(), options=None):
        if function.__name__.rstrip("_") == "relu":
            return Deconvolution.apply(arguments[0])
        options = options or {}
        return function(*arguments, **({**options, "inplace": False} if "inplace" in options else options))


def deconvnet(network):
    x = network.image.clone().requires_grad_()
    with Deconvolved():
        score = network.network(x)[0, network.target]
    return torch.autograd.grad(score, x)[0][0].numpy()


def guided(network):
    case, module = network.case, network.network
    return networks.backward(case, module, network.picture, torch.float64, network.target, guided=True).gradient


def on_line(network, image, start, steps):
    """Integrated Gradients at midpoints."""
    at = [start + (i + 0.5) / steps * (image - start) for i in range(steps)]
    return (image - start) * torch.stack([network.slope(x) for x in at]).mean(0)


def mixes(network, starts, samples, sigma):
    draw, noise = Random(0), sigma * normal(1, (samples, *network.picture.shape))
    total = 0
    for copy in noise:
        start, place = starts[int(draw() * len(starts))], draw()
        image = network.image + torch.from_numpy(copy)
        total = total + (image - start) * network.slope(place * image + (1 - place) * start)
    return total / samples


def unblurred(network, sigma, steps):
    image = network.picture.astype(np.float64)
    blurred = [image if i == 0 else blur(image, i * sigma / steps) for i in range(steps + 1)]
    parts = [(a - b) * network.slope(torch.from_numpy((a + b) / 2)[None])[0].numpy() for a, b in zip(blurred, blurred[1:])]
    return sum(parts)


def blur(image, sigma):
    return np.stack([gaussian_filter(channel, sigma, mode="nearest") for channel in image])


def uniform_starts(network, count=8):
    draw, (low, high) = Random(0), (float(network.picture.min()), float(network.picture.max()))
    starts = [[low + draw() * (high - low) for _ in range(network.picture.size)] for _ in range(count)]
    return [torch.tensor(start, dtype=torch.float64).view_as(network.image) for start in starts]


def full_grad(network):
    """Of the input and of every bias of a convolution or batch norm."""
    given = []
    gains = [(network.slope(network.image) * network.image)[0]]

    def note(module, inputs, output):
        bias = module.bias
        if isinstance(module, torch.nn.BatchNorm2d):
            scale = module.weight / torch.sqrt(module.running_var + module.eps)
            # An exporter makes one of a convolution and the batch norm behind it.
            before = given.pop()[0] if given and given[-1][1] is inputs[0] else 0
            bias = bias + scale * (before - module.running_mean)
        if bias is not None:
            given.append((bias, output))

    kinds = torch.nn.Conv2d, torch.nn.BatchNorm2d
    hooks = [module.register_forward_hook(note) for module in network.network.modules() if isinstance(module, kinds)]
    x = network.image.clone().requires_grad_()
    score = network.logits(x)[0, network.target]
    for hook in hooks:
        hook.remove()
    slopes = torch.autograd.grad(score, [output for _, output in given])
    gains += [bias[:, None, None] * slope[0] for (bias, _), slope in zip(given, slopes)]
    return sum(up(unit(gain.abs()).sum(0, keepdim=True), network.picture.shape[1:])[0] for gain in gains)


def maps_of(network):
    image = network.image
    extent = float(network.picture.max() - network.picture.min())
    slope = network.slope(image)
    noisy = lambda count: image + torch.from_numpy(0.15 * extent * normal(0, (count, *network.picture.shape)))
    slopes = torch.stack([network.slope(x[None])[0] for x in noisy(4)])
    yield "input-gradient", slope[0]
    yield "input-x-gradient", (slope * image)[0]
    yield "smooth-grad", slopes.mean(0)
    yield "square-grad", (slopes**2).mean(0)
    yield "var-grad", slopes.var(0, correction=0)
    yield "integrated-gradients", on_line(network, image, 0 * image, 8)[0]
    yield "smooth-ig", torch.stack([on_line(network, x[None], 0 * image, 4)[0] for x in noisy(2)]).mean(0)
    yield "expected-gradients", mixes(network, uniform_starts(network), 4, 0)[0]
    yield "gradient-shap", mixes(network, [0 * image], 4, 0.09 * extent)[0]
    yield "blur-ig", unblurred(network, 4, 4)
    yield "full-grad", full_grad(network)
    yield "guided-backprop", guided(network)
    yield "guided-grad-cam", guided_grad_cam(guided(network), grad_cam(*network.layer()))
    yield "deconvnet", deconvnet(network)
