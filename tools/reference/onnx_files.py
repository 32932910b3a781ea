"""Writes small ONNX files, and beside each what the onnx package reads in it, for the tests of packages/onnx."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import AttributeProto, TensorProto, helper, numpy_helper

FIXTURES = Path(__file__).resolve().parents[2] / "packages/onnx/tests/fixtures"
FLOAT = TensorProto.FLOAT
NAMES = {
    TensorProto.FLOAT: "float32",
    TensorProto.DOUBLE: "float64",
    TensorProto.FLOAT16: "float16",
    TensorProto.BOOL: "bool",
    TensorProto.UINT8: "uint8",
    TensorProto.INT8: "int8",
    TensorProto.UINT16: "uint16",
    TensorProto.INT16: "int16",
    TensorProto.INT32: "int32",
    TensorProto.UINT32: "uint32",
    TensorProto.INT64: "int64",
    TensorProto.UINT64: "uint64",
}


def main():
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for build in (attributes, initializers, declarations, external, sparse):
        model = build()
        (FIXTURES / f"{build.__name__}.onnx").write_bytes(model.SerializeToString())
        text = json.dumps(model_seen(model), ensure_ascii=False)
        (FIXTURES / f"{build.__name__}.json").write_text(text + "\n", encoding="utf-8")


def attributes():
    """Attributes of every type, a body that captures a name, a node of another domain, a function."""
    everything = helper.make_node(
        "Everything",
        ["x", "", "w"],
        ["e", ""],
        name="every attribute",
        domain="test.custom",
        doc_string="not read by camscope",
        float=-0.1,
        zero=0.0,
        integer=-7,
        largest=2**63 - 1,
        smallest=-(2**63),
        text="naïve ☃",
        floats=[1.5, -2.25, 3e38],
        integers=[0, -1, 300, 2**40],
        texts=["a", "", "c"],
        tensor=numpy_helper.from_array(np.arange(6, dtype=np.int16).reshape(2, 3)),
    )
    everything.attribute.append(empty("no_integers", AttributeProto.INTS))
    then = helper.make_graph([helper.make_node("Neg", ["x"], ["negative"])], "then", [], [value("negative", [2])])
    other = helper.make_graph([helper.make_node("Abs", ["e"], ["positive"])], "else", [], [value("positive", [2])])
    choose = helper.make_node("If", ["condition"], ["y"], then_branch=then, else_branch=other)
    twice = helper.make_function(
        "test.custom",
        "Twice",
        ["a"],
        ["b"],
        [helper.make_node("Add", ["a", "a"], ["b"])],
        [helper.make_opsetid("", 17)],
    )
    inputs = [value("x", [2]), value("condition", [], TensorProto.BOOL)]
    w = helper.make_tensor("w", FLOAT, [2], [1.0, 2.0])
    return model_of([everything, choose], inputs, [value("y", [2])], [w], functions=[twice], custom=1)


def initializers():
    """Every element type, as raw bytes and as a typed list."""
    limits = {t: numbers(t) for t in NAMES}
    listed = [helper.make_tensor(f"{NAMES[t]}_list", t, [3], numbers) for t, numbers in limits.items()]
    raw = [
        numpy_helper.from_array(np.array(numbers, dtype=helper_type(t)), f"{NAMES[t]}_raw")
        for t, numbers in limits.items()
    ]
    shapes = [
        helper.make_tensor("scalar", FLOAT, [], [0.5]),
        helper.make_tensor("empty", FLOAT, [0, 4], []),
        numpy_helper.from_array(np.arange(12, dtype=np.float32).reshape(3, 1, 4), "cube"),
        helper.make_tensor("text", TensorProto.STRING, [2], [b"a", b"b"]),
        helper.make_tensor("bfloat16", TensorProto.BFLOAT16, [1], [1.0]),
    ]
    return model_of([helper.make_node("Neg", ["x"], ["y"])], [value("x", [2])], [value("y", [2])], listed + raw + shapes)


def declarations():
    """Inputs and outputs of every kind, metadata, an old IR version that lists weights as inputs."""
    inputs = [
        value("x", ["N", 3, None, 8]),
        value("scalar", [], TensorProto.INT64),
        value("w", [3]),
        helper.make_tensor_sequence_value_info("parts", FLOAT, ["N"]),
        value("rankless", None),
    ]
    w = helper.make_tensor("w", FLOAT, [3], [1.0, 2.0, 3.0])
    model = model_of(
        [helper.make_node("Neg", ["x"], ["y"]), helper.make_node("Add", ["y", "rankless"], ["z"], name="n")],
        inputs,
        [value("z", None)],
        [w],
        value_info=[value("y", ["N", 3, None, 8])],
    )
    model.ir_version = 3
    model.producer_name = "reference"
    model.producer_version = "1.2"
    model.doc_string = "A model."
    helper.set_model_props(model, {"labels": '["Cardiomegaly", "Épanchement"]', "empty": "", "__proto__": "kept"})
    return model


def external():
    """Weights in a file beside the model: at an offset, and up to the end of the file."""
    first, second = np.array([1, 2, 3], np.float32), np.array([[4], [5]], np.float32)
    (FIXTURES / "external.bin").write_bytes(bytes(8) + first.tobytes() + second.tobytes())
    a = outside("a", first, offset=8, length=first.nbytes)
    b = outside("b", second, offset=8 + first.nbytes)
    node = helper.make_node("Add", ["x", "a"], ["sum"])
    return model_of([node, helper.make_node("Mul", ["sum", "b"], ["y"])], [value("x", [3])], [value("y", [2, 3])], [a, b])


def sparse():
    """A sparse initialiser beside a dense one."""
    values = helper.make_tensor("s", FLOAT, [2], [5.0, 7.0])
    indices = helper.make_tensor("s_indices", TensorProto.INT64, [2], [1, 3])
    w = helper.make_tensor("w", FLOAT, [4], [1.0, 1.0, 1.0, 1.0])
    nodes = [helper.make_node("Add", ["x", "s"], ["a"]), helper.make_node("Mul", ["a", "w"], ["y"])]
    model = model_of(nodes, [value("x", [4])], [value("y", [4])], [w])
    model.graph.sparse_initializer.append(helper.make_sparse_tensor(values, indices, [4]))
    return model


def model_seen(model):
    graph = model.graph
    return {
        "irVersion": model.ir_version,
        "opsets": {o.domain: o.version for o in model.opset_import},
        "producer": f"{model.producer_name} {model.producer_version}".strip(),
        "metadata": [[p.key, p.value] for p in model.metadata_props],
        "nodes": [node_seen(n) for n in graph.node],
        "initializers": {t.name: tensor_seen(t) for t in graph.initializer},
        "sparse": [s.values.name for s in graph.sparse_initializer],
        "inputs": [info_seen(v) for v in graph.input],
        "outputs": [info_seen(v) for v in graph.output],
    }


def node_seen(node):
    return {
        "name": node.name,
        "op": node.op_type,
        "domain": node.domain,
        "inputs": list(node.input),
        "outputs": list(node.output),
        "attributes": {a.name: attribute_seen(a) for a in node.attribute},
    }


def attribute_seen(attribute):
    got = helper.get_attribute_value(attribute)
    if attribute.type == AttributeProto.GRAPH:
        return {"graphs": [[n.op_type for n in got.node]]}
    if attribute.type == AttributeProto.TENSOR:
        return {"tensor": tensor_seen(got)}
    if attribute.type == AttributeProto.STRING:
        return {"value": got.decode()}
    if attribute.type == AttributeProto.STRINGS:
        return {"value": [s.decode() for s in got]}
    return {"value": list(got) if hasattr(got, "__len__") else got}


def tensor_seen(tensor):
    seen = {"dims": list(tensor.dims), "type": NAMES.get(tensor.data_type)}
    if tensor.data_location == TensorProto.EXTERNAL:
        entries = {e.key: e.value for e in tensor.external_data}
        seen["external"] = {k: v if k == "location" else int(v) for k, v in entries.items()}
    elif seen["type"]:
        values = numpy_helper.to_array(tensor).ravel()
        bits = values.view(np.uint16) if values.dtype == np.float16 else values
        seen["elements"] = [str(int(v)) if v == int(v) else repr(float(v)) for v in bits]
    return seen


def info_seen(info):
    if not info.type.HasField("tensor_type"):
        return {"name": info.name}
    tensor = info.type.tensor_type
    seen = {"name": info.name, "type": NAMES[tensor.elem_type]}
    if tensor.HasField("shape"):
        seen["dims"] = [d.dim_value if d.HasField("dim_value") else d.dim_param for d in tensor.shape.dim]
    return seen


def numbers(data_type):
    dtype = helper_type(data_type)
    if dtype == np.bool_:
        return [1, 0, 1]
    if np.issubdtype(dtype, np.integer):
        return [int(np.iinfo(dtype).min), 1, int(np.iinfo(dtype).max)]
    return [-0.375, 0.0, 65504.0]


def helper_type(data_type):
    return onnx.mapping.TENSOR_TYPE_TO_NP_TYPE[data_type]


def outside(name, array, **place):
    tensor = TensorProto(name=name, data_type=FLOAT, dims=array.shape, data_location=TensorProto.EXTERNAL)
    for key, entry in {"location": "external.bin", **place}.items():
        tensor.external_data.add(key=key, value=str(entry))
    return tensor


def empty(name, kind):
    return AttributeProto(name=name, type=kind)


def value(name, dims, elements=FLOAT):
    return helper.make_tensor_value_info(name, elements, dims)


def model_of(nodes, inputs, outputs, weights, value_info=(), functions=(), custom=None):
    graph = helper.make_graph(nodes, "graph", inputs, outputs, weights, value_info=list(value_info))
    opsets = [helper.make_opsetid("", 17)] + ([helper.make_opsetid("test.custom", custom)] if custom else [])
    model = helper.make_model(graph, opset_imports=opsets, functions=list(functions))
    model.ir_version = 8
    return model


if __name__ == "__main__":
    main()
