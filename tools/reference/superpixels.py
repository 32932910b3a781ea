"""Writes the fixture of packages/pixels for SLIC superpixels from scikit-image's `slic`.

Run with a Python that has numpy, scipy and scikit-image:  python3 tools/reference/superpixels.py
"""

import json
from pathlib import Path

import numpy as np
import scipy.ndimage
import skimage
from skimage.segmentation import slic

FIXTURE = Path(__file__).resolve().parents[2] / "packages/pixels/tests/fixtures/slic.json"

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


cases = [
    case(24, 32, 3, 12, 0.1),
    case(24, 32, 1, 12, 0.1),
    case(31, 17, 2, 20, 10),
    case(32, 32, 0.5, 9, 0.3),
    case(6, 40, 2, 5, 0.1),
    case(40, 40, 4, 30, 0.03),
]
FIXTURE.write_text(json.dumps({"by": f"scikit-image {skimage.__version__}", "cases": cases}) + "\n")
print(FIXTURE.stat().st_size, [len(set(one["labels"])) for one in cases])
