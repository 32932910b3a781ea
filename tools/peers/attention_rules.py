"""Writes tools/tests/fixtures/attributions/attention.*: what LXT 2.1, the code of AttnLRP's authors, makes in float64 of slim
transformers of tools/reference/slim_transformers.py, whose every step is given one of its rules.

Run with a Python that has torch, timm 1.0.31, lxt (without what it requires) and zennit:  python3 tools/peers/attention_rules.py
"""

from contextlib import contextmanager
from importlib.metadata import version

import lxt.explicit.functional as lxt
import lxt.explicit.rules as rules
import torch
from attributions import Attributions
from slim import Slim
from torch import fx, nn
from zennit.composites import LayerMapComposite
from zennit.rules import ZPlus

assert version("lxt") == "2.1" and version("zennit") == "0.5.1"


class AttnLrp(fx.Interpreter):
    """Runs a network step by step, with a rule for each step that does more than to move numbers about."""

    def __init__(self, network, convolution, epsilon):
        super().__init__(fx.symbolic_trace(network))
        self.convolution, self.epsilon = convolution, epsilon

    def call_module(self, target, inputs, options):
        module, (x,) = self.fetch_attr(target), inputs
        if isinstance(module, nn.Conv2d):
            return self.convolution(module, x)
        return next(rule(self.epsilon, module, x) for kind, rule in MODULES.items() if isinstance(module, kind))

    def call_function(self, target, inputs, options):
        return self.ruled(target.__name__, inputs, options, lambda: super(AttnLrp, self).call_function(target, inputs, options))

    def call_method(self, target, inputs, options):
        return self.ruled(target, inputs, options, lambda: super(AttnLrp, self).call_method(target, inputs, options))

    def ruled(self, name, inputs, options, plain):
        parts = inputs[0] if isinstance(inputs[0], (list, tuple)) else inputs
        of_image = any(isinstance(part, torch.Tensor) and part.requires_grad for part in parts)
        if not of_image or name in ROUTING:
            return plain()
        return FUNCTIONS[name](self.epsilon, *inputs, **options)


def layer_norm(epsilon, x, _size, weight, bias, eps):
    # Its function has no ε of its own to be set.
    return lxt.layer_norm_grad_fn.apply(x, weight, bias, eps, epsilon)


def mean(epsilon, x, dim, keepdim=False):
    # Its own rule is for one axis.
    return rules.epsilon_lrp(lambda maps: maps.mean(dim, keepdim), epsilon, x)


MODULES = {
    nn.Linear: lambda epsilon, module, x: lxt.linear_epsilon(x, module.weight, module.bias, epsilon),
    nn.LayerNorm: lambda epsilon, module, x: layer_norm(epsilon, x, None, module.weight, module.bias, module.eps),
    nn.Softmax: lambda _, module, x: lxt.softmax(x, module.dim),
    nn.GELU: lambda _, module, x: rules.identity(module, x),
    (nn.Identity, nn.Dropout): lambda _epsilon, _module, x: x,
}
FUNCTIONS = {
    "add": lambda epsilon, a, b: lxt.add2(a, b, epsilon=epsilon),
    "mul": lambda _, a, b: lxt.mul2(a, b),
    "matmul": lambda epsilon, a, b: lxt.matmul(a, b, epsilon=epsilon),
    "layer_norm": layer_norm,
    "softmax": lambda _, x, dim: lxt.softmax(x, dim),
    "mean": mean,
}
ROUTING = {
    *("reshape", "permute", "transpose", "contiguous", "view", "flatten", "unbind", "unsqueeze", "squeeze"),
    *("getattr", "getitem", "cat", "roll", "pad", "maybe_add_mask", "resolve_self_attn_mask"),
}


def relevance(slim, convolution, epsilon):
    x = slim.image.clone().requires_grad_()
    score = AttnLrp(slim.network, convolution, epsilon).run(x)[0, slim.target]
    score.backward(score.detach())
    return x.grad


def as_it_is(slim, epsilon=1e-9):
    convolution = lambda module, x: rules.epsilon_lrp(module, epsilon, x)
    yield "lrp", {"composite": "epsilon", "epsilon": epsilon}, relevance(slim, convolution, epsilon)


@contextmanager
def mended():
    """With an ε that moves what is below 0 away from 0, too."""
    own = lxt._stabilize
    lxt._stabilize = rules._stabilize = lambda x, epsilon, inplace=False: x + torch.where(x < 0, -epsilon, epsilon)
    yield
    lxt._stabilize = rules._stabilize = own


def with_zennit(slim):
    """Convolutions by zennit."""
    with LayerMapComposite([(nn.Conv2d, ZPlus())]).context(slim.network), mended():
        yield "lrp", {}, relevance(slim, lambda module, x: module(x), 1e-6)


def main():
    attributions = Attributions("attention")
    for name in "vit", "vit-registers", "vit-mean-pooled", "swin":
        slim = Slim(name)
        slim.network.requires_grad_(False)
        attributions.add({"peer": "lxt", "network": name}, as_it_is(slim))
        attributions.add({"peer": "lxt, sign of ε mended", "network": name}, with_zennit(slim))
    attributions.write()


if __name__ == "__main__":
    main()
