"""Writes the fixtures of packages/pixels on regions from the COCO tools, Pillow and OpenCV.

Run with a Python that has numpy, SciPy, OpenCV, pycocotools and Pillow 12:  python3 tools/reference/regions.py
"""

import json
from pathlib import Path

import cv2
import numpy as np
import PIL
from PIL import Image, ImageDraw
from pycocotools import mask as coco
from scipy import ndimage

FIXTURES = Path(__file__).resolve().parents[2] / "packages/pixels/tests/fixtures"

assert int(PIL.__version__.split(".")[0]) >= 12, "older versions of Pillow draw corners differently"

rng = np.random.default_rng(20190621)


def polygon_cases():
    """Polygons of one image each: whole and fractional, convex and crossing themselves, and over the border."""
    yield "square", 8, 6, [[[1, 1], [5, 1], [5, 4], [1, 4]]]
    yield "square of half pixels", 8, 6, [[[1.5, 1.5], [5.5, 1.5], [5.5, 4.5], [1.5, 4.5]]]
    yield "the other way round", 8, 6, [[[1, 4], [5, 4], [5, 1], [1, 1]]]
    yield "whole image", 5, 4, [[[0, 0], [5, 0], [5, 4], [0, 4]]]
    yield "around the image", 5, 4, [[[-3, -3], [9, -3], [9, 9], [-3, 9]]]
    yield "beside the image", 5, 4, [[[7, 1], [9, 1], [9, 3]]]
    yield "bow tie", 12, 12, [[[1, 1], [11, 11], [11, 1], [1, 11]]]
    yield "repeated vertex", 9, 9, [[[1, 1], [1, 1], [7, 2], [7, 2], [4, 8]]]
    yield "needle", 16, 6, [[[0, 2.4], [15.7, 2.5], [15.7, 2.7]]]
    yield "two overlapping", 12, 9, [[[1, 1], [8, 1], [8, 6]], [[3, 2], [11, 4], [5, 8]]]
    yield "no area", 6, 6, [[[2, 2], [2, 2], [2, 2]]]
    yield "flat tips", 40, 12, [[[2, 2], [37, 4], [3, 9]], [[38, 1], [20, 3], [39, 5]]]
    for k in range(30):
        width, height = (int(side) for side in rng.integers(3, 40, 2))
        scale = np.array([width, height])
        polygons = [
            (rng.uniform(-0.3, 1.3, (int(rng.integers(3, 9)), 2)) * scale).round(int(rng.integers(0, 4))).tolist()
            for _ in range(int(rng.integers(1, 4)))
        ]
        yield f"random {k}", width, height, polygons
    for k in range(4):
        angle = np.sort(rng.uniform(0, 2 * np.pi, 60))
        radius = rng.uniform(50, 110, 60)
        points = np.column_stack([128 + radius * np.cos(angle), 120 + radius * np.sin(angle)]).round(2)
        yield f"outline {k}", 256, 240, [points.tolist()]


def polygons():
    for name, width, height, parts in polygon_cases():
        runs = coco.merge(coco.frPyObjects([np.ravel(part).tolist() for part in parts], height, width))
        yield {"name": name, "width": width, "height": height, "polygons": parts, "counts": runs["counts"].decode()}


def mask_cases():
    yield "empty", np.zeros((3, 4))
    yield "full", np.ones((3, 4))
    yield "first pixel", np.eye(1, 12).reshape(4, 3)
    yield "stripes", np.arange(40).reshape(5, 8) % 2
    yield "far apart", np.isin(np.arange(512 * 700), [5, 250000, 358399]).reshape(512, 700)
    yield "long then short", np.repeat([0, 1, 0, 1, 0], [9000, 40000, 1, 3, 996]).reshape(200, 250)
    for k in range(6):
        yield f"random {k}", rng.random(rng.integers(1, 40, 2)) < rng.random()


def masks():
    for name, mask in mask_cases():
        pixels = np.asfortranarray(mask.astype(np.uint8))
        flat = pixels.ravel(order="F")
        runs = np.diff(np.concatenate([[0] if flat[0] == 0 else [0, 0], 1 + np.flatnonzero(np.diff(flat)), [flat.size]]))
        yield {
            "name": name,
            "width": mask.shape[1],
            "height": mask.shape[0],
            "runs": runs.tolist(),
            "counts": coco.encode(pixels)["counts"].decode(),
        }


def drawn(polygons, width, height):
    image = Image.new("1", (width, height))
    for polygon in polygons:
        ImageDraw.Draw(image).polygon([tuple(point) for point in polygon], outline=1, fill=1)
    return np.array(image).astype(np.uint8)


def counts(mask):
    return coco.encode(np.asfortranarray(mask))["counts"].decode()


def drawn_polygons():
    for name, width, height, parts in polygon_cases():
        yield {"name": name, "width": width, "height": height, "polygons": parts, "counts": counts(drawn(parts, width, height))}


def drawn_contours():
    """Masks, and what is left when the contours that OpenCV finds in them, but for single points, are drawn."""
    for k in range(12):
        height, width = (int(side) for side in rng.integers(8, 48, 2))
        noise = ndimage.gaussian_filter(rng.random((height, width)), (0, 0.7, 1.5)[k % 3])
        mask = (noise > np.quantile(noise, rng.uniform(0.3, 0.9))).astype(np.uint8)
        contours, _ = cv2.findContours(mask, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
        polygons = [contour[:, 0].tolist() for contour in contours if len(contour) > 1]
        filled = drawn(polygons, width, height)
        yield {"width": width, "height": height, "mask": counts(mask), "filled": counts(filled)}


def write(name, content):
    (FIXTURES / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


write("polygons.json", list(polygons()))
write("run-strings.json", list(masks()))
write("drawn-polygons.json", list(drawn_polygons()))
write("drawn-contours.json", list(drawn_contours()))
