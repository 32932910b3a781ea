"""Writes the fixture of packages/methods-deep-feature-factorization: scikit-learn's multiplicative updates from given factors, and how near
pytorch-grad-cam's `dff` comes to the same matrix by coordinate descent.

Run with a Python that has grad-cam 1.5.7 and scikit-learn:  python3 tools/peers/feature_factorization.py
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pytorch_grad_cam.feature_factorization.deep_feature_factorization import dff
from sklearn.decomposition import non_negative_factorization

FIXTURE = Path(__file__).resolve().parents[2] / "packages/methods-deep-feature-factorization/tests/fixtures/peers.json"
ROWS, COLUMNS, CONCEPTS, STEPS = 8, 15, 3, 30

rng = np.random.default_rng(1806)
eighths = lambda *size: rng.integers(1, 17, size) / 8
matrix = np.round(64 * (eighths(ROWS, CONCEPTS) @ eighths(CONCEPTS, COLUMNS) + rng.random((ROWS, COLUMNS)))) / 64
matrix -= matrix.min(1, keepdims=True)
concepts, maps = eighths(ROWS, CONCEPTS), eighths(CONCEPTS, COLUMNS)
w, h, steps = non_negative_factorization(
    matrix, concepts.copy(), maps.copy(), CONCEPTS, init="custom", solver="mu", tol=0, max_iter=STEPS
)
assert steps == STEPS
found, explained = dff(matrix.reshape(1, ROWS, 3, 5), CONCEPTS)
distance = np.linalg.norm(matrix - found @ explained.reshape(CONCEPTS, COLUMNS))
content = {
    "by": f"scikit-learn {version('scikit-learn')}, grad-cam {version('grad-cam')}",
    "size": [ROWS, COLUMNS],
    "matrix": matrix.ravel().tolist(),
    "start": {"concepts": concepts.T.tolist(), "maps": maps.tolist()},
    "steps": STEPS,
    "found": {"concepts": w.T.tolist(), "maps": h.tolist()},
    "distance": float(distance),
}
FIXTURE.parent.mkdir(exist_ok=True)
FIXTURE.write_text(json.dumps(content) + "\n")
print(FIXTURE.stat().st_size, distance, np.linalg.norm(matrix - w @ h), np.linalg.norm(matrix))
