"""Shortens the names in an ONNX file, which make up a tenth of a narrow DenseNet."""

import onnx


def terse(path):
    """Drops the names of nodes, and of tensors what says nothing: `/features/relu0/Relu_output_0` to `/relu0/Relu`."""
    model = onnx.load(str(path))
    kept = {value.name for value in [*model.graph.input, *model.graph.output]}
    kept |= {tensor.name for tensor in model.graph.initializer}
    short = {}
    for node in model.graph.node:
        node.name = ""
        for name in node.output:
            if name not in kept:
                short[name] = name.removeprefix("/features").removesuffix("_output_0")
    if len(set(short.values()) | kept) != len(short) + len(kept):
        raise SystemExit(f"{path}: short names would collide")
    for node in model.graph.node:
        node.input[:] = [short.get(name, name) for name in node.input]
        node.output[:] = [short.get(name, name) for name in node.output]
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
