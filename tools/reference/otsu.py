"""Writes the fixtures of packages/segmenters-multi-otsu from scikit-image, Pillow and matplotlib.

Run with a Python that has numpy, scikit-image, Pillow and matplotlib:  python3 tools/reference/otsu.py
"""

import base64
import json
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image
from skimage.filters import threshold_multiotsu

FIXTURES = Path(__file__).resolve().parents[2] / "packages/segmenters-multi-otsu/tests/fixtures"
SIDE = 48

rng = np.random.default_rng(20170501)


def thresholds(image, classes):
    """None where scikit-image finds too few levels."""
    try:
        return threshold_multiotsu(image, classes=classes).tolist()
    except ValueError:
        return None


def histograms():
    level = np.arange(256)
    ramp = np.repeat([5, 1, 4, 1], 64)
    few = {3: 10, 9: 10, 40: 10, 41: 10, 200: 10}
    yield "flat", np.full(256, 4)
    yield "flat, 12 levels", np.full(12, 7)
    yield "symmetric", np.minimum(level, 255 - level) + 1
    yield "steps", ramp
    yield "two levels", sparse({0: 5, 255: 5})
    yield "three levels", sparse({0: 900, 1: 5, 255: 5})
    yield "five equal levels with gaps", sparse(few)
    yield "equal spikes", sparse({i: 3 for i in range(0, 256, 17)})
    yield "zero and one", sparse({0: 100, 1: 100, 2: 1, 250: 1, 255: 1})
    yield "nearly all zero", sparse({0: 10**6, **{int(i): 1 for i in rng.choice(np.arange(1, 256), 12, False)}})
    yield "nearly all white", sparse({255: 10**6, **{int(i): 1 for i in rng.choice(255, 12, False)}})
    yield "exponential", (1e5 * np.exp(-level / 30)).astype(int) + (level == 255)
    for k in range(6):
        yield f"noise {k}", rng.integers(1, 1000, 256)
    for k in range(6):
        peaks = [rng.integers(50, 5000) * np.exp(-((level - m) ** 2) / 2 / s**2) for m, s in spread(3)]
        yield f"peaks {k}", np.trim_zeros(sum(peaks).astype(int))


def sparse(counts):
    out = np.zeros(max(counts) - min(counts) + 1, int)
    for level, count in counts.items():
        out[level - min(counts)] = count
    return out


def spread(count):
    return [(rng.uniform(0, 255), rng.uniform(5, 40)) for _ in range(count)]


def maps():
    """Finished maps: blobs on a slope, as CAMs look after upsampling."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    for k in range(5):
        heat = 0.1 * rng.random() * x
        for _ in range(k + 1):
            centre, width = rng.uniform(0.1, 0.9, 2), rng.uniform(0.05, 0.2, 2)
            blob = ((x - centre[0]) / width[0]) ** 2 + ((y - centre[1]) / width[1]) ** 2
            heat = heat + rng.uniform(0.3, 1) * np.exp(-blob / 2)
        if k % 2:
            heat = np.maximum(heat - 0.25, 0)
        heat = heat - heat.min()
        yield f"blobs {k}", (heat / heat.max()).astype(np.float32)
    coarse = rng.random((4, 4))
    yield "blocks", np.kron(coarse / coarse.max(), np.ones((SIDE // 4, SIDE // 4))).astype(np.float32)


def grey_images(heat):
    exact = heat.astype(np.float64) * 255
    nearest = np.floor(exact + 0.5).astype(np.uint8)
    turbo = np.floor(255 * matplotlib.colormaps["turbo"](np.arange(256))[:, :3] + 0.5).astype(np.uint8)
    luma = np.array(Image.fromarray(turbo[nearest]).convert("L"))
    yield {"source": "intensity"}, nearest, 255
    yield {"source": "intensity", "rounding": "down"}, exact.astype(np.uint8), 255
    yield {"source": "luma", "colourMap": "turbo"}, luma, 255
    yield {"source": "float"}, heat.astype(np.float64), 1


def segmentations(heat):
    for options, grey, white in grey_images(heat):
        for classes in (2, 3, 4, 5):
            cuts = thresholds(grey, classes)
            case = {"options": {**options, "classes": classes}, "thresholds": cuts and [cut / white for cut in cuts]}
            if cuts:
                above = grey > cuts[-1]
                assert (above == (np.digitize(grey, cuts, right=True) == classes - 1)).all()
                case["above"] = base64.b64encode(np.packbits(above)).decode()
            yield case


def lumas():
    colours = np.concatenate([np.eye(3, dtype=int) * 255, rng.integers(0, 256, (60, 3))]).astype(np.uint8)
    grey = np.array(Image.fromarray(colours[None]).convert("L"))[0]
    return np.column_stack([colours, grey]).tolist()


def write(name, content):
    (FIXTURES / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


FIXTURES.mkdir(parents=True, exist_ok=True)
write(
    "histograms.json",
    [
        {
            "name": name,
            "counts": counts.tolist(),
            "thresholds": {n: thresholds(np.repeat(np.arange(counts.size, dtype=np.uint8), counts), n) for n in (2, 3, 4, 5)},
        }
        for name, counts in histograms()
    ],
)
write(
    "maps.json",
    [
        {"name": name, "side": SIDE, "heat": base64.b64encode(heat.tobytes()).decode(), "cases": list(segmentations(heat))}
        for name, heat in maps()
    ],
)
write("luma.json", lumas())
