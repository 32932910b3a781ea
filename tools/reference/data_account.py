"""What `camscope data --json` tells of a table of boxes, by another way: counts, priors, agreement of readers.

    python tools/reference/data_account.py nih BBox_List_2017.csv
    python tools/reference/data_account.py vindr train.csv.gz
    python tools/reference/data_account.py table tools/tests/fixtures/data/boxes.csv > tools/tests/fixtures/data/account.json

Images of VinDr-CXR state no size: all are taken to be of the least size that holds all boxes. Python's standard library alone.
"""

import csv
import gzip
import io
import json
import math
import sys
from collections import defaultdict
from itertools import combinations
from statistics import fmean

GRID = 128


def rows_of(kind, path):
    """(image, patient, label, reader, box or None, size or None)"""
    data = gzip.open(path).read() if path.endswith(".gz") else open(path, "rb").read()
    text = io.StringIO(data.decode("utf-8-sig"))
    if kind == "nih":
        for name, label, x, y, w, h, *_ in list(csv.reader(text))[1:]:
            x, y, w, h = map(float, (x, y, w, h))
            label = {"Infiltrate": "Infiltration"}.get(label, label)
            yield name, name[:8], label, None, (x, y, x + w, y + h), (1024, 1024)
        return
    for row in csv.DictReader(text):
        if kind == "vindr":
            box = tuple(float(row[key]) for key in ("x_min", "y_min", "x_max", "y_max")) if row["x_min"] else None
            yield row["image_id"], None, row["class_name"], row["rad_id"], box, None
        else:
            x, y, w, h = (float(row[key]) for key in "xywh")
            size = int(row["width"]), int(row["height"])
            yield row["image"], row["patient"], row["label"], row["reader"], (x, y, x + w, y + h), size


def area(box):
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def iou(a, b):
    common = area((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))
    union = area(a) + area(b) - common
    return common / union if union > 0 else 0


def union_area(boxes):
    """By the cells of the grid that all edges make."""
    xs, ys = (sorted({box[i] for box in boxes} | {box[i + 2] for box in boxes}) for i in (0, 1))
    return sum(
        (x1 - x0) * (y1 - y0)
        for x0, x1 in zip(xs, xs[1:])
        for y0, y1 in zip(ys, ys[1:])
        if any(b[0] <= x0 and x1 <= b[2] and b[1] <= y0 and y1 <= b[3] for b in boxes)
    )


def cells(box):
    """Those whose middle is in a box of shares."""
    for row in range(GRID):
        if box[1] <= (row + 0.5) / GRID < box[3]:
            for column in range(GRID):
                if box[0] <= (column + 0.5) / GRID < box[2]:
                    yield row * GRID + column


def priors(findings, sizes):
    """findings: (image, group, boxes) of one label."""
    shares = []
    for image, group, boxes in findings:
        width, height = sizes[image]
        shares += [(group, (b[0] / width, b[1] / height, b[2] / width, b[3] / height)) for b in boxes]
    total = [math.fsum(box[i] for _, box in shares) for i in range(4)]
    density = [0] * GRID**2
    own = defaultdict(list)
    for group, box in shares:
        own[group].append((box, list(cells(box))))
        for cell in own[group][-1][1]:
            density[cell] += 1
    found = {"mean-box": [], "density-peak": [], "chance": []}
    places = {}
    for image, group, boxes in findings:
        width, height = sizes[image]
        found["chance"].append(union_area(boxes) / (width * height))
        left = len(shares) - len(own[group])
        if left == 0:
            continue
        mean = [(total[i] - math.fsum(box[i] for box, _ in own[group])) / left for i in range(4)]
        mean = mean[0] * width, mean[1] * height, mean[2] * width, mean[3] * height
        found["mean-box"].append(max(iou(mean, box) for box in boxes))
        if group not in places:
            others = density[:]
            for _, covered in own[group]:
                for cell in covered:
                    others[cell] -= 1
            places[group] = others.index(max(others)) if max(others) > min(others) else None
        if places[group] is None:
            found["density-peak"].append(0)
            continue
        x = (places[group] % GRID + 0.5) / GRID * width
        y = (places[group] // GRID + 0.5) / GRID * height
        found["density-peak"].append(any(b[0] <= x < b[2] and b[1] <= y < b[3] for b in boxes))
    return {name: {"mean": fmean(values), "findings": len(values)} for name, values in found.items() if values}


def agreement(drawn):
    """drawn: reader → boxes, of each image."""
    pairs = defaultdict(list)
    for readers in drawn.values():
        for a, b in combinations(sorted(reader for reader in readers if reader), 2):
            pairs[f"{a} {b}"].append(iou(max(readers[a], key=area), max(readers[b], key=area)))
    return {pair: {"mean": fmean(values), "findings": len(values)} for pair, values in sorted(pairs.items())}


def main(kind, path):
    images, groups, sizes = {}, {}, {}
    drawn = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for image, patient, label, reader, box, size in rows_of(kind, path):
        images[image] = True
        groups[image] = patient or image
        sizes[image] = size
        if box:
            drawn[label][image][reader].append(box)
    boxes = [b for of in drawn.values() for readers in of.values() for some in readers.values() for b in some]
    if not any(sizes.values()):
        most = math.ceil(max(b[2] for b in boxes)), math.ceil(max(b[3] for b in boxes))
        sizes = dict.fromkeys(sizes, most)
    labels = {}
    for label, of in drawn.items():
        findings = [(image, groups[image], some) for image, readers in of.items() for some in readers.values()]
        labels[label] = {
            "annotated": len(of),
            "findings": len(findings),
            "boxes": sum(len(some) for *_, some in findings),
            "priors": priors(findings, sizes),
            "agreement": agreement(of),
        }
    json.dump({"images": len(images), "boxes": len(boxes), "labels": labels}, sys.stdout, indent=1)


main(*sys.argv[1:])
