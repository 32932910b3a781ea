"""Writes the fixture of tools/tests/peers/smooth-mprt.test.ts: the smooth model parameter randomisation test of Quantus 0.6.0, of input
gradients. What is left of a network is another of the same input, and noise is drawn as camscope draws it.

Run with a Python that has quantus 0.6.0 and torchvision:  python3 tools/peers/smooth_mprt.py
"""

import json
from importlib.metadata import version
from pathlib import Path

import fixture  # noqa: F401  It finds tools/reference.
import numpy as np
import quantus
import score_cam
import torch
from draws import Gaussian, noise
from quantus.helpers.model.pytorch_model import PyTorchModel

FIXTURES = Path(__file__).resolve().parents[1] / "tests/fixtures"
UNTOUCHED, LEFT = "smooth-batch-norm", "smooth-layer-norm"
SAMPLES, SEED = 6, 2

assert version("quantus") == "0.6.0"


class Double(torch.nn.Module):
    """Quantus asks networks in float32, too."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x.double())


def gradients(model, inputs, targets, **_):
    x = torch.as_tensor(inputs, dtype=torch.float64).requires_grad_()
    score = model(x)[torch.arange(len(x)), torch.as_tensor(targets)].sum()
    return torch.autograd.grad(score, x)[0].numpy()


class Drawn(quantus.SmoothMPRT):
    """With the same noise for every network."""

    def explain_smooth_batch_numpy(self, *arguments, **options):
        draw, own = Gaussian(SEED), np.random.randn
        np.random.randn = lambda *size: np.array([draw() for _ in range(np.prod(size))]).reshape(size)
        try:
            return super().explain_smooth_batch_numpy(*arguments, **options)
        finally:
            np.random.randn = own


def main():
    torch.set_num_threads(1)
    entries = json.loads((FIXTURES / "networks/index.json").read_text())
    known = next(entry for entry in entries if entry["name"] == UNTOUCHED)
    untouched, left = (Double(score_cam.network_of(name)[1]) for name in (UNTOUCHED, LEFT))
    PyTorchModel.random_layer_generator_length = property(lambda model: 1)
    PyTorchModel.get_random_layer_generator = lambda model, **_: iter([("all", left)])
    metric = Drawn(nr_samples=SAMPLES, disable_warnings=True)
    scores = metric(
        model=untouched,
        x_batch=noise(known["imageSeed"], (1, *known["image"])).astype(float),
        y_batch=np.array([known["target"]]),
        channel_first=True,
        explain_func=gradients,
        device="cpu",
    )
    entry = {
        **{"quantus": version("quantus"), "untouched": UNTOUCHED, "left": LEFT, "target": known["target"]},
        **{"samples": SAMPLES, "seed": SEED},
        **{"original": float(scores["original"][0]), "spearman": float(scores["all"][0])},
    }
    (FIXTURES / "attributions/smooth-mprt.json").write_text(json.dumps(entry) + "\n")


if __name__ == "__main__":
    main()
