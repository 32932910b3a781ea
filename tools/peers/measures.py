"""Writes the fixtures of packages/metrics-agreement, -faithfulness, -localization and -robustness that peers made.

Run with Python 3.11 and quantus 0.6.0, grad-cam 1.5.7, torch 2.14, scikit-image, NumPy and SciPy:

    python3 tools/peers/measures.py QUANTUS WSOL

QUANTUS is a clone of it at 85bc29d, for MST-C; WSOL one of clovaai/wsolevaluation at 96f4b88, for MaxBoxAccV2.

Networks are a linear layer, in float64, whose logits are float32 as a network's are. What is random here is drawn as camscope draws it.
"""

import base64
import json
import sys
import types
from pathlib import Path

import cv2
import numpy as np
import torch

if not hasattr(np, "trapz"):
    np.trapz = np.trapezoid
import quantus
import quantus.helpers.utils
from quantus.functions.complexity_func import discrete_entropy
from quantus.helpers.model.pytorch_model import PyTorchModel
from pytorch_grad_cam.metrics import road as peers_road
from pytorch_grad_cam.metrics.arcc import ARCC, Coherency, Complexity

torch.set_num_threads(1)
PACKAGES = Path(__file__).resolve().parents[2] / "packages"
HEIGHT, WIDTH = 12, 20
rng = np.random.default_rng(20260401)


def encoded(array, dtype="<f4"):
    return base64.b64encode(np.ascontiguousarray(array, dtype).tobytes()).decode()


class Random:
    """sfc32, as packages/statistics/src/random/random.ts seeds it."""

    def __init__(self, seed):
        self.a, self.b, self.c, self.counter = 0, seed & 0xFFFFFFFF, seed >> 32, 1
        for _ in range(12):
            self.uint32()

    def uint32(self):
        total = (self.a + self.b + self.counter) & 0xFFFFFFFF
        self.counter = (self.counter + 1) & 0xFFFFFFFF
        self.a = self.b ^ (self.b >> 9)
        self.b = (self.c + (self.c << 3)) & 0xFFFFFFFF
        self.c = (((self.c << 21) | (self.c >> 11)) + total) & 0xFFFFFFFF
        return total

    def real(self):
        return self.uint32() / 2**32

    def below(self, n):
        return int(self.real() * n)


class Linear(torch.nn.Module):
    """Logits w·x and −w·x, or their sigmoids."""

    def __init__(self, weights, sigmoid):
        super().__init__()
        self.weights, self.sigmoid = torch.tensor(weights, dtype=torch.float64), sigmoid
        self.unused = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        logit = (x.double() * self.weights).flatten(1).sum(1).float().double()
        logits = torch.stack([logit, -logit], 1)
        return torch.sigmoid(logits) if self.sigmoid else logits


# Such multiples that float32 holds every sum of products.
image = np.round(8 * rng.standard_normal((1, HEIGHT, WIDTH))).astype(np.float32) / 8
weights = np.round(512 * (rng.standard_normal((1, HEIGHT, WIDTH)) / 16 + image / 60)).astype(np.float32) / 512
# No two pixels are equally hot, and hot are rather those that raise the score.
worth = (weights * image)[0] + rng.normal(0, 0.1, (HEIGHT, WIDTH))
heat = worth.ravel().argsort().argsort().reshape(HEIGHT, WIDTH).astype(np.float32) / 256
given = {"x_batch": image[None], "y_batch": np.array([0]), "a_batch": heat[None, None], "device": "cpu"}
quiet = {"disable_warnings": True, "normalise": False, "return_aggregate": False}


def asked(metric, sigmoid, **more):
    found = metric(model=Linear(weights, sigmoid).eval(), channel_first=True, softmax=False, **given, **more)
    return np.asarray(found, float)[0]


def correlation(samples, pixels):
    draw, order = Random(3), list(range(HEIGHT * WIDTH))

    def choice(n, size, replace):
        assert n == len(order) and not replace
        for i in range(min(size, n - 1)):
            j = i + draw.below(n - i)
            order[i], order[j] = order[j], order[i]
        return np.array(order[:size])

    np.random.choice, own = choice, np.random.choice
    try:
        return asked(
            quantus.FaithfulnessCorrelation(nr_runs=samples, subset_size=pixels, perturb_baseline=0.0, **quiet),
            sigmoid=False,
        )
    finally:
        np.random.choice = own


def in_squares(img, segmentation_method):
    rows, columns = np.mgrid[0 : img.shape[0], 0 : img.shape[1]]
    return rows // 4 * (img.shape[1] // 4) + columns // 4


quantus.helpers.utils.get_superpixel_segments = in_squares


def region_perturbation(baseline, regions):
    drops = asked(
        quantus.RegionPerturbation(
            patch_size=4, regions_evaluation=regions, perturb_baseline=baseline, **quiet
        ),
        sigmoid=False,
    )
    # The mean of all drops, of which the first, with nothing removed, is 0 (Samek et al. 2017, equation 12).
    return float(np.sum(drops) / (len(drops) + 1))


