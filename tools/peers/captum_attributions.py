"""Writes the fixtures of tools/tests/peers/attributions.test.ts: what Captum 0.9.0 makes, in float64, of the networks of
tools/tests/fixtures/networks, given the draws of camscope.

Run with a Python that has torch, captum and onnx:  python3 tools/peers/captum_attributions.py
"""

import json
from unittest.mock import patch

import captum
import numpy as np
import torch
from attributions import FIXTURES, Attributions
from captum.attr import GradientShap, InputXGradient, IntegratedGradients, NoiseTunnel, Saliency
from draws import Random, noise, normal
from onnx_module import load

NETWORKS = "resnet", "densenet", "convnext"
# Of a method and rule, what is tried on every network.
ELSEWHERE = {("integrated-gradients", "gauss-legendre"), ("var-grad", None), ("smooth-ig", "gauss-legendre"), ("gradient-shap", None)}
BASELINE_SEEDS = 101, 102, 103

assert captum.__version__ == "0.9.0"


def integrated(network, image, target, rule, baseline=0.0):
    return IntegratedGradients(network).attribute(image, baseline, target=target, n_steps=8, method=rule)


def tunnel(network, image, target, kind, **more):
    """Under five draws of noise of 0.3 in the input."""
    samples = 3 if more else 5
    inner = IntegratedGradients(network) if more else Saliency(network)
    drawn = torch.from_numpy(0.3 * normal(0, (samples, *image.shape[1:])))
    signed = {} if more else {"abs": False}
    with patch("torch.normal", lambda mean, std: drawn.reshape(std.shape)):
        return NoiseTunnel(inner).attribute(
            image, nt_type=kind, nt_samples=samples, stdevs=0.3, target=target, **signed, **more
        )


def gradient_shap(network, image, target, sigma):
    """Places and baselines as camscope draws them: a baseline, then a place, for every sample."""
    baselines = torch.from_numpy(np.stack([noise(seed, image.shape[1:]) for seed in BASELINE_SEEDS])).double()
    next_, samples = Random(0), 5
    pairs = [(int(next_() * len(baselines)), next_()) for _ in range(samples)]
    drawn = torch.from_numpy(sigma * normal(1, (samples, *image.shape[1:])))
    with patch("torch.normal", lambda mean, std: drawn.reshape(std.shape)), patch(
        "numpy.random.choice", lambda *_: np.array([b for b, _ in pairs])
    ), patch("numpy.random.uniform", lambda *_: np.array([a for _, a in pairs])):
        return GradientShap(network).attribute(image, baselines, n_samples=samples, stdevs=sigma, target=target)


def cases(network, image, target):
    ig, tunnelled = "integrated-gradients", {"samples": 5, "sigma": 0.3, "unit": "input"}
    rules = {"gauss-legendre": "gausslegendre", "left": "riemann_left", "right": "riemann_right", "midpoint": "riemann_middle"}
    yield "input-x-gradient", {}, InputXGradient(network).attribute(image, target=target)
    for rule, theirs in rules.items():
        yield ig, {"steps": 8, "rule": rule}, integrated(network, image, target, theirs)
    # Captum's weights of the trapezoid sum to (n - 1) / n.
    yield ig, {"steps": 8, "rule": "trapezoid"}, integrated(network, image, target, "riemann_trapezoid") * 8 / 7
    yield ig, {"steps": 8, "rule": "gauss-legendre", "baseline": 0.5}, integrated(network, image, target, "gausslegendre", 0.5)
    yield "smooth-grad", tunnelled, tunnel(network, image, target, "smoothgrad")
    yield "square-grad", tunnelled, tunnel(network, image, target, "smoothgrad_sq")
    yield "var-grad", tunnelled, tunnel(network, image, target, "vargrad")
    smooth_ig = {"samples": 3, "sigma": 0.3, "unit": "input", "steps": 4, "rule": "gauss-legendre"}
    yield "smooth-ig", smooth_ig, tunnel(network, image, target, "smoothgrad", n_steps=4, method="gausslegendre")
    from_data = {"from": "data", "count": 3}
    yield "expected-gradients", {"samples": 5, "baseline": from_data}, gradient_shap(network, image, target, 0.0)
    noisy = {"samples": 5, "sigma": 0.3, "unit": "input", "baseline": from_data}
    yield "gradient-shap", noisy, gradient_shap(network, image, target, 0.3)


def main():
    attributions = Attributions("captum")
    references = {entry["name"]: entry for entry in json.loads((FIXTURES / "networks/index.json").read_text())}
    for name in NETWORKS:
        reference = references[name]
        network = load(FIXTURES / f"networks/{name}.onnx")
        image = torch.from_numpy(noise(reference["imageSeed"], (1, *reference["image"]))).double()
        assert network(image).shape == (1, 5)
        found = cases(network, image, reference["target"])
        if name != "resnet":
            found = (one for one in found if (one[0], one[1].get("rule")) in ELSEWHERE)
        attributions.add({"network": name}, found)
    attributions.write()


if __name__ == "__main__":
    main()
