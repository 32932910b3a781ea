"""Writes the fixtures of packages/datasets-chexlocalize: CheXlocalize's protocol on small maps, step by step, with the
libraries that it is defined by.

Run with a Python that has numpy, torch, opencv, pandas (without bottleneck), pycocotools and Pillow 11 or 12:
python3 tools/reference/chexlocalize.py
"""

import hashlib
import io
import json
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import torch
from PIL import Image, ImageDraw
from pycocotools import mask as coco

FIXTURES = Path(__file__).resolve().parents[2] / "packages/datasets-chexlocalize/tests/fixtures"
TASKS = [
    "Enlarged Cardiomediastinum",
    "Cardiomegaly",
    "Lung Lesion",
    "Airspace Opacity",
    "Edema",
    "Consolidation",
    "Atelectasis",
    "Pneumothorax",
    "Pleural Effusion",
    "Support Devices",
]
# Cardiomegaly is on every image, a lesion on one, no Pneumothorax at all.
PREVALENCE = dict(zip(TASKS, [0.5, 1, 0, 0.6, 0.3, 0.2, 0.5, 0, 0.7, 0.8]))
IMAGES = 15
pd.set_option("compute.use_bottleneck", False)
rng = np.random.default_rng(20221010)


def outline(width, height):
    """Around a blob, sometimes over the border of the image."""
    count = int(rng.integers(8, 25))
    angle = np.sort(rng.uniform(0, 2 * np.pi, count))
    radius = rng.uniform(0.15, 0.3) * min(width, height) * (1 + 0.2 * np.sin(3 * angle))
    x = rng.uniform(0.2, 0.8) * width + radius * np.cos(angle)
    y = rng.uniform(0.2, 0.8) * height + radius * np.sin(angle)
    return np.column_stack([x, y]).round(3).tolist()


def annotations():
    for i in range(IMAGES):
        width, height = (int(side) for side in rng.integers(30, 90, 2))
        image = {"img_size": [height, width]}
        for task in TASKS:
            if rng.random() < PREVALENCE[task] or (task == "Lung Lesion" and i == 5):
                image[task] = [outline(width, height) for _ in range(int(rng.integers(1, 3)))]
        # Not in the order of names.
        yield f"patient{64541 + (7 * i) % IMAGES}_study{1 + i % 2}_view1_frontal", image


def drawn(polygons, width, height):
    image = Image.new("1", (width, height))
    for polygon in polygons:
        ImageDraw.Draw(image).polygon([tuple(point) for point in polygon], fill=1, outline=1)
    return np.array(image).astype(np.uint8)


def encoded(mask):
    runs = coco.encode(np.asfortranarray(mask.astype(np.uint8)))
    return {"size": runs["size"], "counts": runs["counts"].decode()}


def truth_of(image):
    height, width = image["img_size"]
    return {task: encoded(drawn(image.get(task, []), width, height)) for task in TASKS}


