"""Writes packages/conformance/tests/fixtures/torch-rules.json: PyTorch's float64 gradients of single operators, where
central differences are too coarse (pads, weights of interpolation) or say nothing (ties and kinks).

Each case is one ONNX node from x to y and the vector-Jacobian product of a PyTorch function. Inputs are short binary
fractions, which float32 holds exactly; many are equal, or lie exactly on a kink.

Run with a Python that has torch:  python3 tools/reference/gradients.py
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

FIXTURE = Path(__file__).resolve().parents[2] / "packages/conformance/tests/fixtures/torch-rules.json"
CASES = []


def fractions(seed, dims, low=-8, high=8, parts=8):
    """Numbers low/parts … high/parts."""
    integers = np.random.default_rng(seed).integers(low, high + 1, dims)
    return torch.from_numpy(integers / parts)


def stored(tensor):
    """An array with the nine digits that tell every float32 apart; whole numbers without a fraction."""
    digits = [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]
    return {"dims": list(tensor.shape), "data": [int(value) if value.is_integer() else value for value in digits]}


def case(name, op, x, function, attributes=None, inputs=None, opset=17):
    """`inputs` are the constants after x: floats as tensors, integers as lists, None for one left out."""
    x = x.clone().requires_grad_()
    y = function(x)
    v = fractions(len(CASES), y.shape)
    (gradient,) = torch.autograd.grad(y, x, v)
    constants = [value if value is None or isinstance(value, list) else stored(value) for value in inputs or []]
    floats = {name: {"float": value} for name, value in (attributes or {}).items() if isinstance(value, float)}
    attributes = {**(attributes or {}), **floats}
    entry = {"name": f"{op} {name}".strip(), "op": op, "opset": opset, "attributes": attributes, "inputs": constants}
    CASES.append({**entry, "x": stored(x), "y": stored(y), "v": stored(v), "gradient": stored(gradient)})


def max_pools():
    tied = fractions(1, (1, 2, 6, 7), 0, 2, 1)
    blank = torch.zeros(1, 1, 5, 5, dtype=torch.float64)
    negative = fractions(2, (1, 2, 5, 5), -3, -1, 1)

    def pool(name, x, kernel, stride, pads=(0, 0), ceil=False, dilations=(1, 1)):
        attributes = {"kernel_shape": kernel, "strides": stride, "pads": [*pads, *pads], "dilations": dilations}
        attributes["ceil_mode"] = int(ceil)
        case(name, "MaxPool", x, lambda x: F.max_pool2d(x, kernel, stride, pads, dilations, ceil), attributes)

    pool("2×2 with ties", tied, (2, 2), (2, 2))
    pool("3×3 stride 2, ties in overlapping windows", tied, (3, 3), (2, 2), (1, 1))
    pool("3×3 stride 1, ties in overlapping windows", tied, (3, 3), (1, 1), (1, 1))
    pool("3×2 stride 1×2, ties", tied, (3, 2), (1, 2), (1, 0))
    pool("ceil_mode, ties", tied, (3, 3), (2, 2), (0, 0), True)
    pool("ceil_mode with pads, ties", tied, (3, 3), (2, 2), (1, 1), True)
    pool("dilated, ties", tied, (2, 2), (1, 1), (0, 0), False, (2, 3))
    pool("of nothing but equals", blank, (3, 3), (2, 2), (1, 1))
    pool("of negative numbers, whose pads never win", negative, (3, 3), (2, 2), (1, 1))
    case("with ties", "GlobalMaxPool", tied, lambda x: F.adaptive_max_pool2d(x, 1))


def average_pools():
    x = fractions(3, (1, 2, 6, 7))

    def pool(name, kernel, stride, pads=(0, 0), ceil=False, counted=True):
        attributes = {"kernel_shape": kernel, "strides": stride, "pads": [*pads, *pads], "ceil_mode": int(ceil)}
        attributes["count_include_pad"] = int(counted)
        function = lambda x: F.avg_pool2d(x, kernel, stride, pads, ceil, counted)
        case(name, "AveragePool", x, function, attributes, opset=19)

    for counted in (True, False):
        counting = "pads counted" if counted else "pads not counted"
        pool(f"3×3 stride 2, {counting}", (3, 3), (2, 2), (1, 1), False, counted)
        pool(f"3×2 stride 1, {counting}", (3, 2), (1, 1), (1, 1), False, counted)
        pool(f"ceil_mode, {counting}", (3, 3), (2, 2), (0, 0), True, counted)
        pool(f"ceil_mode and pads, {counting}", (3, 3), (2, 2), (1, 1), True, counted)
        pool(f"stride beyond the window, {counting}", (2, 2), (3, 3), (0, 0), False, counted)


def kinks():
    """On the kink itself, where a rule must choose."""
    x = fractions(4, (1, 1, 4, 6), -3, 3, 1)
    slope = torch.tensor([0.25, 0.5], dtype=torch.float64)
    case("at 0", "Relu", x, F.relu)
    case("at its bounds", "Clip", x, lambda x: F.hardtanh(x, -1.0, 2.0), inputs=[torch.tensor(-1.0), torch.tensor(2.0)])
    case("ReLU6 at 0", "Clip", x, F.relu6, inputs=[torch.tensor(0.0), torch.tensor(6.0)])
    case("at 0", "LeakyRelu", x, lambda x: F.leaky_relu(x, 0.125), {"alpha": 0.125})
    pairs = fractions(5, (1, 2, 3, 4), -2, 2, 1)
    case("at 0, a slope per channel", "PRelu", pairs, lambda x: F.prelu(x, slope), inputs=[slope.reshape(2, 1, 1)])
    case("at 0", "Elu", x, lambda x: F.elu(x, 2.0), {"alpha": 2.0})
    case("at 0", "Celu", x, lambda x: F.celu(x, 2.0), {"alpha": 2.0})
    case("at 0", "Selu", x, F.selu)
    case("at its bounds", "HardSigmoid", x, F.hardsigmoid, {"alpha": 1 / 6, "beta": 0.5})
    case("between its bounds", "HardSwish", x * 0.75, F.hardswish)
    case("at 0", "Abs", x, torch.abs)
    case("at 1", "ThresholdedRelu", x, lambda x: F.threshold(x, 1.0, 0.0), {"alpha": 1.0})
    other = fractions(6, (1, 1, 4, 6), -3, 3, 1)
    case("of equals", "Max", x, lambda x: torch.maximum(x, other), inputs=[other])
    case("of equals", "Min", x, lambda x: torch.minimum(x, other), inputs=[other])
    case("of equals", "ReduceMax", x, lambda x: x.amax((2, 3), keepdim=True), {"axes": [2, 3], "keepdims": 1})


def activations():
    x = fractions(7, (1, 1, 5, 6), -40, 40)
    case("exact", "Gelu", x, F.gelu, opset=20)
    case("by tanh", "Gelu", x, lambda x: F.gelu(x, approximate="tanh"), {"approximate": "tanh"}, opset=20)
    case("", "Mish", x, F.mish, opset=18)
    case("", "Softplus", x, F.softplus)
    case("", "Erf", x, torch.erf)
    case("along channels", "Softmax", fractions(8, (1, 5, 2, 3), -24, 24), lambda x: F.softmax(x, 1), {"axis": 1})
    case("along columns", "LogSoftmax", fractions(9, (1, 2, 3, 5), -24, 24), lambda x: F.log_softmax(x, 3), {"axis": 3})


def resizes():
    x = fractions(10, (1, 2, 4, 5))

    def resize(name, size, attributes, **options):
        attributes = {**attributes, "axes": [2, 3]}
        case(name, "Resize", x, lambda x: F.interpolate(x, size=size, **options), attributes, [None, None, [*size]], 18)

    def scale(name, factors, attributes, **options):
        function = lambda x: F.interpolate(x, scale_factor=factors, recompute_scale_factor=False, **options)
        case(name, "Resize", x, function, attributes, [None, torch.tensor([1.0, 1.0, *factors])])

    linear, cubic = {"mode": "linear"}, {"mode": "cubic", "cubic_coeff_a": -0.75}
    half = {"coordinate_transformation_mode": "half_pixel"}
    corners = {"coordinate_transformation_mode": "align_corners"}
    nearest = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
    exact = {"mode": "nearest", "coordinate_transformation_mode": "half_pixel", "nearest_mode": "round_prefer_ceil"}
    for name, size in {"up": (7, 12), "down": (3, 2), "to one row": (1, 5)}.items():
        resize(f"bilinear {name}", size, linear | half, mode="bilinear", align_corners=False)
        resize(f"bilinear {name}, corners aligned", size, linear | corners, mode="bilinear", align_corners=True)
        resize(f"bicubic {name}", size, cubic | half, mode="bicubic", align_corners=False)
        resize(f"bicubic {name}, corners aligned", size, cubic | corners, mode="bicubic", align_corners=True)
        resize(f"nearest {name}", size, nearest, mode="nearest")
        resize(f"nearest-exact {name}", size, exact, mode="nearest-exact")
    scale("bilinear by 2.3 and 1.7", (2.3, 1.7), linear | half, mode="bilinear", align_corners=False)
    scale("bicubic by 2.3 and 0.7", (2.3, 0.7), cubic | half, mode="bicubic", align_corners=False)
    scale("bicubic to as many rows, but other ones", (1.2, 2.0), cubic | half, mode="bicubic", align_corners=False)
    # PyTorch and ONNX Runtime both copy where no size changes.
    scale("bilinear to the same size", (1.2, 1.1), linear | half, mode="bilinear", align_corners=False)
    by_axes = lambda x: F.interpolate(x, scale_factor=(2.3, 1.7), recompute_scale_factor=False, mode="bilinear")
    scales = [None, torch.tensor([1.7, 2.3])]
    case("bilinear by scales of named axes", "Resize", x, by_axes, linear | half | {"axes": [3, -2]}, scales, 18)


def normalisations():
    x = fractions(11, (1, 6, 3, 4))
    scale, shift = fractions(12, (6,)), fractions(13, (6,))
    options = {"alpha": 0.5, "beta": 0.75, "bias": 2.0, "size": 3}
    case("of 3 channels", "LRN", x, lambda x: F.local_response_norm(x, 3, 0.5, 0.75, 2.0), options)
    options = {"alpha": 0.01, "beta": 0.5, "bias": 1.0, "size": 5}
    case("of 5 channels", "LRN", x, lambda x: F.local_response_norm(x, 5, 0.01, 0.5, 1.0), options)
    group = lambda x: F.group_norm(x, 3, scale, shift, 1e-5)
    case("with a scale per channel", "GroupNormalization", x, group, {"num_groups": 3}, [scale, shift], 21)
    instance = lambda x: F.instance_norm(x, weight=scale, bias=shift, eps=1e-3)
    case("", "InstanceNormalization", x, instance, {"epsilon": 1e-3}, [scale, shift])
    wide, low = fractions(14, (3, 4)), fractions(15, (3, 4))
    case("over two axes", "LayerNormalization", x, lambda x: F.layer_norm(x, (3, 4), wide, low), {"axis": -2}, [wide, low])
    case("without a shift", "LayerNormalization", x, lambda x: F.layer_norm(x, (4,), wide[0]), {"axis": -1}, [wide[0]])
    mean, variance = fractions(16, (6,)), fractions(17, (6,), 1, 16)
    batch = lambda x: F.batch_norm(x, mean, variance, scale, shift, eps=1e-2)
    case("", "BatchNormalization", x, batch, {"epsilon": 1e-2}, [scale, shift, mean, variance])


def convolutions():
    x = fractions(18, (1, 4, 6, 5))

    def conv(name, weights, stride=(1, 1), pads=(0, 0), dilations=(1, 1), group=1, after=(0, 0)):
        ends = pads[0] + after[0], pads[1] + after[1]
        attributes = {"strides": stride, "pads": [*pads, *ends], "dilations": dilations, "group": group}
        padded = lambda x: F.pad(x, (pads[1], ends[1], pads[0], ends[0]))
        function = lambda x: F.conv2d(padded(x), weights, None, stride, 0, dilations, group)
        case(name, "Conv", x, function, attributes, [weights])

    def transposed(name, weights, stride=(1, 1), pads=(0, 0), dilations=(1, 1), group=1, extra=(0, 0)):
        attributes = {"strides": stride, "pads": [*pads, *pads], "dilations": dilations, "group": group}
        attributes["output_padding"] = extra
        function = lambda x: F.conv_transpose2d(x, weights, None, stride, pads, extra, group, dilations)
        case(name, "ConvTranspose", x, function, attributes, [weights])

    conv("3×2", fractions(19, (3, 4, 3, 2)), pads=(1, 0))
    conv("padded beyond its window", fractions(20, (2, 4, 1, 1)), pads=(1, 1))
    conv("padded at the end alone", fractions(21, (2, 4, 3, 3)), stride=(2, 2), after=(1, 1))
    conv("whose windows stop short of the end", fractions(22, (2, 4, 2, 2)), stride=(3, 2))
    conv("1×1 with stride 2", fractions(23, (3, 4, 1, 1)), stride=(2, 2))
    conv("of 2 groups, dilated", fractions(24, (6, 2, 3, 2)), pads=(2, 1), dilations=(2, 2), group=2)
    conv("depthwise with stride 2", fractions(25, (4, 1, 3, 3)), stride=(2, 2), pads=(1, 1), group=4)
    transposed("with stride 2", fractions(26, (4, 2, 3, 3)), stride=(2, 2), pads=(1, 1))
    transposed("with output_padding", fractions(27, (4, 2, 3, 3)), stride=(2, 3), pads=(1, 0), extra=(1, 2))
    transposed("with more output_padding than pads", fractions(28, (4, 2, 2, 2)), stride=(3, 3), extra=(2, 1))
    transposed("of 2 groups, dilated", fractions(29, (4, 3, 2, 2)), dilations=(2, 1), group=2)


def paddings():
    x = fractions(30, (1, 2, 4, 5))
    for mode, torch_mode in {"reflect": "reflect", "edge": "replicate"}.items():
        function = lambda x, torch_mode=torch_mode: F.pad(x, (2, 1, 3, 0), torch_mode)
        case(mode, "Pad", x, function, {"mode": mode}, [[0, 0, 3, 2, 0, 0, 0, 1]])
    case("cropping", "Pad", x, lambda x: F.pad(x, (-1, 2, 1, -2)), {"mode": "constant"}, [[0, 0, 1, -1, 0, 0, -2, 2]])
    shuffled = fractions(31, (1, 8, 2, 3))
    case("columns first", "DepthToSpace", shuffled, lambda x: F.pixel_shuffle(x, 2), {"blocksize": 2, "mode": "CRD"})


def main():
    for write in (max_pools, average_pools, kinks, activations, resizes, normalisations, convolutions, paddings):
        write()
    FIXTURE.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in CASES)
    FIXTURE.write_text(f"[\n{lines}\n]\n")
    print(f"{len(CASES)} cases, {FIXTURE.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
