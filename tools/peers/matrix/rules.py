"""Methods that go backwards by rules: DeepLIFT's rescale rule by its definition, and LRP as zennit 0.5.1 makes it of networks of
convolutions, batch norms, ReLUs and pools, and of others by its definition.
"""

import backward_rules
import torch
import torch.nn.functional as F
from slopes import uniform_starts
from network import networks
from relevance import by_definition
from torch.overrides import TorchFunctionMode

PLAIN = ("resnet", "densenet", "vgg-bn", "googlenet", "squeezenet")
LIFTED = (*PLAIN, "efficientnet-b0", "convnext", "vit")
ACTIVATIONS = "relu", "silu", "sigmoid", "gelu"


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
    """The change of a product, split evenly: the mean of what each factor's gradient is at either image."""

    @staticmethod
    def forward(context, multiply, a, b):
        context.save_for_backward(a, b)
        context.multiply = multiply
        return multiply(a, b)

    @staticmethod
    def backward(context, g):
        a, b = (one.detach() for one in context.saved_tensors)
        with torch.enable_grad():
            own, other = (one[:1].requires_grad_() for one in (a.clone(), b.clone()))
            between = context.multiply(own, b.mean(0, keepdim=True)), context.multiply(a.mean(0, keepdim=True), other)
            slopes = [torch.autograd.grad(y, x, g[:1])[0] for y, x in zip(between, (own, other))]
        return None, *(torch.cat([slope, 0 * one[1:]]) for slope, one in zip(slopes, (a, b)))


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


def softened(x, axis):
    """Both images' exponentials, of which the same is taken first, by one over their sum."""
    e = Rescaled.apply(x - x.amax((0, axis), keepdim=True).detach(), torch.exp)
    return Product.apply(torch.mul, e, Rescaled.apply(e.sum(axis, keepdim=True), torch.reciprocal))


def normalised(x, weight, bias, eps):
    """A layer norm over the last axis: what is centred by one over its deviation."""
    centred = x - x.mean(-1, keepdim=True)
    variance = Product.apply(torch.mul, centred, centred).mean(-1, keepdim=True)
    return Product.apply(torch.mul, centred, Rescaled.apply(variance + eps, torch.rsqrt)) * weight + bias


class Lifted(TorchFunctionMode):
    def __torch_function__(self, function, types, arguments=(), options=None):
        name, options = function.__name__.strip("_"), options or {}
        if name in ACTIVATIONS:
            return Rescaled.apply(arguments[0], getattr(torch if name == "sigmoid" else F, name))
        if name in ("mul", "matmul") and all(isinstance(one, torch.Tensor) and one.requires_grad for one in arguments):
            return Product.apply(getattr(torch, name), *arguments)
        if name == "softmax":
            return softened(arguments[0], options["dim"] if "dim" in options else arguments[1])
        if name == "layer_norm":
            given = {**dict(zip(("shape", "weight", "bias", "eps"), arguments[1:])), **options}
            return normalised(arguments[0], given["weight"], given["bias"], given["eps"])
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
        yield "deep-lift-shap", torch.stack([lifted(network, start) for start in uniform_starts(network, 2)]).mean(0)
    if network.name not in PLAIN:
        yield "lrp", by_definition(network.network, network.image, network.target)[0]
    else:
        path = networks.FIXTURES / f"{network.name}.onnx"
        _, _, relevance = next(backward_rules.zennit(path, network.image, network.target))
        yield "lrp", relevance[0].detach()