def raw_map(image, task):
    """Smooth, with its hottest place near the finding or anywhere."""
    height, width = image["img_size"]
    side = int(rng.integers(4, 8))
    centre = rng.random(2)
    if task in image and rng.random() < 0.7:
        centre = np.mean(image[task][0], axis=0) / [width, height]
    y, x = (np.mgrid[0:side, 0:side] + 0.5) / side
    heat = np.exp(-((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / 0.08) + rng.random((side, side)) * 0.4 - 0.3
    return heat.round(4).astype(np.float32)


def enlarged(heat, image):
    tensor = torch.from_numpy(heat)[None, None]
    return torch.nn.functional.interpolate(tensor, size=image["img_size"], mode="bilinear", align_corners=False)[0, 0]


def finished(heat, image):
    heat = enlarged(heat, image)
    heat = heat - heat.min()
    return (heat / heat.max()).numpy()


def segmented(heat, image):
    levels = (255 * finished(heat, image)).astype(np.uint8)
    _, cut = cv2.threshold(levels, 0, int(levels.max()), cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    contours, _ = cv2.findContours(cut, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    height, width = image["img_size"]
    return drawn([contour[:, 0].tolist() for contour in contours if len(contour) > 1], width, height)


def iou(drawn_mask, predicted, subset):
    both, either = (drawn_mask & predicted).sum(), (drawn_mask | predicted).sum()
    known = {
        "true-positives": drawn_mask.any() and predicted.any(),
        "annotated": drawn_mask.any(),
        "all": drawn_mask.any() or predicted.any(),
    }[subset]
    return both / either if known else np.nan


def decoded(text):
    return {id: {task: coco.decode(runs) for task, runs in tasks.items()} for id, tasks in json.loads(text).items()}


def iou_table(truth, predicted, subset):
    ids = sorted(truth if subset != "all" else truth.keys() | predicted.keys())
    none = np.zeros((1, 1), np.uint8)
    rows = {}
    for task in sorted(TASKS):
        masks = [(truth.get(id, {}).get(task), predicted.get(id, {}).get(task)) for id in ids]
        rows[task] = [
            iou(*(np.zeros_like(b if a is None else a) if m is None else m for m in (a, b)), subset) for a, b in masks
        ]
    return pd.DataFrame(rows).assign(img_id=ids)


def hit_table(truth, points):
    ids = sorted(truth)
    rows = {}
    for task in sorted(TASKS):
        rows[task] = [
            np.nan if not truth[id][task].any() else int(any(truth[id][task][int(y), int(x)] for x, y in points[id].get(task, [])))
            for id in ids
        ]
    return pd.DataFrame(rows).assign(img_id=ids)


def bootstrapped(table, seed=0, replicates=1000):
    """Rows drawn by NumPy's legacy generator; percentiles one place before their share."""
    np.random.seed(seed)
    draws = [table.iloc[np.random.choice(len(table), size=len(table), replace=True)] for _ in range(replicates)]
    means = pd.DataFrame([{task: draw[task].mean() for task in TASKS} for draw in draws])
    lines = []
    for task in sorted(TASKS):
        values = means[task].dropna().sort_values()
        n = len(values)
        places = [max(0, int(0.05 / 2 * n) - 1), max(0, int((1 - 0.05 / 2) * n) - 1)]
        lower, upper = (values.iloc[place].round(3) if n else np.nan for place in places)
        lines.append({"name": task, "lower": lower, "mean": round(values.mean(), 3) if n else np.nan, "upper": upper})
    return means, pd.DataFrame(lines)


def csv(frame, **options):
    text = io.StringIO()
    frame.to_csv(text, **options)
    return text.getvalue()


def evaluated(table):
    means, summary = bootstrapped(table)
    text = csv(means, index=False)
    return {
        "results": csv(table, index=False),
        "bootstrap": text[: text.index("\n", 2000) + 1],
        "bootstrapSha256": hashlib.sha256(text.encode()).hexdigest(),
        "summary": csv(summary, index=False),
    }


def pooled(truth, predicted):
    lines = []
    for task in sorted(TASKS):
        a = np.concatenate([masks[task].ravel() for masks in truth.values()]).astype(bool)
        b = [predicted.get(id, {}).get(task, np.zeros_like(masks[task])).ravel() for id, masks in truth.items()]
        b = np.concatenate(b).astype(bool)
        with np.errstate(invalid="ignore"):
            precision, recall = (a & b).sum() / b.sum(), (a & b).sum() / a.sum()
            lines.append([task, precision, recall, (~a & ~b).sum() / (~a).sum()])
    return csv(pd.DataFrame(lines, columns=["pathology", "precision", "recall/sensitivity", "specificity"]))


def thresholds(images, maps, truth):
    """The first of 0.2, 0.3, … 0.8 with the highest mean IoU over true positives."""
    grid = np.arange(0.2, 0.8, 0.1)
    found = {}
    for task in TASKS:
        means = []
        for threshold in grid:
            ious = [
                iou(truth[id][task], (finished(heat, images[id]) > threshold).astype(np.uint8), "true-positives")
                for id, heat in ((id, maps[id][task]) for id in images)
            ]
            means.append(np.nanmean(ious) if not np.all(np.isnan(ious)) else np.nan)
        found[task] = {
            "means": [None if np.isnan(mean) else mean for mean in means],
            "best": None if np.all(np.isnan(means)) else round(float(grid[int(np.nanargmax(means))]), 1),
        }
    return found


def cutoffs(probabilities, truth, predicted):
    """The first of 0, 0.1, … 0.8 with the highest mean IoU, to three decimals, over all findings."""
    grid = np.arange(0, 0.9, 0.1).round(1)
    found = {}
    for task in TASKS:
        means = []
        for cutoff in grid:
            kept = [predicted[id][task] * (probabilities[id][task] >= cutoff).astype(np.uint8) for id in truth]
            means.append(round(float(np.nanmean([iou(truth[id][task], k, "all") for id, k in zip(truth, kept)])), 3))
        found[task] = {"means": means, "best": float(grid[int(np.argmax(means))])}
    return found


images = dict(annotations())
maps = {id: {task: raw_map(image, task) for task in TASKS} for id, image in images.items()}
truth_text = json.dumps({id: truth_of(image) for id, image in images.items()})
found = {id: {task: encoded(segmented(maps[id][task], image)) for task in TASKS} for id, image in images.items()}
found_text = json.dumps(found)

# What is evaluated: predictions dropped below a probability, none on one image, one image without ground truth.
probabilities = {id: {task: round(float(rng.random()), 3) for task in TASKS} for id in images}
kept = {
    id: {
        task: runs if probabilities[id][task] >= 0.25 else encoded(np.zeros(runs["size"]))
        for task, runs in tasks.items()
    }
    for id, tasks in found.items()
}
unseen = list(images)[3]
del kept[unseen]
kept["patient99999_study1_view1_frontal"] = {task: encoded(np.eye(9, 7)) for task in TASKS}
truth, predicted = decoded(truth_text), decoded(json.dumps(kept))
points = {}
for id, image in images.items():
    points[id] = {}
    for task in TASKS:
        heat = enlarged(maps[id][task], image).numpy()
        row, column = np.unravel_index(np.argmax(heat), heat.shape)
        points[id][task] = [[int(column), int(row)]]


def write(name, content):
    (FIXTURES / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


FIXTURES.mkdir(parents=True, exist_ok=True)
write("annotations.json", images)
write("maps.json", {id: {t: [[float(f"{v:.4f}") for v in row] for row in heat] for t, heat in m.items()} for id, m in maps.items()})
(FIXTURES / "gt_segmentations.json").write_text(truth_text)
(FIXTURES / "segmentations.json").write_text(found_text)
write("predictions.json", kept)
write("points.json", points)
write("probabilities.json", probabilities)
write(
    "evaluation.json",
    {
        "iou": {subset: evaluated(iou_table(truth, predicted, subset)) for subset in ("true-positives", "annotated", "all")},
        "hit": evaluated(hit_table(truth, points)),
        "pixels": pooled(truth, predicted),
    },
)
write("tuning.json", {"thresholds": thresholds(images, maps, truth), "cutoffs": cutoffs(probabilities, truth, decoded(found_text))})
