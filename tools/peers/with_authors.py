"""What authors' own code makes of a slim network, for the presets `authors`. None of it is in a package registry: the script is
given checkouts of haofanwang/Score-CAM at d312f14, eclique/RISE at d91ea00, idiap/fullgrad-saliency at 7c106b3, and misc/pytorch_toolkit/recipro_cam of
openvinotoolkit/training_extensions at 48027f0.

Run with a Python that has torchvision and scikit-image 0.26:
  python3 tools/peers/with_authors.py SCORE_CAM RISE RECIPRO_CAM FULL_GRAD
"""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import torch
from fixture import Fixture
from arrays import mulberry32
from skimage.transform import resize
from slim import Slim

RISE = {"masks": 60, "cells": 5, "probability": 0.4, "seed": 3}


def load(checkout, module):
    path = Path(checkout) / f"{module.replace('.', '/')}.py"
    spec = importlib.util.spec_from_file_location(module, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def score_cam(checkout, slim):
    sys.path.insert(0, checkout)
    from cam.scorecam import ScoreCAM

    cuda = torch.Tensor.cuda
    torch.Tensor.cuda = lambda tensor: tensor
    explainer = ScoreCAM({"type": "resnet", "arch": slim.network, "layer_name": "layer2"})
    map = explainer(slim.image, class_idx=slim.target)
    torch.Tensor.cuda = cuda
    return map[0, 0]


def rise(checkout, slim):
    """With camscope's random cells and shifts, enlarged and cropped as the authors do."""
    size, cells = slim.image.shape[2:], RISE["cells"]
    cell = np.ceil(np.array(size) / cells)
    numbers = mulberry32(RISE["seed"])
    masks = np.empty((RISE["masks"], 1, *size))
    for mask in masks:
        grid = np.array([next(numbers) < RISE["probability"] for _ in range(cells**2)], float).reshape(cells, cells)
        x, y = (int(next(numbers) * side) for side in cell)
        large = resize(grid, (cells + 1) * cell, order=1, mode="reflect", anti_aliasing=False)
        mask[0] = large[x : x + size[0], y : y + size[1]]
    explainer = load(checkout, "explanations").RISE(torch.nn.Sequential(slim.network, torch.nn.Softmax(1)), size)
    explainer.masks, explainer.N, explainer.p1 = torch.from_numpy(masks), len(masks), RISE["probability"]
    with torch.no_grad():
        return explainer(slim.image)[slim.target]


def recipro_cam(checkout, slim):
    explainer = load(checkout, "recipro_cam_hook").ReciproCamHook(slim.network, "cpu", "layer2")
    # It chooses the last of the layer's modules, which is not its output.
    explainer.target_layers[-1]._forward_hooks.clear()
    slim.layer.register_forward_hook(explainer.cam_hook())
    return explainer(slim.image, slim.target)[0]


def full_grad(checkout, slim):
    sys.path.insert(0, checkout)
    from saliency.fullgrad import FullGrad

    # Its check of completeness makes a random image of float32.
    FullGrad.checkCompleteness = lambda explainer: None
    explainer = FullGrad(slim.network, tuple(slim.image.shape[1:]))
    return explainer.saliency(slim.image, torch.tensor([slim.target])).detach()[0]


def main(score_cam_checkout, rise_checkout, recipro_cam_checkout, full_grad_checkout):
    fixture = Fixture("authors", "authors' code")
    slim = Slim()
    fixture.finished(slim.said(), "score-cam", "authors", score_cam(score_cam_checkout, slim))
    fixture.raw(slim.said(), "rise", "authors", rise(rise_checkout, slim)[None], **RISE)
    fixture.finished(slim.said(), "recipro-cam", "authors", recipro_cam(recipro_cam_checkout, slim))
    slim = Slim()
    fixture.raw(slim.said(), "full-grad", "authors", full_grad(full_grad_checkout, slim))
    fixture.write()


if __name__ == "__main__":
    main(*sys.argv[1:])
