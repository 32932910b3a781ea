"""Writes a PyTorch network as an ONNX file with camscope's card in its metadata."""

import json
from inspect import signature

import numpy as np
import onnx
import torch

KEY = "camscope.card"
# The newer exporter, which torch has by default since 2.9, leaves weights in a second file, and operator sets before 18 to a converter
# that refuses layer norms. Older versions know no other.
ONE_FILE = {"dynamo": False} if "dynamo" in signature(torch.onnx.export).parameters else {}


def export(network, path, card, opset=13):
    """Exports `network` for images of the card's size, in batches of any number.

    `card` has the fields of camscope's model cards: name, labels, activation, preprocessing, layer, score.
    """
    preprocessing = card["preprocessing"]
    example = torch.zeros(1, preprocessing["channels"], *preprocessing["size"])
    network = network.eval().cpu().to(memory_format=torch.contiguous_format)
    with torch.no_grad():
        outputs = network(example).shape[-1]
    if outputs != len(card["labels"]):
        raise SystemExit(f"The network has {outputs} outputs, but there are {len(card['labels'])} labels")
    torch.onnx.export(
        network,
        example,
        str(path),
        opset_version=opset,
        **ONE_FILE,
        input_names=["image"],
        output_names=["logits"],
        dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}},
    )
    model = onnx.load(str(path))
    entry = model.metadata_props.add()
    entry.key, entry.value = KEY, json.dumps(card, ensure_ascii=False)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    compare(network, path, example.shape)


def compare(network, path, shape):
    """Holds the file to the network, where ONNX Runtime is installed."""
    try:
        import onnxruntime
    except ImportError:
        print("onnxruntime is not installed: the file was checked, but not run")
        return
    image = torch.rand(2, *shape[1:], generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        expected = network(image).numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"image": image.numpy()})
    worst = float(np.abs(found - expected).max() / max(1.0, np.abs(expected).max()))
    print(f"ONNX Runtime differs from PyTorch by {worst:.1e}")
    if worst > 1e-3:
        raise SystemExit(f"{path} does not give what the network gives")
