"""Writes the fixtures by which methods of masks and fits are held to their peers, on scores that a formula gives for each mask.

- methods-lime: lime's `LimeBase` (the package of the authors) with its defaults, and the steps of Xplique 2.0.0's `Lime`
  (xplique/attributions/lime.py) with scikit-learn, since Xplique itself needs TensorFlow.
- methods-kernel-shap: Captum's `KernelShap`, and `shap`'s `KernelExplainer` where it takes every coalition.
- methods-feature-ablation: Captum's `FeatureAblation`.
- methods-sobol, methods-hsic: the formulas of Xplique 2.0.0 (xplique/attributions/global_sensitivity_analysis) in NumPy,
  on points of SciPy's Sobol sequence, which from its second point on is TensorFlow's.

Run with a Python that has torch, captum, lime, shap, scikit-learn and scipy:  python3 tools/peers/masks_and_fits.py
"""

import importlib.metadata as metadata
import json
from pathlib import Path

import captum
import numpy as np
import shap
import sklearn.linear_model
import sklearn.metrics
import torch
from captum.attr import FeatureAblation, KernelShap
from lime.lime_base import LimeBase
from scipy.stats import qmc

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
torch.set_num_threads(1)
torch.manual_seed(1602)
rng = np.random.default_rng(1705)


def write(method, content):
    path = PACKAGES / f"methods-{method}/tests/fixtures/peers.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content) + "\n")
    print(path.relative_to(PACKAGES), path.stat().st_size)


def scores(z):
    """A score that is not linear in what is shown."""
    z = np.asarray(z, dtype=float)
    w = np.sin(1 + np.arange(z.shape[1]))
    return np.tanh(z @ w) + 0.3 * z[:, 0] * z[:, 1] - 0.2 * z[:, 2] * z[:, -1]


def lime():
    features = 12
    data = rng.integers(0, 2, (60, features))
    data[0, :] = 1
    distances = sklearn.metrics.pairwise_distances(data, data[0].reshape(1, -1), metric="cosine").ravel()
    base = LimeBase(lambda d: np.sqrt(np.exp(-(d**2) / 0.25**2)), random_state=0)
    _, local, _, _ = base.explain_instance_with_data(data, scores(data)[:, None], distances, 0, 100000, "auto")
    authors = np.zeros(features)
    for feature, weight in local:
        authors[feature] = weight
    # Xplique: Euclidean distances of the inputs, exp(-d²/45²), Ridge(alpha=2), no first sample of its own.
    changed = rng.uniform(0, 700, features)
    squares = (1 - data) @ changed
    model = sklearn.linear_model.Ridge(alpha=2)
    model.fit(data, scores(data), sample_weight=np.exp(-squares / 45.0**2))
    write(
        "lime",
        {
            "by": f"lime {metadata.version('lime')}, scikit-learn {sklearn.__version__}",
            "masks": data.tolist(),
            "scores": scores(data).tolist(),
            "authors": authors.tolist(),
            "changed": changed.tolist(),
            "xplique": model.coef_.tolist(),
        },
    )


class Recorded(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.seen = []

    def forward(self, z):
        self.seen.append(z.detach().numpy().copy())
        return torch.from_numpy(scores(z.detach().numpy()))


def kernel_shap():
    features = 6
    ones = torch.ones(1, features, dtype=torch.float64)
    network = Recorded()
    values = KernelShap(network).attribute(ones, baselines=0, n_samples=42)
    # Captum first asks for the image and for nothing of it.
    masks = np.concatenate(network.seen)[-40:]
    every = shap.KernelExplainer(scores, np.zeros((1, features))).shap_values(np.ones((1, features)), l1_reg=False, silent=True)
    write(
        "kernel-shap",
        {
            "by": f"captum {captum.__version__}, shap {shap.__version__}",
            "ends": scores([[1] * features, [0] * features]).tolist(),
            "masks": masks.astype(int).tolist(),
            "scores": scores(masks).tolist(),
            "captum": values.ravel().tolist(),
            "shap": every.ravel().tolist(),
            "all": {str(i): float(scores([[(i >> k) & 1 for k in range(features)]])[0]) for i in range(2**features)},
        },
    )


def feature_ablation():
    image = rng.integers(-8, 9, (1, 1, 6, 6)) / 8
    weights = rng.integers(-8, 9, (6, 6)) / 8
    labels = torch.tensor([[3 * (y // 2) + x // 2 for x in range(6)] for y in range(6)])
    forward = lambda x: torch.sum(x * torch.from_numpy(weights), dim=(1, 2, 3)) ** 2
    values = FeatureAblation(forward).attribute(torch.from_numpy(image), feature_mask=labels[None, None])
    write(
        "feature-ablation",
        {
            "by": f"captum {captum.__version__}",
            "image": image.ravel().tolist(),
            "weights": weights.ravel().tolist(),
            "captum": values.ravel().tolist(),
        },
    )


def points(dimensions, count):
    return qmc.Sobol(dimensions, scramble=False).random(count + 1)[1:]


def sobol():
    cells, designs = 3, 8
    d = cells * cells
    ab = points(2 * d, designs)
    a, b = ab[:, :d], ab[:, d:]
    c = [np.where(np.arange(d) == i, b, a) for i in range(d)]
    y, yc = scores(a), [scores(one) for one in c]
    total = [np.sum((y - one) ** 2) / (2 * designs * np.var(y, ddof=1)) for one in yc]
    # One design after another, as masks run.
    rows = [row for n in range(designs) for row in (a[n], b[n], *(one[n] for one in c))]
    write(
        "sobol",
        {
            "by": "Xplique 2.0.0, in NumPy",
            "cells": cells,
            "masks": np.array(rows).tolist(),
            "scores": scores(rows).tolist(),
            "xplique": total,
        },
    )


def hsic():
    cells, n = 3, 40
    x = np.round(points(cells * cells, n))
    y = scores(x)
    kernel = np.exp(-((y[:, None] - y[None, :]) ** 2) / (2 * np.median(y) ** 2))
    h = np.eye(n) - 1 / n
    values = []
    for column in x.T:
        k = 1 + 0.5 - (column[:, None] - column[None, :]) ** 2
        values.append(np.sum((h @ k @ h) * (h @ kernel @ h).T) / n)
    write(
        "hsic",
        {
            "by": "Xplique 2.0.0, in NumPy",
            "cells": cells,
            "masks": x.astype(int).tolist(),
            "scores": y.tolist(),
            "xplique": values,
        },
    )


def sequence():
    path = PACKAGES / "masks/tests/fixtures/sobol.json"
    path.parent.mkdir(exist_ok=True)
    last = points(242, 64)[-1]
    path.write_text(json.dumps({"by": "scipy", "last": (last * 64).tolist()}) + "\n")


lime()
kernel_shap()
feature_ablation()
sobol()
hsic()
sequence()
