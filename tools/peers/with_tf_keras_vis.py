"""What tf-keras-vis makes of a slim network, for the presets named after it.

Run with a Python that has tf-keras-vis 0.8.7, TensorFlow 2.21 with tf_keras, and onnx:  python3 tools/peers/with_tf_keras_vis.py
"""

import sys
from importlib.metadata import version

import keras_style as slim
import scipy.ndimage
from fixture import Fixture

# SciPy has dropped the name under which tf-keras-vis imports zoom.
sys.modules.setdefault("scipy.ndimage.interpolation", scipy.ndimage)
from tf_keras_vis.gradcam import Gradcam  # noqa: E402
from tf_keras_vis.gradcam_plus_plus import GradcamPlusPlus  # noqa: E402
from tf_keras_vis.scorecam import Scorecam  # noqa: E402
from tf_keras_vis.utils.scores import CategoricalScore  # noqa: E402


def main():
    fixture = Fixture("tf-keras-vis", f"tf-keras-vis {version('tf-keras-vis')}")
    score = CategoricalScore([slim.target])
    layer = {"penultimate_layer": slim.LAYER, "seek_penultimate_conv_layer": False}

    logits = slim.checked(slim.keras_model(probabilities=False))
    for method, peer in {"grad-cam": Gradcam, "grad-cam-plus-plus": GradcamPlusPlus}.items():
        map = peer(logits, clone=True)(score, slim.image, **layer)
        fixture.finished(slim.said, method, "tf-keras-vis", map[0])

    scorecam = Scorecam(slim.keras_model(probabilities=True), clone=True)
    fixture.finished(slim.said, "score-cam", "tf-keras-vis", scorecam(score, slim.image, **layer)[0])
    map = scorecam(score, slim.image, max_N=5, **layer)
    fixture.finished(slim.said, "faster-score-cam", "tf-keras-vis", map[0], maxN=5)
    fixture.write()


if __name__ == "__main__":
    main()
