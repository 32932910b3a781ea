"""Writes the colour tables and the fixtures of packages/pixels from Pillow, torch and matplotlib.

Run with a Python that has numpy, Pillow, torch and matplotlib:  python3 tools/reference/pixels.py
"""

import json
from pathlib import Path

import matplotlib
import numpy as np
import torch
from PIL import Image
from torch.nn.functional import interpolate

PACKAGE = Path(__file__).resolve().parents[2] / "packages" / "pixels"
FIXTURES = PACKAGE / "tests" / "fixtures"

TABLES = """/**
 * 256 RGB triples each, as hexadecimal bytes, 8 to a line. Written by tools/reference/pixels.py.
 *
 * Turbo: Anton Mikhailov, Google, 2019; Apache-2.0. Viridis: Stéfan van der Walt and Nathaniel Smith, 2015; CC0.
 */
"""

# Pillow mode, size [width, height], new size, box.
RESIZES = [
    ("L", (32, 32), (16, 16), None),
    ("L", (37, 29), (16, 11), None),
    ("L", (100, 9), (7, 9), None),
    ("L", (8, 5), (20, 13), None),
    ("L", (30, 20), (12, 12), (5, 0, 25, 20)),
    ("L", (30, 21), (13, 13), (4.5, 0, 25.5, 21)),
    ("RGB", (21, 17), (9, 6), None),
    ("RGB", (6, 7), (11, 8), None),
    ("I", (23, 31), (10, 12), None),
    ("F", (23, 31), (10, 40), None),
]

# Size [height, width] of the map, new size.
UPSAMPLES = [((7, 7), (30, 23)), ((5, 3), (16, 16)), ((7, 7), (7, 7)), ((9, 6), (4, 2)), ((1, 4), (3, 10))]
KERNELS = {
    "bilinear": {"mode": "bilinear", "align_corners": False},
    "bilinear-align-corners": {"mode": "bilinear", "align_corners": True},
    "bicubic": {"mode": "bicubic", "align_corners": False},
    "nearest": {"mode": "nearest"},
}


def main():
    FIXTURES.mkdir(parents=True, exist_ok=True)
    write_tables()
    save("colour", {name: levels(name).flatten().tolist() for name in ("jet", "turbo", "viridis")})
    save("resize", [resize(*case) for case in RESIZES])
    save("luma", luma())
    save("upsample", [upsample(*case) for case in UPSAMPLES])
    save("preprocess", preprocess())


def save(name, value):
    (FIXTURES / f"{name}.json").write_text(json.dumps(value, separators=(",", ":")) + "\n")


def levels(name):
    """The map at 256 heats as levels, not yet rounded: float [256, 3]."""
    return np.round(matplotlib.colormaps[name](np.arange(256))[:, :3] * 255, 3)


def write_tables():
    text = TABLES
    for name in ("turbo", "viridis"):
        triples = np.floor(levels(name) + 0.5).astype(np.uint8)
        lines = [triples[row : row + 8].tobytes().hex() for row in range(0, 256, 8)]
        text += f"export const {name.upper()} =\n" + " +\n".join(f"  '{line}'" for line in lines) + ";\n\n"
    (PACKAGE / "src" / "colour" / "tables.ts").write_text(text.rstrip("\n") + "\n")

def noise(mode, width, height):
    """A seeded random image with both extremes in it."""
    random = np.random.default_rng(width * 1000 + height)
    shape = (height, width, 3) if mode == "RGB" else (height, width)
    if mode == "F":
        return random.random(shape, dtype=np.float32)
    values = random.integers(-20, 276, shape).clip(0, 255)
    return values.astype(np.uint8) if mode in ("L", "RGB") else (values * 257).astype(np.int32)


def resize(mode, size, to, box):
    values = noise(mode, *size)
    resized = np.asarray(Image.fromarray(values, mode).resize(to, Image.BILINEAR, box))
    return {
        "mode": mode,
        "size": size,
        "to": to,
        "box": box,
        "values": values.flatten().tolist(),
        "expected": resized.flatten().tolist(),
    }


def luma():
    values = noise("RGB", 40, 10)
    return {"values": values.flatten().tolist(), "expected": list(Image.fromarray(values).convert("L").getdata())}


def upsample(size, to):
    values = torch.randn(size, generator=torch.Generator().manual_seed(size[0] * 100 + size[1]))
    expected = {
        name: interpolate(values[None, None], size=to, **how).flatten().tolist() for name, how in KERNELS.items()
    }
    return {"size": size, "to": to, "values": values.flatten().tolist(), "expected": expected}


def preprocess():
    """An RGB image on its way to a grey network with TorchXRayVision's range, and to ImageNet's."""
    values = noise("RGB", 31, 20)
    image = Image.fromarray(values)
    box = (5.5, 0, 25.5, 20)
    grey = np.asarray(image.convert("L").resize((12, 12), Image.BILINEAR, box), dtype=np.float64)
    rgb = np.asarray(image.resize((14, 10), Image.BILINEAR), dtype=np.float64)
    mean, std = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
    return {
        "values": values.flatten().tolist(),
        "xrv": np.round(grey / 255 * 2048 - 1024, 4).flatten().tolist(),
        "imagenet": np.round((rgb / 255 - mean) / std, 6).transpose(2, 0, 1).flatten().tolist(),
    }


if __name__ == "__main__":
    main()
