"""Writes the fixtures of packages/metrics-agreement from SciPy and scikit-image.

Run with a Python that has numpy, scipy and scikit-image:  python3 tools/reference/agreement.py
"""

import base64
import json
from pathlib import Path

import numpy as np
from scipy.stats import pearsonr, spearmanr
from skimage.measure import block_reduce
from skimage.metrics import structural_similarity

FIXTURES = Path(__file__).resolve().parents[2] / "packages/metrics-agreement/tests/fixtures"
HEIGHT, WIDTH = 24, 36

rng = np.random.default_rng(20170501)


def maps():
    """Finished maps, with many ties, few and none."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    blob = np.exp(-((x - 10.3) ** 2 / 60 + (y - 8.7) ** 2 / 40))
    yield "blob", blob
    yield "blob aside", np.exp(-((x - 14) ** 2 / 80 + (y - 11) ** 2 / 30))
    yield "rectified", np.maximum(blob - 0.4, 0) / 0.6
    yield "noise", rng.random((HEIGHT, WIDTH))
    yield "ten levels", np.round(blob, 1)
    yield "against", 1 - blob
    yield "one pixel", ((x == 9) & (y == 7)) * 1.0


def similarity(a, b, **window):
    return float(
        structural_similarity(a, b, gaussian_weights=True, use_sample_covariance=False, data_range=1, **window)
    )


def pairs(drawn):
    drawn = {name: heat.astype(np.float64) for name, heat in drawn.items()}
    for i, (name, a) in enumerate(drawn.items()):
        for other, b in list(drawn.items())[i:]:
            # Blocks of 2 × 2: no map has an odd side.
            halves = [block_reduce(heat, (2, 2), np.mean).astype(np.float32) for heat in (a, b)]
            yield {
                "a": name,
                "b": other,
                "spearman": float(spearmanr(a.ravel(), b.ravel())[0]),
                "pearson": float(pearsonr(a.ravel(), b.ravel())[0]),
                "ssim": similarity(a, b, sigma=1.5),
                "ssim, sigma 1": similarity(a, b, sigma=1.0),
                "spearman, halved": float(spearmanr(*(half.ravel() for half in halves))[0]),
                "pearson, halved": float(pearsonr(*(half.ravel().astype(float) for half in halves))[0]),
            }


FIXTURES.mkdir(parents=True, exist_ok=True)
drawn = {name: heat.astype(np.float32) for name, heat in maps()}
content = {
    "width": WIDTH,
    "height": HEIGHT,
    "maps": {name: base64.b64encode(heat.tobytes()).decode() for name, heat in drawn.items()},
    "pairs": list(pairs(drawn)),
}
(FIXTURES / "pairs.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
