"""Writes tools/tests/fixtures/matrix: what every method of tools/matrix/methods.ts makes of every network of tools/matrix/networks.ts, by
its definition, in float64 PyTorch. Of each map some numbers are kept.

XRAI is made by PAIR-code/saliency at 7b72b67, of which a checkout is given.

Run with a Python that has torch 2.14, torchvision, timm 1.0.31, scipy, captum 0.9.0 and zennit 0.5.1:
python3 tools/peers/matrix/main.py SALIENCY [network…]
"""

import json
import sys
import warnings
from itertools import chain

import numpy as np
from network import LAYERS, TOOLS, Network  # First: it finds the rest.
import layers
import masks
import rules
import slopes
import xrai

FOLDER = TOOLS / "tests/fixtures/matrix"
# What rounding to float32 decides: the way through max pools at the constant images from which XRAI starts, and slopes where a number is
# nearly at a kink, or changes by next to nothing.
UNDECIDED = {"densenet": ["xrai"], "googlenet": ["xrai", "deep-lift", "gradient-shap"]}
# Of a map of more numbers than this, every so many are kept.
LARGE, STEP = 100, 37


def main(checkout, *names):
    sys.path.insert(0, checkout)
    from saliency.core import xrai as saliency

    warnings.simplefilter("ignore")
    FOLDER.mkdir(exist_ok=True)
    index, numbers = {}, []
    for name in names or LAYERS:
        network = Network(name)
        own = {}
        undecided = UNDECIDED.get(name, [])
        index[name] = {"imageSeed": network.seed, "undecided": undecided, "maps": own}
        found = [part.maps_of(network) for part in (layers, slopes, masks, rules)]
        for method, map in chain(*found, [("xrai", xrai.explained(saliency, network, steps=4))]):
            if method in undecided:
                continue
            flat = np.asarray(map, np.float64).ravel()
            assert np.isfinite(flat).all(), f"{method} on {name}"
            step = STEP if flat.size > LARGE else 1
            kept = flat[::step].astype("<f4")
            own[method] = {"offset": sum(part.size for part in numbers), "length": kept.size, "step": step}
            numbers.append(kept)
        print(name, len(own), flush=True)
        write(index, numbers)


def write(index, numbers):
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(own)}" for name, own in index.items())
    (FOLDER / "index.json").write_text(f"{{\n{lines}\n}}\n")
    (FOLDER / "maps.f32").write_bytes(b"".join(part.tobytes() for part in numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
