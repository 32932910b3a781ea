"""Writes the fixtures of packages/metrics-features from OpenCV and SciPy.

Run with a Python that has numpy, scipy and OpenCV:  python3 tools/reference/features.py
"""

import base64
import json
from pathlib import Path

import cv2
import numpy as np
from scipy import ndimage

FIXTURES = Path(__file__).resolve().parents[2] / "packages/metrics-features/tests/fixtures"
HEIGHT, WIDTH = 24, 36

rng = np.random.default_rng(20170501)


def features(points, area):
    """Of the smallest rectangle around the points."""
    (_, (w, h), _) = cv2.minAreaRect(np.asarray(points, np.float32))
    return {"elongation": max(w, h) / min(w, h), "irrectangularity": 1 - area / (w * h)}


def polygons():
    """Outlines that do not cross themselves: corners by angle around a centre, at random distances."""
    for corners in (3, 4, 5, 8, 20, 60):
        angles = np.sort(rng.random(corners) * 2 * np.pi)
        distances = rng.uniform(20, 200, corners)
        points = np.column_stack([500 + 1.5 * distances * np.cos(angles), 400 + distances * np.sin(angles)]).round(2)
        yield {"points": points.tolist(), **features(points, cv2.contourArea(points.astype(np.float32)))}


def masks():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    ellipse = ((x - 14 + y / 2) ** 2 / 50 + (y - 11) ** 2 / 90) < 1
    yield "ellipse", ellipse
    yield "ellipse and box", ellipse | ((x > 30) & (y < 9))
    yield "ring", ellipse & ~ndimage.binary_erosion(ellipse, iterations=2)
    yield "staircase", (np.abs(x - y) <= 1) & (x < 20)
    yield "speckle", rng.random((HEIGHT, WIDTH)) < 0.4


def components(mask, structure):
    labels, _ = ndimage.label(mask, structure=structure)
    largest = labels == np.argmax(np.bincount(labels.ravel())[1:]) + 1
    rows, columns = np.nonzero(largest)
    corners = [(c + dx, r + dy) for r, c in zip(rows, columns) for dx in (0, 1) for dy in (0, 1)]
    return features(corners, largest.sum())


def write(name, content):
    (FIXTURES / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


FIXTURES.mkdir(parents=True, exist_ok=True)
write("polygons", list(polygons()))
write(
    "masks",
    {
        "width": WIDTH,
        "height": HEIGHT,
        "masks": [
            {
                "name": name,
                "mask": base64.b64encode(mask.astype(np.uint8).tobytes()).decode(),
                "centre": [float(np.mean((at + 0.5) / size)) for at, size in zip(np.nonzero(mask), mask.shape)],
                "8": components(mask, np.ones((3, 3))),
                "4": components(mask, None),
            }
            for name, mask in masks()
        ],
    },
)
