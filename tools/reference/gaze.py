"""Writes the fixture of packages/metrics-gaze from NumPy and SciPy.

Run with a Python that has numpy and scipy:  python3 tools/reference/gaze.py
"""

import base64
import json
from pathlib import Path

import numpy as np
from scipy.stats import entropy, mannwhitneyu, norm, pearsonr, zscore

FIXTURES = Path(__file__).resolve().parents[2] / "packages/metrics-gaze/tests/fixtures"
HEIGHT, WIDTH = 30, 44
TRUNCATE = 4

rng = np.random.default_rng(20190301)


def maps():
    """Finished maps, float32 in [0, 1]: smooth, noisy, with many ties, with one hot pixel."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    blob = np.exp(-((x - 12.3) ** 2 / 60 + (y - 9.7) ** 2 / 40))
    yield "blob", blob
    yield "rectified", np.maximum(blob - 0.4, 0) / 0.6
    yield "noise", rng.random((HEIGHT, WIDTH))
    yield "ten levels", np.round(blob, 1)
    yield "against", 1 - blob
    yield "one pixel", ((x == 13) & (y == 10)) * 1.0


def readings():
    yield "one", [dict(x=12.5, y=10.5, weight=0.4, sigmaX=3.0, sigmaY=2.0)]
    for name, n in (("few", 3), ("many", 25)):
        yield name, [
            dict(
                x=float(rng.uniform(0, WIDTH)),
                y=float(rng.uniform(0, HEIGHT)),
                weight=float(rng.uniform(0.1, 1.2)),
                sigmaX=float(rng.uniform(1, 6)),
                sigmaY=float(rng.uniform(1, 6)),
            )
            for _ in range(n)
        ]


def density(fixations):
    """Densities of normal distributions times durations, at the centres of pixels, cut off."""
    columns, rows = np.arange(WIDTH) + 0.5, np.arange(HEIGHT) + 0.5
    total = np.zeros((HEIGHT, WIDTH))
    for one in fixations:
        across = norm.pdf(columns, one["x"], one["sigmaX"])
        across[np.abs(columns - one["x"]) > TRUNCATE * one["sigmaX"]] = 0
        down = norm.pdf(rows, one["y"], one["sigmaY"])
        down[np.abs(rows - one["y"]) > TRUNCATE * one["sigmaY"]] = 0
        total += one["weight"] * np.outer(down, across)
    return total


def divergence(a, b, epsilon):
    a, b = a / a.sum(), b / b.sum()
    return float(np.sum(a * np.log(epsilon + a / (epsilon + b))))


def at(heat, places):
    return np.array([heat[int(np.floor(y)), int(np.floor(x))] for x, y in places], dtype=np.float64)


def measured(heat, fixations, others):
    heat = heat.astype(np.float64)
    looked = density(fixations)
    eps = np.finfo(float).eps
    positives = at(heat, [(one["x"], one["y"]) for one in fixations])
    negatives = at(heat, [(x * WIDTH, y * HEIGHT) for x, y in others])
    wins = mannwhitneyu(positives, negatives).statistic
    found = {
        "ncc": float(pearsonr(heat.ravel(), looked.ravel())[0]),
        "kl": divergence(looked, heat, eps),
        "kl, map-gaze": divergence(heat, looked, eps),
        "kl, 1e-7": divergence(looked, heat, 1e-7),
        "nss": float(at(zscore(heat, axis=None), [(one["x"], one["y"]) for one in fixations]).mean()),
        "shuffled-auc": float(wins / (len(positives) * len(negatives))),
    }
    # Where neither is 0, the divergence is the relative entropy, but for what eps adds.
    whole = heat > 0
    if whole.all():
        assert abs(found["kl"] - entropy(looked.ravel(), heat.ravel())) < 1e-4
    return found


FIXTURES.mkdir(parents=True, exist_ok=True)
drawn = {name: heat.astype(np.float32) for name, heat in maps()}
read = dict(readings())
others = [[float(x), float(y)] for x, y in rng.random((200, 2))]
content = {
    "width": WIDTH,
    "height": HEIGHT,
    "maps": {name: base64.b64encode(heat.tobytes()).decode() for name, heat in drawn.items()},
    "readings": read,
    "others": others,
    "cases": [
        {"map": name, "reading": reading, **measured(heat, fixations, others)}
        for name, heat in drawn.items()
        for reading, fixations in read.items()
    ],
}
(FIXTURES / "gaze.json").write_text(json.dumps(content, indent=1) + "\n")
