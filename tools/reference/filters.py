"""Writes the fixtures of the packages filters-gaussian and filters-morphology from SciPy and scikit-image.

Run with a Python that has numpy, SciPy and scikit-image:  python3 tools/reference/filters.py
"""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage
from skimage import morphology

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
SHAPES = {"wide": (13, 21), "tall": (17, 6), "row": (1, 9), "one": (1, 1)}

rng = np.random.default_rng(19790101)
maps = {name: rng.random(shape).astype(np.float32) for name, shape in SHAPES.items()}


def gaussians():
    for name, heat in maps.items():
        for sigma in (0.3, 1, 2.6):
            yield {"sigma": sigma}, name, ndimage.gaussian_filter(heat, sigma)
    for border in ("reflect", "mirror", "nearest", "wrap", "constant"):
        for name in ("wide", "tall"):
            yield {"sigma": 4, "border": border}, name, ndimage.gaussian_filter(maps[name], 4, mode=border)
    yield {"sigma": 2, "truncate": 2.3}, "wide", ndimage.gaussian_filter(maps["wide"], 2, truncate=2.3)


OPERATIONS = {
    "erosion": morphology.erosion,
    "dilation": morphology.dilation,
    "opening": morphology.opening,
    "closing": morphology.closing,
    "top-hat": morphology.white_tophat,
}


def morphologies():
    for operation, apply in OPERATIONS.items():
        for name, heat in maps.items():
            for radius in (1, 2, 5):
                square = np.ones((2 * radius + 1, 2 * radius + 1), np.uint8)
                for footprint, pixels in (("square", square), ("disk", morphology.disk(radius))):
                    if name in ("wide", "tall") or radius == 2:
                        options = {"operation": operation, "footprint": footprint, "radius": radius}
                        yield options, name, apply(heat, pixels)


def plain(heat):
    return [float(f"{value:.9g}") for value in heat.ravel()]


def write(package, cases):
    content = {
        "maps": {name: {"width": m.shape[1], "height": m.shape[0], "heat": plain(m)} for name, m in maps.items()},
        "cases": [{"options": options, "map": name, "heat": plain(heat)} for options, name, heat in cases],
    }
    folder = PACKAGES / package / "tests/fixtures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "maps.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


write("filters-gaussian", gaussians())
write("filters-morphology", morphologies())
