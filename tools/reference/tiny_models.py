"""Writes the small ONNX graphs on which packages/runtime-node is tested. Needs onnx and numpy."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FIXTURES = Path(__file__).resolve().parents[2] / "packages/runtime-node/tests/fixtures"
FLOAT = TensorProto.FLOAT
TYPES = {
    "float32": TensorProto.FLOAT,
    "float64": TensorProto.DOUBLE,
    "uint8": TensorProto.UINT8,
    "int8": TensorProto.INT8,
    "uint16": TensorProto.UINT16,
    "int16": TensorProto.INT16,
    "int32": TensorProto.INT32,
    "uint32": TensorProto.UINT32,
    "int64": TensorProto.INT64,
    "uint64": TensorProto.UINT64,
    "float16": TensorProto.FLOAT16,
    "bool": TensorProto.BOOL,
}


def value(name, dims, elements=FLOAT):
    return helper.make_tensor_value_info(name, elements, dims)


def write(name, nodes, inputs, outputs, initializers=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    (FIXTURES / f"{name}.onnx").write_bytes(model.SerializeToString())


def relu():
    node = helper.make_node("Relu", ["x"], ["y"])
    write("relu", [node], [value("x", ["N", 3])], [value("y", ["N", 3])])


def arithmetic():
    """Two inputs, two outputs."""
    nodes = [helper.make_node("Add", ["a", "b"], ["sum"]), helper.make_node("Mul", ["a", "b"], ["product"])]
    write("arithmetic", nodes, [value(n, [2]) for n in "ab"], [value(n, [2]) for n in ("sum", "product")])


def identities():
    """One identity for each element type."""
    nodes = [helper.make_node("Identity", [name], [f"{name}_out"]) for name in TYPES]
    inputs = [value(name, ["N"], elements) for name, elements in TYPES.items()]
    outputs = [value(f"{name}_out", ["N"], elements) for name, elements in TYPES.items()]
    write("identities", nodes, inputs, outputs)


def text():
    """A float output, and one of strings."""
    nodes = [helper.make_node("Neg", ["x"], ["y"]), helper.make_node("Cast", ["x"], ["words"], to=TensorProto.STRING)]
    write("text", nodes, [value("x", [1])], [value("y", [1]), value("words", [1], TensorProto.STRING)])


def matmul():
    """y = x W with W = 1…8 as [4,2], stored 4096 bytes into weights.bin."""
    offset, weights = 4096, np.arange(1, 9, dtype=np.float32).reshape(4, 2)
    tensor = numpy_helper.from_array(weights, "W")
    onnx.external_data_helper.set_external_data(tensor, "weights.bin", offset=offset, length=weights.nbytes)
    tensor.ClearField("raw_data")
    node = helper.make_node("MatMul", ["x", "W"], ["y"])
    write("matmul", [node], [value("x", [1, 4])], [value("y", [1, 2])], [tensor])
    (FIXTURES / "weights.bin").write_bytes(b"\xff" * offset + weights.tobytes())


def convolutions():
    """Thirty 3×3 convolutions: quick on a small image, slow on a large one."""
    random = np.random.default_rng(0)
    first = random.standard_normal((8, 3, 3, 3), np.float32) * 0.2
    other = random.standard_normal((8, 8, 3, 3), np.float32) * 0.15
    nodes = [helper.make_node("Conv", ["x", "first"], ["h0"], pads=[1, 1, 1, 1])]
    for i in range(29):
        nodes.append(helper.make_node("Conv", [f"h{i}", "other"], [f"h{i + 1}"], pads=[1, 1, 1, 1]))
    nodes.append(helper.make_node("ReduceMean", ["h29"], ["y"], axes=[2, 3], keepdims=0))
    weights = [numpy_helper.from_array(first, "first"), numpy_helper.from_array(other, "other")]
    write("convolutions", nodes, [value("x", ["N", 3, "H", "W"])], [value("y", ["N", 8])], weights)


def pool_indices():
    """MaxPool with its Indices, which the WebGPU provider of ONNX Runtime 1.30 refuses."""
    node = helper.make_node("MaxPool", ["x"], ["y", "indices"], kernel_shape=[2, 2], strides=[2, 2])
    outputs = [value("y", [1, 1, 1, 1]), value("indices", [1, 1, 1, 1], TensorProto.INT64)]
    write("pool-indices", [node], [value("x", [1, 1, 2, 2])], outputs)


if __name__ == "__main__":
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for build in (relu, arithmetic, identities, text, matmul, convolutions, pool_indices):
        build()
