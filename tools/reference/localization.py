"""Writes the fixtures of packages/metrics-localization from scikit-learn and SciPy.

Run with a Python that has numpy, scipy and scikit-learn:  python3 tools/reference/localization.py
"""

import base64
import json
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import hypergeom
from sklearn.metrics import average_precision_score, f1_score, jaccard_score, precision_score, recall_score, roc_auc_score

FIXTURES = Path(__file__).resolve().parents[2] / "packages/metrics-localization/tests/fixtures"
HEIGHT, WIDTH = 20, 28

rng = np.random.default_rng(20170501)


def heats():
    """Finished maps, with many ties, few and none."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    blob = np.exp(-((x - 9) ** 2 / 40 + (y - 7) ** 2 / 20))
    yield "blob", blob
    yield "blob, rectified", np.maximum(blob - 0.3, 0) / 0.7
    yield "noise", rng.random((HEIGHT, WIDTH))
    yield "ten levels", np.round(rng.random((HEIGHT, WIDTH)), 1)
    yield "one pixel", ((x == 9) & (y == 7)) * 1.0
    yield "constant", np.full((HEIGHT, WIDTH), 0.25)
    yield "zeros", np.zeros((HEIGHT, WIDTH))
    yield "tiny", blob * 1e-40


def masks():
    """Annotations."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    yield "box", (x >= 5) & (x < 14) & (y >= 4) & (y < 10)
    yield "speckled", rng.random((HEIGHT, WIDTH)) < 0.2
    yield "one pixel", (x == 9) & (y == 7)
    yield "nearly everything", (x > 0) | (y > 0)


def rank_accuracy(heat, inside):
    """Expected over all orders of tied pixels: those that tie for the last places are drawn without replacement."""
    places = inside.sum()
    last = np.sort(heat)[::-1][places - 1]
    above, tied = heat > last, heat == last
    with np.errstate(all="ignore"):  # of moments that are not asked for
        drawn = hypergeom(tied.sum(), (tied & inside).sum(), places - above.sum()).mean()
    return float(((above & inside).sum() + drawn) / places)


def rankings():
    for heat_name, heat in heats():
        heat = heat.astype(np.float32)
        for mask_name, mask in masks():
            truth, score = mask.ravel(), heat.ravel()
            yield {
                "name": f"{heat_name}, {mask_name}",
                "heat": base64.b64encode(heat.tobytes()).decode(),
                "mask": base64.b64encode(mask.astype(np.uint8).tobytes()).decode(),
                "pixel-auprc": float(average_precision_score(truth, score)),
                "pixel-auroc": float(roc_auc_score(truth, score)),
                "rank-accuracy": rank_accuracy(score, truth),
                "mass-accuracy": float(score[truth].sum(dtype=float) / max(score.sum(dtype=float), 1e-300)),
            }


def segmentations():
    for name, predicted in masks():
        for other, mask in masks():
            truth, guess = mask.ravel(), predicted.ravel()
            yield {
                "name": f"{name} against {other}",
                "predicted": base64.b64encode(predicted.astype(np.uint8).tobytes()).decode(),
                "mask": base64.b64encode(mask.astype(np.uint8).tobytes()).decode(),
                "mask-iou": float(jaccard_score(truth, guess)),
                "dice": float(f1_score(truth, guess)),
                "pixel-precision": float(precision_score(truth, guess)),
                "pixel-recall": float(recall_score(truth, guess)),
                "pixel-specificity": float(recall_score(truth, guess, pos_label=0)),
            }


def assignments():
    for rows, columns in [(1, 1), (1, 6), (2, 2), (3, 5), (6, 6), (8, 30)]:
        for zeros in (0, 0.7):
            gains = np.round(rng.random((rows, columns)) * (rng.random((rows, columns)) >= zeros), 3)
            pairs = linear_sum_assignment(gains, maximize=True)
            yield {"gains": gains.tolist(), "sum": float(gains[pairs].sum())}


def write(name, content):
    (FIXTURES / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


FIXTURES.mkdir(parents=True, exist_ok=True)
write("rankings", {"width": WIDTH, "height": HEIGHT, "cases": list(rankings())})
write("segmentations", {"width": WIDTH, "height": HEIGHT, "cases": list(segmentations())})
write("assignments", list(assignments()))
