"""Writes the fixtures of packages/metrics-faithfulness from NumPy and SciPy.

Run with a Python that has numpy and scipy:  python3 tools/reference/faithfulness.py

The network is a linear layer and a sigmoid, so that every score here is a dot product.
"""

import base64
import json
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.sparse import lil_matrix
from scipy.sparse.linalg import spsolve
from scipy.stats import entropy

FIXTURES = Path(__file__).resolve().parents[2] / "packages/metrics-faithfulness/tests/fixtures"
CHANNELS, HEIGHT, WIDTH = 3, 9, 12

rng = np.random.default_rng(20180617)


def encoded(array, dtype="<f4"):
    return base64.b64encode(np.ascontiguousarray(array, dtype).tobytes()).decode()


def impute(image, known):
    """Unknown pixels as weighted means of their neighbours: the equations one by one, solved directly."""
    channels, height, width = image.shape
    place = {pixel: i for i, pixel in enumerate(zip(*np.nonzero(~known)))}
    matrix = lil_matrix((len(place), len(place)))
    right = np.zeros((len(place), channels))
    for (y, x), row in place.items():
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                other = (y + dy, x + dx)
                if (dy, dx) == (0, 0) or not (0 <= other[0] < height and 0 <= other[1] < width):
                    continue
                weight = 1 / 6 if dy == 0 or dx == 0 else 1 / 12
                matrix[row, row] += weight
                if other in place:
                    matrix[row, place[other]] -= weight
                else:
                    right[row] += weight * image[:, other[0], other[1]]
    solved = spsolve(matrix.tocsc(), right).reshape(len(place), channels)
    result = image.astype(float).copy()
    for (y, x), row in place.items():
        result[:, y, x] = solved[row]
    return result


def imputations():
    y, x = np.mgrid[0:40, 0:33]
    image = np.sin(x / 5) + np.cos(y / 7) + 0.3 * rng.standard_normal((40, 33))
    masks = {
        "scattered": rng.random((40, 33)) < 0.5,
        "a hole": (x - 16) ** 2 + (y - 20) ** 2 > 12**2,
        "a corner left": (x > 28) & (y > 35),
        "one pixel left": (x == 3) & (y == 38),
        "one pixel gone": (x != 0) | (y != 0),
    }
    for name, known in masks.items():
        solved = impute(image[None].astype(np.float32), known)[0]
        yield {
            "name": name,
            "values": encoded(image),
            "known": encoded(known, "u1"),
            "imputed": encoded(solved),
        }


image = rng.standard_normal((CHANNELS, HEIGHT, WIDTH)).astype(np.float32)
weights = (rng.standard_normal((CHANNELS, HEIGHT, WIDTH)) / 16 + image / 100).astype(np.float32)
heat = rng.permutation(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH).astype(np.float32) / (HEIGHT * WIDTH - 1)
order = np.argsort(-heat.ravel())


def score(some):
    return 1 / (1 + np.exp(-np.sum(weights.astype(float) * some)))


def changed(start, end, count):
    result = start.reshape(CHANNELS, -1).astype(float).copy()
    result[:, order[:count]] = end.reshape(CHANNELS, -1)[:, order[:count]]
    return result.reshape(image.shape)


def area(start, end, steps):
    counts = np.round(np.arange(steps + 1) * heat.size / steps).astype(int)
    return float(np.trapz([score(changed(start, end, count)) for count in counts], counts / heat.size))


substrates = {
    "zero": np.zeros_like(image),
    "mean": np.broadcast_to(image.mean((1, 2), keepdims=True), image.shape),
    "lowest": np.broadcast_to(image.min((1, 2), keepdims=True), image.shape),
    "blur": np.stack([gaussian_filter(channel.astype(float), 2, mode="nearest") for channel in image]),
}
SHARES = [0.1, 0.3, 0.5, 0.7, 0.9]


def without(pixels):
    known = np.ones(heat.size, bool)
    known[pixels] = False
    return score(impute(image, known.reshape(heat.shape)))


removed = [round(share * heat.size) for share in SHARES]
morf = [without(order[:count]) for count in removed]
lerf = [without(order[::-1][:count]) for count in removed]
differences = np.abs(heat.ravel()[:, None].astype(float) - heat.ravel()[None])

measures = {
    "deletion": {name: area(image, other, 36) for name, other in substrates.items()},
    "insertion": {name: area(other, image, 36) for name, other in substrates.items()},
    "average-drop": {
        name: float(max(0, score(image) - score(heat * image + (1 - heat) * other)) / score(image))
        for name, other in substrates.items()
    },
    "average-increase": {
        name: int(score(heat * image + (1 - heat) * other) > score(image)) for name, other in substrates.items()
    },
    "road-morf": float(np.mean(morf)),
    "road-lerf": float(np.mean(lerf)),
    "road": float(np.mean(np.subtract(lerf, morf) / 2)),
    # Of all pairs, over twice the mean.
    "sparseness": float(differences.mean() / (2 * heat.mean(dtype=float))),
    "complexity": float(entropy(heat.ravel().astype(float))),
}

FIXTURES.mkdir(parents=True, exist_ok=True)
(FIXTURES / "imputations.json").write_text(
    json.dumps({"width": 33, "height": 40, "cases": list(imputations())}) + "\n"
)
(FIXTURES / "measures.json").write_text(
    json.dumps(
        {
            "dims": [CHANNELS, HEIGHT, WIDTH],
            "image": encoded(image),
            "weights": encoded(weights),
            "heat": encoded(heat),
            "shares": SHARES,
            "sigma": 2,
            "steps": 36,
            "measures": measures,
        }
    )
    + "\n"
)
