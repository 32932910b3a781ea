"""Writes the fixtures of packages/pixels for superpixels from scikit-image's `slic` and `felzenszwalb`.

Run with a Python that has numpy, scipy and scikit-image:  python3 tools/reference/superpixels.py
"""

import json
from pathlib import Path

import numpy as np
import scipy.ndimage
import skimage
from skimage.segmentation import felzenszwalb, slic

FIXTURES = Path(__file__).resolve().parents[2] / "packages/pixels/tests/fixtures"

rng = np.random.default_rng(20100601)


def image(height, width, sigma):
    """Noise as smooth as that, in eighths of a thousand, so that JSON holds it exactly."""
    smooth = scipy.ndimage.gaussian_filter(rng.standard_normal((height, width)), sigma)
    smooth = (smooth - smooth.min()) / np.ptp(smooth)
    return np.round(smooth * 1024) / 1024


def case(height, width, sigma, segments, compactness):
    grey = image(height, width, sigma)
    labels = slic(grey, n_segments=segments, compactness=compactness, channel_axis=None, start_label=0)
    return {
        "size": [height, width],
        "segments": segments,
        "compactness": compactness,
        "grey": (grey * 1024).astype(int).ravel().tolist(),
        "labels": labels.ravel().tolist(),
    }


def felzenszwalb_case(height, width, smooth, scale, sigma, smallest, channels=1):
    colours = np.stack([image(height, width, smooth) for _ in range(channels)], -1)
    labels = felzenszwalb(colours, scale=scale, sigma=sigma, min_size=smallest)
    return {
        "size": [channels, height, width],
        "scale": scale,
        "sigma": sigma,
        "smallest": smallest,
        "image": (colours * 1024).astype(int).transpose(2, 0, 1).ravel().tolist(),
        "labels": labels.ravel().tolist(),
    }


def write(name, cases):
    file = FIXTURES / f"{name}.json"
    file.write_text(json.dumps({"by": f"scikit-image {skimage.__version__}", "cases": cases}) + "\n")
    print(name, file.stat().st_size, [len(set(one["labels"])) for one in cases])


write(
    "slic",
    [
        case(24, 32, 3, 12, 0.1),
        case(24, 32, 1, 12, 0.1),
        case(31, 17, 2, 20, 10),
        case(32, 32, 0.5, 9, 0.3),
        case(6, 40, 2, 5, 0.1),
        case(40, 40, 4, 30, 0.03),
    ],
)
write(
    "felzenszwalb",
    [
        felzenszwalb_case(24, 32, 1, 10, 0.8, 5),
        felzenszwalb_case(24, 32, 1, 50, 0.8, 1),
        felzenszwalb_case(31, 17, 2, 30, 0.5, 12),
        felzenszwalb_case(40, 40, 3, 50, 0.8, 20),
        felzenszwalb_case(7, 30, 1, 20, 1.5, 4),
        felzenszwalb_case(20, 24, 1, 40, 0.8, 6, channels=3),
    ],
)