def mst_compactness(clone):
    """Quantus 0.6.0 has none yet."""
    source = (Path(clone) / "quantus/metrics/complexity/mst_c.py").read_text()
    module = types.ModuleType("mst_c")
    exec(compile(source, "mst_c.py", "exec"), module.__dict__)
    rows, columns = np.mgrid[0:40, 0:50]
    blob = lambda y, x, s: np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / (2 * s**2))
    maps = {
        "one blob": blob(20, 22, 6),
        "two blobs": blob(8, 9, 4) + 0.9 * blob(31, 40, 5),
        "noise": rng.random((40, 50)),
        "a ridge": np.exp(-((rows - 0.5 * columns - 4) ** 2) / 18) * (0.5 + columns / 100),
    }
    metric = module.MSTC(disable_warnings=True, normalise=False)
    for name, own in maps.items():
        own = (own / own.max()).astype(np.float32)
        yield {"name": name, "heat": encoded(own), "value": metric.evaluate_batch(a_batch=own[None])[0]}


def composites():
    """ADCC's parts as grad-cam has them, put together as its authors do; and ARCC."""
    peers_road.NoisyLinearImputer.__init__.__defaults__ = (0.0, peers_road.neighbors_weights)
    model = Linear(weights, sigmoid=True).eval()
    other = (rng.random((HEIGHT, WIDTH)) * 0.4 + 0.6 * heat).astype(np.float32)
    again = lambda input_tensor, targets: other[None]
    x, targets = torch.tensor(image[None]), [lambda output: output[0]]
    coherency = float(Coherency()(x, heat[None], targets, model, again)[0])
    complexity = float(Complexity()(heat[None].astype(float))[0])
    before, after = (float(model(torch.tensor(some[None]))[0, 0]) for some in (image, image * heat))
    drop = max(0.0, before - after) / before
    return {
        "other": encoded(other),
        "adcc": 3 / (1 / coherency + 1 / (1 - complexity) + 1 / (1 - drop)),
        "arcc": float(ARCC(again)(x, heat[None], targets, model)[0]),
    }


# Attributions and representations are given: any numbers that go with the image will do.
def explained(x):
    return np.abs(np.tanh(x.astype(float) * weights * 20))[:, 0].astype(np.float32)


def represented(x):
    return np.maximum(0, x.astype(float) * 3 - 0.2).reshape(len(x), -1).astype(np.float32)


def robustness(options, lowest, changed_too=False):
    """@param changed_too: whether noisy images on which the predicted class changes count like the others."""
    samples, radius, seed = options["samples"], options.get("radius", 0.2), options["seed"]
    draw, centre, reach = Random(seed), (radius + lowest) / 2, (radius - lowest) / 2
    noise = [centre + reach * (2 * np.array([draw.real() for _ in range(image.size)]) - 1) for _ in range(samples)]
    noisy = [(image + one.reshape(image.shape)).astype(np.float32) for one in noise]
    own = explained(image[None])
    at = {"n": 0}

    def perturb(arr, indices, **kwargs):
        at["n"] += 1
        return noisy[(at["n"] - 1) % samples].reshape(1, -1)

    def explain(model, inputs, targets, **kwargs):
        return explained(np.asarray(inputs))[:, None]

    more = dict(nr_samples=samples, perturb_func=perturb, disable_warnings=True, return_aggregate=False)
    stable = dict(more, return_nan_when_prediction_changes=not changed_too)
    call = dict(given, a_batch=own[:, None].copy(), explain_func=explain, channel_first=True, softmax=False)
    model = Linear(weights, sigmoid=False).eval()

    def measured(metric):
        at["n"] = 0
        value = float(np.asarray(metric(model=model, **{**call, "a_batch": own[:, None].copy()}), float)[0])
        return None if np.isnan(value) else value

    PyTorchModel.get_hidden_representations = lambda self, x, *_: represented(np.asarray(x)).astype(float)
    logits = [float(model(torch.tensor(some[None]))[0, 0]) for some in [image, *noisy]]
    if changed_too:
        assert all((logit > 0) == (logits[0] > 0) for logit in logits)
    return {
        "options": options,
        "noisy": [encoded(some) for some in noisy],
        "maps": [encoded(explained(some[None])) for some in noisy],
        "representations": [encoded(represented(some[None])) for some in [image, *noisy]],
        "measures": {
            # Of which the preset draws other noise.
            **({} if "preset" in options else {"max-sensitivity": measured(quantus.MaxSensitivity(**more))}),
            "relative-input-stability": measured(quantus.RelativeInputStability(**stable)),
            "relative-output-stability": measured(quantus.RelativeOutputStability(**stable)),
            "relative-representation-stability": measured(quantus.RelativeRepresentationStability(**stable)),
        },
    }


