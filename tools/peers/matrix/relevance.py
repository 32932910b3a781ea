"""LRP by its definition, where zennit has no rule for some of the operators: ε-plus, and AttnLRP's rules of attention (arXiv:2402.05602)."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torch.overrides import TorchFunctionMode

EPSILON = 1e-6


class Ruled(torch.autograd.Function):
    """Gives what `function` gives of tensors, and takes back what `rule` makes of relevance: a tensor for each of them."""

    @staticmethod
    def forward(context, function, rule, *inputs):
        context.save_for_backward(*inputs)
        context.function, context.rule = function, rule
        return function(*inputs)

    @staticmethod
    def backward(context, relevance):
        return None, None, *context.rule(context.function, relevance, *context.saved_tensors)


def by_contribution(function, relevance, *inputs):
    with torch.enable_grad():
        inputs = [x.detach().requires_grad_() for x in inputs]
        y = function(*inputs)
        slopes = torch.autograd.grad(y, inputs, relevance / (y + torch.where(y < 0, -EPSILON, EPSILON)).detach())
    return [(x * slope).detach() for x, slope in zip(inputs, slopes)]


def halved(*given):
    return [share / 2 for share in by_contribution(*given)]


def passed(_function, relevance, _x):
    return [relevance]


def to_signal(_function, relevance, a, b):
    """A gate has a number for each channel, and what it lets through more."""
    return [relevance, 0 * b] if a.numel() > b.numel() else [0 * a, relevance]


def plus(weight, bias, options):
    """What speaks for an output alone has a share; what is below 0 counts as well as what is above."""

    def rule(_function, relevance, x):
        with torch.enable_grad():
            x = x.detach().requires_grad_()
            z = F.conv2d(x.clamp(min=0), weight.clamp(min=0), bias and bias[0].clamp(min=0), **options)
            z = z + F.conv2d(x.clamp(max=0), weight.clamp(max=0), **options) + EPSILON
            (slope,) = torch.autograd.grad(z, x, (relevance / z).detach())
        return [(x * slope).detach()]

    return rule


def attention(axis):
    def rule(function, relevance, x):
        return [x * (relevance - function(x) * relevance.sum(axis, keepdim=True))]

    return rule


def normalised(x, weight, bias, eps):
    """A layer norm over the last axis, whose deviation is a constant to what goes back."""
    deviation = (x.var(-1, correction=0, keepdim=True) + eps).sqrt().detach()
    return (x - x.mean(-1, keepdim=True)) / deviation * weight + bias


class Relevance(TorchFunctionMode):
    def __torch_function__(self, function, types, arguments=(), options=None):
        name, options = function.__name__.strip("_"), {**(options or {})}
        options.pop("inplace", None)
        x, *others = arguments
        if not (isinstance(x, torch.Tensor) or name == "mul"):
            return function(*arguments, **options)
        if name == "conv2d":
            weight, bias, *rest = others
            given = {**dict(zip(("stride", "padding", "dilation", "groups"), rest)), **options}
            rule = plus(weight, None if bias is None else [bias], given)
            return Ruled.apply(lambda x: F.conv2d(x, weight, bias, **given), rule, x)
        if name in ("relu", "silu", "gelu", "sigmoid"):
            return Ruled.apply(lambda x: function(x, **options), passed, x)
        if name in ("linear", "mean", "adaptive_avg_pool2d", "avg_pool2d"):
            return Ruled.apply(lambda x: function(x, *others, **options), by_contribution, x)
        if name == "layer_norm":
            given = {**dict(zip(("shape", "weight", "bias", "eps"), others)), **options}
            plain = lambda x: normalised(x, given["weight"], given["bias"], given["eps"])
            return Ruled.apply(plain, by_contribution, x)
        if name == "softmax":
            axis = options.get("dim", others[0] if others else None)
            return Ruled.apply(lambda x: x.softmax(axis), attention(axis), x)
        if name in ("add", "iadd", "mul", "matmul"):
            return self.of_two(name.removeprefix("i"), *arguments)
        return function(*arguments, **options)

    def of_two(self, name, a, b):
        plain = getattr(torch, name)
        isof = [isinstance(one, torch.Tensor) and one.requires_grad for one in (a, b)]
        rules = {"add": by_contribution, "mul": to_signal, "matmul": halved}
        if all(isof):
            return Ruled.apply(plain, rules[name], a, b)
        if not any(isof):
            return plain(a, b)
        rule = passed if name == "mul" else by_contribution
        return Ruled.apply(lambda x: plain(x, b), rule, a) if isof[0] else Ruled.apply(lambda x: plain(a, x), rule, b)


def merged(network):
    """The network with each batch norm made part of the convolution before it."""
    for part in network.modules():
        if isinstance(part, nn.Sequential):
            for i, (one, next) in enumerate(zip(list(part), list(part)[1:])):
                if isinstance(one, nn.Conv2d) and isinstance(next, nn.BatchNorm2d):
                    part[i], part[i + 1] = fuse_conv_bn_eval(one, next), nn.Identity()
    return network.requires_grad_(False)


def by_definition(network, image, target):
    """Of a network without batch norms that stand alone, [1,C,H,W]; what is shared out is 1."""
    x = image.detach().clone().requires_grad_()
    with Relevance():
        score = merged(network)(x)[0, target]
    return torch.autograd.grad(score, x)[0]
