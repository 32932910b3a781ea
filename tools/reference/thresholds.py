"""Writes the fixtures of packages/pixels on thresholds and iso-contours from scikit-image, NumPy and OpenCV.

Run with a Python that has numpy, SciPy, scikit-image and OpenCV:  python3 tools/reference/thresholds.py
"""

import base64
import json
from pathlib import Path

import cv2
import numpy as np
from scipy import ndimage
from skimage.filters import threshold_otsu
from skimage.measure import find_contours

FIXTURES = Path(__file__).resolve().parents[2] / "packages/pixels/tests/fixtures"
SIDE = 40

rng = np.random.default_rng(19790102)


def heats():
    """Finished maps: blobs as CAMs look after upsampling, and harder ones."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    for k in range(5):
        heat = 0.1 * rng.random() * x
        for _ in range(k + 1):
            centre, width = rng.uniform(0.2, 0.8, 2), rng.uniform(0.05, 0.15, 2)
            blob = ((x - centre[0]) / width[0]) ** 2 + ((y - centre[1]) / width[1]) ** 2
            heat = heat + rng.uniform(0.3, 1) * np.exp(-blob / 2)
        if k % 2:
            heat = np.maximum(heat - 0.25, 0)
        yield f"blobs {k}", heat
    yield "noise", rng.random((SIDE, SIDE))
    yield "smooth noise", ndimage.gaussian_filter(rng.random((SIDE, SIDE)), 2)
    yield "blocks", np.kron(rng.random((4, 4)), np.ones((SIDE // 4, SIDE // 4)))
    yield "two levels", (x > y) * 0.3
    yield "mostly zero", (rng.random((SIDE, SIDE)) > 0.99) * rng.random((SIDE, SIDE))


def finished():
    for name, heat in heats():
        heat = heat - heat.min()
        yield name, (heat / heat.max()).astype(np.float32)


maps = list(finished())


def bits(mask):
    return base64.b64encode(np.packbits(mask)).decode()


def opencv_otsu(levels):
    return cv2.threshold(levels, 0, 255, cv2.THRESH_OTSU)[1] > 0


def thresholds():
    for name, heat in maps:
        exact = heat.astype(np.float64) * 255
        levels = {"nearest": np.floor(exact + 0.5).astype(np.uint8), "down": exact.astype(np.uint8)}
        yield {
            "name": name,
            "side": SIDE,
            "heat": base64.b64encode(heat.tobytes()).decode(),
            "otsu": float(threshold_otsu(heat.astype(np.float64))),
            "otsuOfLevels": {how: int(threshold_otsu(grey)) for how, grey in levels.items()},
            "aboveOpenCvOtsu": {how: bits(opencv_otsu(grey)) for how, grey in levels.items()},
            "percentiles": {p: float(np.percentile(heat.astype(np.float64), p)) for p in (0, 12.5, 50, 90, 99.9, 100)},
        }


def isolines():
    """Each contour's box and number of points; pixels' centres are at half coordinates, and the border is cold."""
    for name, heat in maps:
        framed = np.pad(heat[1:-1, 1:-1], 1)
        for level in (0.2, 0.5):
            for connectivity, fully in ((8, "high"), (4, "low")):
                contours = [c[:-1] + 0.5 for c in find_contours(framed, level, fully_connected=fully)]
                boxes = [[*c.min(0)[::-1], *c.max(0)[::-1], len(c)] for c in contours]
                yield {
                    "name": name,
                    "level": level,
                    "connectivity": connectivity,
                    "boxes": sorted([round(float(value), 6) for value in box] for box in boxes),
                }


def write(name, content):
    (FIXTURES / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


write("thresholds.json", list(thresholds()))
write("isolines.json", list(isolines()))