def robustness_cases():
    preset = {"preset": "quantus", "seed": 5}
    return {
        "dims": [1, HEIGHT, WIDTH],
        **{"image": encoded(image), "weights": encoded(weights), "heat": encoded(explained(image[None]))},
        "cases": [
            robustness({"samples": 6, "radius": 2.0, "seed": 5}, lowest=-2.0, changed_too=True),
            # As Quantus is by default, but for the number of samples.
            robustness({**preset, "samples": 2}, lowest=0.02),
            robustness({**preset, "samples": 4, "radius": 60.0, "lowest": -60.0}, lowest=-60.0),
        ],
    }


def complexity_rises():
    """eMPRT of maps of a network and of what is left of it (its MPRT runs networks; what it compares is compared here)."""
    for bins in (100, 20):
        before, after = (rng.random((HEIGHT, WIDTH)) ** power for power in (6, 1))
        maps = [(one / one.max()).astype(np.float32) for one in (before, after)]
        low, high = (discrete_entropy(a=one.astype(float), x=one, n_bins=bins) for one in maps)
        yield {"bins": bins, "maps": [encoded(one) for one in maps], "rise": float((high - low) / low)}


def max_box_accuracies(clone):
    """Cut maps and boxes as the authors of MaxBoxAccV2 do; IoU of half-open boxes, to which theirs add a pixel."""
    source = (Path(clone) / "evaluation.py").read_text()
    start, end = source.index("def compute_bboxes_from_scoremaps"), source.index("class CamDataset")
    theirs = {"np": np, "cv2": cv2, "_CONTOUR_INDEX": 0, "check_scoremap_validity": lambda scoremap: None}
    exec(compile(source[start:end], "evaluation.py", "exec"), theirs)
    cuts, thresholds = 20, [0.3, 0.5, 0.7]
    rows, columns = np.mgrid[0:40, 0:50]
    blob = lambda y, x, s: np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / (2 * s**2))
    correct = {"all": np.zeros((3, cuts)), "largest": np.zeros((3, cuts))}
    findings = []
    for _ in range(8):
        y, x, other = rng.uniform(14, 26), rng.uniform(14, 36), rng.uniform(0.3, 0.9)
        own = blob(y, x, rng.uniform(2, 4)) + other * blob(39 - y, 49 - x, rng.uniform(4, 6))
        # Levels of 8 bits, to which theirs cut maps down; nothing at the border, of which they take a pixel.
        levels = np.floor(255 * own / own.max()).astype(np.uint8)
        levels[[0, -1]] = levels[:, [0, -1]] = 0
        box = np.round([x - 6, y - 5, x + 5, y + 6], 2)
        findings.append({"levels": encoded(levels, "u1"), "box": box.tolist()})
        for which, counts in correct.items():
            found, _ = theirs["compute_bboxes_from_scoremaps"](
                levels.astype(np.float64) / 255 + 1e-9, [i / cuts for i in range(cuts)], which == "all"
            )
            for cut, boxes in enumerate(found):
                low, high = np.maximum(boxes[:, :2], box[:2]), np.minimum(boxes[:, 2:], box[2:])
                common = np.prod(np.maximum(0, high - low), axis=1)
                areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) + np.prod(box[2:] - box[:2]) - common
                best = np.max(common / areas)
                counts[:, cut] += [best >= threshold for threshold in thresholds]
    accuracies = {which: (counts / len(findings)).tolist() for which, counts in correct.items()}
    return {"width": 50, "height": 40, "findings": findings, "accuracies": accuracies}


def write(package, name, content):
    folder = PACKAGES / package / "tests/fixtures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(content) + "\n")


faithfulness = {
    **{"dims": [1, HEIGHT, WIDTH], "image": encoded(image), "weights": encoded(weights), "heat": encoded(heat)},
    "measures": {
        "faithfulness-correlation": correlation(samples=20, pixels=40),
        "faithfulness-estimate": asked(
            quantus.FaithfulnessEstimate(features_in_step=8, perturb_baseline="black", **quiet), sigmoid=False
        ),
        "faithfulness-estimate by pixel": asked(
            quantus.FaithfulnessEstimate(features_in_step=1, perturb_baseline="black", **quiet), sigmoid=False
        ),
        "region-perturbation": region_perturbation("black", 100),
        "region-perturbation of 5": region_perturbation(0.0, 5),
        "irof": asked(quantus.IROF(perturb_baseline=0.0, **quiet), sigmoid=False),
    },
    "composites": composites(),
    "compactness": list(mst_compactness(sys.argv[1])),
}
write("metrics-faithfulness", "quantus", faithfulness)
write("metrics-localization", "max-box-accuracy", max_box_accuracies(sys.argv[2]))
write("metrics-agreement", "quantus", list(complexity_rises()))
write("metrics-robustness", "quantus", robustness_cases())
