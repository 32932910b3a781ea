"""An ONNX file as a PyTorch module in float64 whose children are PyTorch's own layers, as peers that hook layers want them."""

from onnx_module import OnnxModule
from torch import nn

import onnx


def load(path, addition, apart=False):
    """`addition`: the module of a sum of two values, which peers have each of their own. `apart`: no layer reads the very tensor that
    another gives, on which hooks of both would meet.
    """
    module = OnnxModule(onnx.load(path).graph)
    steps = []
    for i, ((inputs, output), child) in enumerate(zip(module.nodes, module.children_)):
        constants = [module.constants.get(name) for name in inputs]
        if child.operator in LAYERS:
            layer = LAYERS[child.operator](child.attributes, *constants[1:]).double().eval()
            steps.append(layer)
            module.nodes[i] = inputs[:1], output
        elif child.operator == "Add" and all(constant is None for constant in constants):
            steps.append(addition())
        else:
            # Hooks are for layers; what moves numbers about is none.
            steps.append(child.forward)
    del module.children_
    module.layers = nn.ModuleList(step for step in steps if isinstance(step, nn.Module))
    module.children_ = [lambda *values, step=step: step(*values).clone() for step in steps] if apart else steps
    return module.eval()


def filled(layer, **tensors):
    for name, tensor in tensors.items():
        if tensor is not None:
            getattr(layer, name).data = tensor
    return layer


def conv(a, weight, bias=None):
    top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
    assert (top, left) == (bottom, right)
    maps, channels, *kernel = weight.shape
    options = {"stride": a.get("strides", 1), "padding": (top, left), "dilation": a.get("dilations", 1)}
    groups = a.get("group", 1)
    layer = nn.Conv2d(channels * groups, maps, kernel, groups=groups, bias=bias is not None, **options)
    return filled(layer, weight=weight, bias=bias)


def gemm(a, weight, bias=None):
    weight = weight if a.get("transB") else weight.T
    return filled(nn.Linear(*reversed(weight.shape), bias=bias is not None), weight=weight, bias=bias)


def batch_norm(a, weight, bias, running_mean, running_var):
    layer = nn.BatchNorm2d(len(weight), a.get("epsilon", 1e-5))
    return filled(layer, weight=weight, bias=bias, running_mean=running_mean, running_var=running_var)


def pool(kind):
    def build(a):
        top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
        assert (top, left) == (bottom, right)
        return kind(a["kernel_shape"], a.get("strides", 1), (top, left), ceil_mode=bool(a.get("ceil_mode")))

    return build


LAYERS = {
    "Conv": conv,
    "Gemm": gemm,
    "BatchNormalization": batch_norm,
    "Relu": lambda a: nn.ReLU(),
    "MaxPool": pool(nn.MaxPool2d),
    "AveragePool": pool(nn.AvgPool2d),
    "GlobalAveragePool": lambda a: nn.AdaptiveAvgPool2d(1),
}
