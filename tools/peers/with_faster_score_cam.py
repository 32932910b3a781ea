"""What the authors' Faster Score-CAM makes of a slim network, for the preset `authors`. It is in no package registry: the script is given
a checkout of tabayashi0117/Score-CAM at ed43345.

Run with a Python that has TensorFlow 2.21 with tf_keras, opencv, matplotlib and onnx:
  python3 tools/peers/with_faster_score_cam.py FASTER_SCORE_CAM
"""

import sys

import cv2
import keras_style as slim
from fixture import Fixture

MAX_N = 5


def main(checkout):
    # As it comes with its module, which has to be imported before a model is made.
    sys.path.insert(0, checkout)
    from gradcamutils import ScoreCam

    slim.checked(slim.keras_model(probabilities=False))
    model = slim.keras_model(probabilities=True)
    fixture = Fixture("faster-score-cam", "authors' code")
    map = ScoreCam(model, slim.image, slim.LAYER, max_N=MAX_N)
    fixture.finished(slim.said, "faster-score-cam", "authors", enlarged(map), maxN=MAX_N)
    fixture.write()


def enlarged(map):
    """As their `superimpose` does, with 1 at the top again."""
    large = cv2.resize(map, slim.image.shape[1:3])
    return large / large.max()


if __name__ == "__main__":
    main(*sys.argv[1:])
