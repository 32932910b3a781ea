"""Writes the fixture of packages/datasets-coco: a file in COCO's format with polygons, run lengths in both forms and
boxes, and the masks that the COCO tools make of it.

Run with a Python that has numpy and pycocotools:  python3 tools/reference/coco.py
"""

import json
from pathlib import Path

import numpy as np
from pycocotools import mask as coco

FIXTURES = Path(__file__).resolve().parents[2] / "packages/datasets-coco/tests/fixtures"

rng = np.random.default_rng(20140506)
SIZES = [(48, 36), (31, 50), (64, 64)]
CATEGORIES = ["opacity", "nodule", "line"]


def polygons(width, height):
    """One to three polygons, the first whole numbers, some over the border."""
    for k in range(rng.integers(1, 4)):
        scale = np.array([width, height])
        points = rng.uniform(-0.1, 1.1, (rng.integers(3, 9), 2)) * scale
        yield [round(float(c), 2 * (k > 0)) for c in points.flatten()]


def blob(width, height):
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    cx, cy = rng.uniform(0, [width, height])
    rx, ry = rng.uniform(2, [width / 2, height / 2])
    return np.asfortranarray(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1, dtype=np.uint8)


def list_of_runs(mask):
    flat = mask.flatten(order="F")
    ends = np.flatnonzero(np.diff(flat)) + 1
    runs = np.diff([0, *ends, len(flat)]).tolist()
    return [0, *runs] if flat[0] else runs


def held_as(kind, width, height):
    """A segmentation as files hold it."""
    if kind == "polygons":
        return list(polygons(width, height))
    mask = blob(width, height)
    counts = list_of_runs(mask) if kind == "list" else coco.encode(mask)["counts"].decode()
    return {"size": [height, width], "counts": counts}


def runs_of(held, width, height):
    """What the COCO tools make of it, as their annToRLE does."""
    if isinstance(held, list):
        return coco.merge(coco.frPyObjects(held, height, width))
    return coco.frPyObjects(held, height, width) if isinstance(held["counts"], list) else held


def main():
    images, annotations, masks = [], [], []
    for i, (width, height) in enumerate(SIZES):
        images.append({"id": 100 + i, "file_name": f"{i}.png", "width": width, "height": height})
        parts = {label: [] for label in CATEGORIES}
        for j, kind in enumerate(["polygons", "list", "string", "polygons"]):
            held = held_as(kind, width, height)
            runs = runs_of(held, width, height)
            parts[CATEGORIES[j % 3]].append(runs)
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": 100 + i,
                    "category_id": 7 * (j % 3 + 1),
                    "iscrowd": int(kind != "polygons"),
                    "segmentation": held,
                    "area": int(coco.area(runs)),
                    "bbox": [float(side) for side in coco.toBbox(runs)],
                }
            )
        for label, runs in parts.items():
            union = coco.merge(runs)
            masks.append({"image": f"{i}.png", "label": label, "counts": union["counts"].decode()})
    categories = [{"id": 7 * (i + 1), "name": name} for i, name in enumerate(CATEGORIES)]
    FIXTURES.mkdir(exist_ok=True)
    file = {"images": images, "categories": categories, "annotations": annotations}
    (FIXTURES / "annotations.json").write_text(json.dumps(file) + "\n")
    (FIXTURES / "masks.json").write_text(json.dumps(masks, indent=1) + "\n")


main()
