"""An ONNX file as a PyTorch module in float64, one child a node, so that peers explain the very networks that camscope does.
A child is found by the name of its output: `module.layer("/layer4/…/Relu_output_0")`.
"""

import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import nn


def load(path):
    return OnnxModule(onnx.load(path).graph)


class OnnxModule(nn.Module):
    def __init__(self, graph):
        super().__init__()
        torch.set_num_threads(1)
        self.input, self.output = _image(graph), graph.output[0].name
        self.constants = {i.name: _tensor(i) for i in graph.initializer}
        self.nodes, self.children_ = [], nn.ModuleList()
        # Peers ask the first parameter where it is, and for gradients of what hangs on one.
        self.anchor = nn.Parameter(torch.zeros(1, dtype=torch.float64))
        for node in graph.node:
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            if node.op_type == "Constant":
                self.constants[node.output[0]] = _tensor(attributes["value"])
                continue
            self.nodes.append((list(node.input), node.output[0]))
            self.children_.append(Node(node.op_type, attributes))

    def layer(self, output):
        return self.children_[[name for _, name in self.nodes].index(output)]

    def forward(self, image):
        values = {**self.constants, "": None, self.input: image + self.anchor}
        for (inputs, output), child in zip(self.nodes, self.children_):
            values[output] = child(*[values[name] for name in inputs])
        return values[self.output]


class Node(nn.Module):
    def __init__(self, operator, attributes):
        super().__init__()
        self.operator, self.attributes = operator, attributes

    def forward(self, *inputs):
        return OPERATORS[self.operator](self.attributes, *inputs)


def _image(graph):
    constants = {i.name for i in graph.initializer}
    return next(i.name for i in graph.input if i.name not in constants)


def _tensor(proto):
    tensor = torch.from_numpy(numpy_helper.to_array(proto).copy())
    return tensor.double() if tensor.is_floating_point() else tensor


def _pads(a):
    top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
    return left, right, top, bottom


def conv(a, x, w, b=None):
    return F.conv2d(F.pad(x, _pads(a)), w, b, a.get("strides", 1), 0, a.get("dilations", 1), a.get("group", 1))


def max_pool(a, x):
    return F.max_pool2d(F.pad(x, _pads(a), value=float("-inf")), a["kernel_shape"], a.get("strides", 1), ceil_mode=bool(a.get("ceil_mode")))


def average_pool(a, x):
    left, right, top, bottom = _pads(a)
    assert (left, top) == (right, bottom)
    counted = bool(a.get("count_include_pad"))
    return F.avg_pool2d(x, a["kernel_shape"], a.get("strides", 1), (top, left), bool(a.get("ceil_mode")), counted)


def pad(_, x, pads, value=None):
    before, after = pads.tolist()[: x.ndim], pads.tolist()[x.ndim :]
    flat = [n for pair in reversed(list(zip(before, after))) for n in pair]
    return F.pad(x, flat, value=0 if value is None else float(value))


def batch_norm(a, x, scale, bias, mean, variance):
    return F.batch_norm(x, mean, variance, scale, bias, False, 0, a.get("epsilon", 1e-5))


def layer_norm(a, x, scale, bias):
    return F.layer_norm(x, scale.shape, scale, bias, a.get("epsilon", 1e-5))


def gemm(a, x, w, b):
    return x @ (w.T if a.get("transB") else w) + b


OPERATORS = {
    "Conv": conv,
    "MaxPool": max_pool,
    "AveragePool": average_pool,
    "GlobalAveragePool": lambda a, x: x.mean((2, 3), keepdim=True),
    "Pad": pad,
    "BatchNormalization": batch_norm,
    "LayerNormalization": layer_norm,
    "Gemm": gemm,
    "MatMul": lambda a, x, y: x @ y,
    "Add": lambda a, x, y: x + y,
    "Mul": lambda a, x, y: x * y,
    "Div": lambda a, x, y: x / y,
    "Relu": lambda a, x: x.relu(),
    "Sigmoid": lambda a, x: x.sigmoid(),
    "Erf": lambda a, x: x.erf(),
    "Softmax": lambda a, x: x.softmax(a.get("axis", -1)),
    "Concat": lambda a, *xs: torch.cat(xs, a["axis"]),
    "Flatten": lambda a, x: x.flatten(a.get("axis", 1)),
    "Transpose": lambda a, x: x.permute(*a["perm"]),
    "Identity": lambda a, x: x,
}
