"""Writes packages/onnx/tests/fixtures/cuda-placement.json: single operators, and whether the CUDA provider of ONNX Runtime takes
them or leaves them to the CPU, as that provider itself decides. No GPU is needed.

Run with Python 3.11, numpy and onnx, on the wheel onnxruntime_gpu-1.30.0-cp311-…:
    python3 tools/reference/cuda_placement.py WHEEL
"""

import base64
import json
import os
import re
import sys
import tempfile
from pathlib import Path

from cuda_stand_in import PROVIDER, with_provider

TARGET = Path(__file__).resolve().parents[2] / "packages/onnx/tests/fixtures/cuda-placement.json"
IMAGE = ("float32", [1, 2, 6, 6])
KERNEL = ("float32", [2, 2, 3, 3])
SEQUENCE = [("float32", [4, 1, 3])]


def recurrent(op: str, gates: int, **attributes) -> tuple:
    weights = [("float32", [1, gates * 5, 3]), ("float32", [1, gates * 5, 5])]
    return op, 17, [*SEQUENCE, *weights], {"hidden_size": 5, **attributes}


PEEPHOLES = [None, None, None, None, ("float32", [1, 15])]
# Operator, operator set, types and shapes of the inputs, attributes.
CASES = [
    ("ConvTranspose", 17, [IMAGE, KERNEL], {"pads": [1, 1, 1, 1], "strides": [2, 2], "output_padding": [1, 1]}),
    ("ConvTranspose", 17, [IMAGE, KERNEL], {"pads": [1, 0, 1, 1]}),
    ("ConvTranspose", 17, [IMAGE, KERNEL], {"pads": [0, 1, 1, 0]}),
    ("ConvTranspose", 17, [IMAGE, KERNEL], {"auto_pad": "SAME_UPPER"}),
    ("ConvTranspose", 17, [IMAGE, KERNEL], {"auto_pad": "SAME_LOWER"}),
    ("ConvTranspose", 17, [IMAGE, KERNEL], {"auto_pad": "VALID"}),
    ("Conv", 17, [IMAGE, KERNEL], {"pads": [1, 0, 1, 1]}),
    ("Conv", 17, [IMAGE, KERNEL], {"auto_pad": "SAME_UPPER", "strides": [2, 2]}),
    ("Conv", 9, [("float32", [1, 2, 6]), ("float32", [2, 2, 3])], {"pads": [1, 1]}),
    ("MaxPool", 17, [IMAGE], {"kernel_shape": [2, 2], "pads": [0, 0, 1, 1], "ceil_mode": 1}),
    ("MaxPool", 21, [IMAGE], {"kernel_shape": [2, 2], "dilations": [2, 2]}),
    ("AveragePool", 19, [IMAGE], {"kernel_shape": [2, 2], "pads": [0, 0, 1, 1], "count_include_pad": 1}),
    ("Cast", 17, [IMAGE], {"to": 8}),
    ("Cast", 17, [IMAGE], {"to": 10}),
    ("ArgMax", 17, [IMAGE], {"axis": 1}),
    ("ArgMin", 17, [IMAGE], {"axis": 1}),
    ("ArgMax", 17, [IMAGE], {"axis": 1, "select_last_index": 1}),
    ("Celu", 17, [IMAGE], {}),
    ("Mish", 18, [IMAGE], {}),
    ("HardSwish", 17, [IMAGE], {}),
    ("Relu", 17, [("float16", [2, 3])], {}),
    ("Equal", 10, [("int64", [2, 3]), ("int64", [2, 3])], {}),
    ("Equal", 17, [IMAGE, IMAGE], {}),
    ("Greater", 9, [IMAGE, IMAGE], {}),
    ("Where", 17, [("bool", [2, 3]), ("int64", [2, 3]), ("int64", [2, 3])], {}),
    ("Relu", 17, [("int32", [2, 3])], {}),
    ("Mod", 17, [IMAGE, IMAGE], {"fmod": 1}),
    ("Hardmax", 17, [IMAGE], {}),
    ("LpNormalization", 17, [IMAGE], {}),
    ("LogSoftmax", 17, [IMAGE], {}),
    ("Sign", 17, [IMAGE], {}),
    ("Sum", 17, [IMAGE, IMAGE, IMAGE], {}),
    ("ScatterElements", 18, [("float32", [3, 3]), ("int64", [1, 3]), ("float32", [1, 3])], {"reduction": "add"}),
    recurrent("RNN", 1),
    recurrent("RNN", 1, activations=["Relu"]),
    recurrent("RNN", 1, clip=1.0),
    recurrent("GRU", 3),
    recurrent("GRU", 3, linear_before_reset=0),
    recurrent("GRU", 3, linear_before_reset=1),
    recurrent("LSTM", 4),
    recurrent("LSTM", 4, activations=["Sigmoid", "Tanh", "Tanh"]),
    recurrent("LSTM", 4, activations=["Sigmoid", "Tanh", "Relu"]),
    recurrent("LSTM", 4, input_forget=1),
    ("LSTM", 17, [*recurrent("LSTM", 4)[2], *PEEPHOLES], {"hidden_size": 5}),
]


def model_of(op: str, opset: int, inputs: list, attributes: dict) -> bytes:
    from onnx import TensorProto, helper

    names = {"float32": "FLOAT", "float16": "FLOAT16", "int64": "INT64", "int32": "INT32", "bool": "BOOL"}
    fed = [
        helper.make_tensor_value_info(f"x{i}", TensorProto.DataType.Value(names[given[0]]), given[1])
        for i, given in enumerate(inputs)
        if given
    ]
    node = helper.make_node(op, [f"x{i}" if given else "" for i, given in enumerate(inputs)], ["y"], op, **attributes)
    graph = helper.make_graph([node], "graph", fed, [helper.make_empty_tensor_value_info("y")])
    opsets = [helper.make_opsetid("", opset)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()


def takes(model: bytes) -> bool:
    """Whether all of a model is placed on CUDA, by what ONNX Runtime logs."""
    import onnxruntime as ort
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, NotImplemented

    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 0
    with tempfile.TemporaryFile() as log:
        stderr = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            ort.InferenceSession(model, options, providers=[PROVIDER])
        except (Fail, NotImplemented):
            pass  # A kernel that asks the missing cuDNN: it was placed before.
        finally:
            os.dup2(stderr, 2)
        log.seek(0)
        text = log.read().decode("utf8", "replace")
    placed = re.findall(r"placed on \[(\w+)\]", text)
    assert placed, f"ONNX Runtime did not say where nodes are: {text[-400:]}"
    return placed == [PROVIDER]


def main() -> None:
    cases = []
    for op, opset, inputs, attributes in CASES:
        model = model_of(op, opset, inputs, attributes)
        title = f"{op}-{opset} {json.dumps(attributes)} of {' '.join(given[0] for given in inputs if given)}"
        cases.append({"title": title, "takes": takes(model), "model": base64.b64encode(model).decode()})
    TARGET.write_text(json.dumps(cases, indent=1) + "\n")


with_provider(__file__, sys.argv[1], main)
