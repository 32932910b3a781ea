"""The network `keras-style` of tools/tests/fixtures/networks as a Keras model, for peers that explain those."""

import json
import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"

import fixture  # noqa: E402, F401  It finds tools/reference.
import numpy as np  # noqa: E402
import onnx  # noqa: E402
import tensorflow as tf  # noqa: E402
from arrays import noise  # noqa: E402
from onnx import numpy_helper  # noqa: E402
from tensorflow.keras import layers  # noqa: E402

NAME, LAYER = "keras-style", "residual"
TENSOR = "/network/Relu_2_output_0"
NETWORKS = fixture.FOLDER.parent / "networks"
known = next(entry for entry in json.loads((NETWORKS / "index.json").read_text()) if entry["name"] == NAME)
target = known["target"]
said = {"network": NAME, "target": target, "layer": TENSOR}
# [1,H,W,C]
image = noise(known["imageSeed"], known["image"]).transpose(1, 2, 0)[None]


def keras_model(probabilities):
    """Scales and shifts are in the convolutions. Probabilities, or logits."""
    x = given = layers.Input(image.shape[1:])
    x = layers.ReLU()(conv(0, 2)(layers.ZeroPadding2D(((0, 1), (0, 1)))(x)))
    x = layers.MaxPooling2D(3, 2)(layers.ZeroPadding2D(((0, 1), (0, 1)))(x))
    x = layers.ReLU(6.0)(conv(1, 1, groups=8)(layers.ZeroPadding2D(1)(x)))
    x = layers.ReLU()(conv(2, 1)(x))
    x = layers.ReLU(name=LAYER)(x + conv(3, 1)(layers.ZeroPadding2D(1)(x)))
    x = layers.ReLU()(conv(4, 2)(layers.ZeroPadding2D(((0, 1), (0, 1)))(x)))
    activation = "softmax" if probabilities else None
    dense = layers.Dense(5, activation, weights=[weights["kernel"], weights["bias"]])
    return tf.keras.Model(given, dense(layers.GlobalAveragePooling2D()(x)))


def checked(model):
    logits = np.fromfile(NETWORKS / f"{NAME}.f32", "<f4")[:5]
    assert np.allclose(model.predict(image, verbose=0)[0], logits, rtol=1e-4), "another network"
    return model


def conv(i, stride, groups=1):
    kernel, scale = weights[f"convolutions.{i}.weight"], weights[f"scales.{i}"]
    scaled = (kernel * scale[:, None, None, None]).transpose(2, 3, 1, 0)
    parameters = [scaled, weights[f"shifts.{i}"]]
    if groups > 1:
        parameters[0] = scaled.transpose(0, 1, 3, 2)
        return layers.DepthwiseConv2D(scaled.shape[:2], stride, weights=parameters)
    return layers.Conv2D(scaled.shape[-1], scaled.shape[:2], stride, weights=parameters)


stored = onnx.load(NETWORKS / f"{NAME}.onnx").graph.initializer
weights = {tensor.name.removeprefix("network."): numpy_helper.to_array(tensor) for tensor in stored}
