"""Methods that go backwards by rules: DeepLIFT's rescale rule by its definition, where there are no layer norms and softmaxes, and LRP as
zennit 0.5.1 makes it of networks of convolutions, batch norms, ReLUs and pools.
"""

import backward_rules
import torch
import torch.nn.functional as F
from slopes import uniform_starts
from network import networks
from torch.overrides import TorchFunctionMode

PLAIN = ("resnet", "densenet", "vgg-bn", "googlenet", "squeezenet")
LIFTED = (*PLAIN, "efficientnet-b0")
ACTIVATIONS = "relu", "silu", "sigmoid"


class Rescaled(torch.autograd.Function):
    """Of a batch of an image and what it is compared with."""

    @staticmethod
    def forward(context, x, function):
        y = function(x)
        context.save_for_backward(x, y)
        context.function = function
        return y

    @staticmethod
    def backward(context, g):
        x, y = context.saved_tensors
        change = x[:1] - x[1:]
        with torch.enable_grad():
            at = x[:1].detach().requires_grad_()
            (slope,) = torch.autograd.grad(context.function(at).sum(), at)
        ratio = torch.where(change.abs() < 1e-10, slope, (y[:1] - y[1:]) / torch.where(change == 0, 1, change))
        return torch.cat([g[:1] * ratio, 0 * g[1:]]), None


class Product(torch.autograd.Function):
    """The change of a product, split evenly."""

    @staticmethod
    def forward(context, a, b):
        context.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(context, g):
        a, b = context.saved_tensors
        to = lambda own, other: torch.cat([(g[:1] * other.mean(0, keepdim=True)).sum_to_size(own[:1].shape), 0 * own[1:]])
        return to(a, b), to(b, a)


class Pooled(torch.autograd.Function):
    """Captum's rule of max pools: a rise is owed to the place of the image's maximum, a fall to that of the other's."""

    @staticmethod
    def forward(context, x, options):
        context.save_for_backward(x)
        context.options = options
        return F.max_pool2d(x, **options)

    @staticmethod
    def backward(context, g):
        (x,) = context.saved_tensors
        y, places = F.max_pool2d(x, **context.options, return_indices=True)
        highest = y.amax(0, keepdim=True)
        owed = lambda i, share: torch.zeros_like(x[:1]).flatten(2).scatter_add(
            2, places[i : i + 1].flatten(2), (g[:1] * share).flatten(2)
        ).view_as(x[:1])
        change = x[:1] - x[1:]
        shares = (owed(0, highest - y[1:]) + owed(1, y[:1] - highest)) / torch.where(change == 0, 1, change)
        slope = owed(0, torch.ones_like(y[:1]))
        return torch.cat([torch.where(change.abs() < 1e-10, slope, shares), 0 * x[1:]]), None


class Lifted(TorchFunctionMode):
    def __torch_function__(self, function, types, arguments=(), options=None):
        name, options = function.__name__.strip("_"), options or {}
        if name in ACTIVATIONS:
            return Rescaled.apply(arguments[0], getattr(torch if name == "sigmoid" else F, name))
        if name == "mul" and all(isinstance(one, torch.Tensor) and one.requires_grad for one in arguments):
            return Product.apply(*arguments)
        if name == "max_pool2d":
            names = "kernel_size", "stride", "padding", "dilation", "ceil_mode"
            given = {**dict(zip(names, arguments[1:])), **options}
            return Pooled.apply(arguments[0], {key: given[key] for key in names if key in given})
        return function(*arguments, **({**options, "inplace": False} if "inplace" in options else options))


def lifted(network, start):
    x = torch.cat([network.image, start]).requires_grad_()
    with Lifted():
        scores = network.network(x)[:, network.target]
    (multipliers,) = torch.autograd.grad(scores[0], x)
    map = (multipliers[:1] * (network.image - start)).detach()
    assert abs(map.sum() - (scores[0] - scores[1])) < 1e-9, f"{network.name}: it does not add up"
    return map[0]


def maps_of(network):
    if network.name in LIFTED:
        yield "deep-lift", lifted(network, 0 * network.image)
        yield "deep-lift-shap", torch.stack([lifted(network, start) for start in uniform_starts(network)]).mean(0)
    if network.name in PLAIN:
        path = networks.FIXTURES / f"{network.name}.onnx"
        _, _, relevance = next(backward_rules.zennit(path, network.image, network.target))
        yield "lrp", relevance[0].detach()
