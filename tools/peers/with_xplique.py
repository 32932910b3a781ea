"""What Xplique makes of a slim network, for the presets named after it.

Run with a Python that has xplique 2.0.2, TensorFlow 2.21 with tf_keras, tensorflow_probability and onnx:  python3 tools/peers/with_xplique.py
"""

from importlib.metadata import version

import keras_style as slim
import numpy as np
from fixture import Fixture, unit
from xplique.attributions import GradCAM


def main():
    fixture = Fixture("xplique", f"xplique {version('xplique')}")
    model = slim.checked(slim.keras_model(probabilities=False))
    explainer = GradCAM(model, conv_layer=slim.LAYER)
    map = explainer(slim.image, np.eye(5, dtype=np.float32)[[slim.target]])
    fixture.finished(slim.said, "grad-cam", "xplique", unit(np.asarray(map)[0, :, :, 0]))
    fixture.write()


if __name__ == "__main__":
    main()
