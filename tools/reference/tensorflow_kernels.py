"""Adds TensorFlow's bicubic kernel to the maps of packages/pixels/tests/fixtures/upsample.json, which pixels.py writes.

Run with a Python that has tensorflow 2.21:  python3 tools/reference/tensorflow_kernels.py
"""

import json
from pathlib import Path

import numpy as np
import tensorflow as tf

PATH = Path(__file__).resolve().parents[2] / "packages/pixels/tests/fixtures/upsample.json"


def main():
    cases = json.loads(PATH.read_text())
    for case in cases:
        map = np.array(case["values"], np.float32).reshape(*case["size"], 1)
        case["expected"]["bicubic-tensorflow"] = tf.image.resize(map, case["to"], "bicubic").numpy().ravel().tolist()
    PATH.write_text(json.dumps(cases, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
