"""Watches PyTorch at work: how near a forward pass comes to a kink, and Guided Backprop at every ReLU. Imported by
networks.py.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode


class GuidedRelu(torch.autograd.Function):
    """Guided Backprop (arXiv:1412.6806)."""

    @staticmethod
    def forward(context, x):
        y = x.clamp(min=0)
        context.save_for_backward(y)
        return y

    @staticmethod
    def backward(context, g):
        (y,) = context.saved_tensors
        return g.clamp(min=0) * (y > 0)


# Where the slope of each jumps.
KINKS = {"relu": [0], "hardtanh": [0, 6], "hardswish": [-3, 3], "hardsigmoid": [-3, 3]}


class Watch(TorchFunctionMode):
    """Sees every functional call of a forward pass, those of modules too.

    Takes ReLUs out of place and, if asked, guided. Notes the distance to the nearest kink, relative to the tensor's root
    mean square, and the tensor that enters the last pool of means (those before are parts of squeeze and excitation).
    """

    def __init__(self, guided=False):
        super().__init__()
        self.guided, self.margin, self.pooled, self.relus = guided, np.inf, None, 0

    def __torch_function__(self, function, types, arguments=(), options=None):
        name, options = function.__name__.rstrip("_"), options or {}
        # What hangs on weights alone bends no gradient of the image.
        bends = name in (*KINKS, "max_pool2d") and arguments[0].requires_grad
        if bends and name in KINKS:
            x = arguments[0].detach()
            self.note(min((x - kink).abs().min() for kink in KINKS[name]), x)
        if bends and name == "max_pool2d":
            self.note(runner_up(*arguments, **options), arguments[0])
        if name in ("adaptive_avg_pool2d", "avg_pool2d") or (name == "mean" and arguments[0].dim() == 4):
            self.pooled = arguments[0]
        if bends and name == "relu":
            self.relus += 1
            return GuidedRelu.apply(arguments[0]) if self.guided else torch.relu(arguments[0])
        if "inplace" in options:
            options = {**options, "inplace": False}
        return function(*arguments, **options)

    def note(self, distance, x):
        self.margin = min(self.margin, (distance / x.detach().pow(2).mean().sqrt()).item())


def runner_up(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The smallest difference between the maximum of a window and the largest element below it."""
    assert dilation == 1
    x = F.pad(x.detach(), [padding, padding + kernel_size] * 2, value=-np.inf)
    stride = stride or kernel_size
    windows = x.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride).flatten(4)
    top = windows.amax(-1, keepdim=True)
    below = torch.where(windows < top, windows, torch.tensor(-np.inf, dtype=x.dtype)).amax(-1, keepdim=True)
    return torch.where(top > -np.inf, top - below, torch.tensor(np.inf, dtype=x.dtype)).min()
