"""Counts what published annotation files hold, with a parser of its own: the figures in the pages of the data sets.

python tools/reference/published_annotations.py FOLDER

FOLDER holds the files under the names below; what is not there is passed over. Only the standard library is used. A mask is decoded
into a raster, pixel by pixel, so that rows of one image can be united.
"""

import csv
import gzip
import io
import json
import sys
import zipfile
from collections import Counter, defaultdict
from pathlib import Path


def rows_of(path):
    """Dictionaries of a CSV file, plain, gzipped or alone in a zip archive; names without spaces around them."""
    if path.suffix == ".zip":
        archive = zipfile.ZipFile(path)
        raw = archive.open(archive.namelist()[0])
    else:
        raw = gzip.open(path) if path.suffix == ".gz" else open(path, "rb")
    reader = csv.reader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
    names = [name.strip() for name in next(reader)]
    return [dict(zip(names, (cell.strip() for cell in row), strict=True)) for row in reader]


def vindr(path):
    """Images, readers, boxes by finding, and images with a finding by the votes of three readers."""
    rows = rows_of(path)
    seen = defaultdict(set)
    readers = defaultdict(set)
    boxes = Counter()
    for row in rows:
        seen[row["image_id"], row["class_name"]].add(row["rad_id"])
        readers[row["image_id"]].add(row["rad_id"])
        if row["class_id"] != "14":
            boxes[row["class_name"]] += 1
    majority = Counter(finding for (_, finding), who in seen.items() if len(who) >= 2)
    minority = Counter(finding for (_, finding), who in seen.items() if len(who) == 1)
    return {
        "rows": len(rows),
        "images": len(readers),
        "images with a box": len({image for image, finding in seen if finding != "No finding"}),
        "readers": len(set().union(*readers.values())),
        "readers who drew": len({row["rad_id"] for row in rows if row["class_id"] != "14"}),
        "readers an image": Counter(len(who) for who in readers.values()),
        "boxes": boxes.total(),
        "by finding: boxes, readings, images by majority, by a minority": {
            name: [
                boxes[name],
                sum(len(who) for (_, finding), who in seen.items() if finding == name),
                majority[name],
                minority[name],
            ]
            for name in sorted({finding for _, finding in seen})
        },
    }


def rsna(path):
    rows = rows_of(path)
    positive = {row["patientId"] for row in rows if row["Target"] == "1"}
    return {
        "rows": len(rows),
        "images": len({row["patientId"] for row in rows}),
        "images with a box": len(positive),
        "boxes": sum(row["Target"] == "1" for row in rows),
    }


def siim(path):
    """Relative run lengths down the columns of 1024 x 1024 pixels; several rows of one image are one mask."""
    rows = rows_of(path)
    masks = defaultdict(list)
    images = set()
    for row in rows:
        images.add(row["ImageId"])
        if row["EncodedPixels"] != "-1":
            masks[row["ImageId"]].append(row["EncodedPixels"])
    summed = united = 0
    for texts in masks.values():
        raster = bytearray(1024 * 1024)
        for text in texts:
            at = 0
            numbers = [int(number) for number in text.split()]
            for skip, length in zip(numbers[::2], numbers[1::2], strict=True):
                at += skip
                raster[at : at + length] = b"\1" * length
                at += length
                summed += length
            assert at <= len(raster)
        assert len(raster) == 1024 * 1024
        united += sum(raster)
    return {
        "rows": len(rows),
        "images": len(images),
        "images with a mask": len(masks),
        "images of several rows": sum(len(texts) > 1 for texts in masks.values()),
        "pixels of all rows": summed,
        "pixels of united masks": united,
    }


def chestx_det10(path):
    images = json.loads(path.read_text(encoding="utf-8"))
    boxes = Counter(name for image in images for name in image["syms"])
    positive = Counter(name for image in images for name in set(image["syms"]))
    assert all(len(image["syms"]) == len(image["boxes"]) for image in images)
    return {
        "images": len({image["file_name"] for image in images}),
        "images with a box": sum(bool(image["boxes"]) for image in images),
        "boxes": boxes.total(),
        "by finding: boxes, images": {name: [boxes[name], positive[name]] for name in sorted(boxes)},
    }


def tbx11k(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    names = {category["id"]: category["name"] for category in data["categories"]}
    boxes = Counter(names[annotation["category_id"]] for annotation in data["annotations"])
    return {
        "images": len(data["images"]),
        "images with a box": len({annotation["image_id"] for annotation in data["annotations"]}),
        "boxes": boxes.total(),
        "by class": dict(boxes),
    }


FILES = {
    "vinbigdata-train.csv.gz": vindr,
    "kaggle_stage_2_train_labels.csv.zip": rsna,
    "siim-pneumothorax-train-rle.csv.gz": siim,
    "chestx-det10-train.json": chestx_det10,
    "chestx-det10-test.json": chestx_det10,
    "tbx11k/annotations/json/TBX11K_train.json": tbx11k,
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, count in FILES.items():
        if (folder / name).exists():
            print(name, json.dumps(count(folder / name), indent=2))
