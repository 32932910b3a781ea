"""What Opti-CAM's authors' own code makes of slim networks, in float64. It is in no package registry: the script is given a checkout of
hanwei0912/OptiCAM at 78339fa.

Run with a Python that has grad-cam 1.5.7 and torchvision:  python3 tools/peers/opti_cam.py OPTI_CAM
"""

import sys

import pytorch_grad_cam.activations_and_gradients
import torch
from fixture import Fixture
from slim import Slim


def authors(checkout):
    sys.modules["activations_and_gradients"] = pytorch_grad_cam.activations_and_gradients
    # Its weights are of this type, whatever the network's.
    torch.float = torch.float64
    sys.path.insert(0, checkout)
    import util

    return util.Basic_OptCAM


def main(checkout):
    opti_cam = authors(checkout)
    fixture = Fixture("opti-cam", "authors' code")
    for name in "convnext", "resnet":
        for loss, steps, rate in ("plain", 50, 0.1), ("norm", 30, 0.2):
            slim = Slim(name)
            explainer = opti_cam(slim.network, "cpu", steps, rate, [slim.layer], name_loss=loss, name_mode="resnet")
            map, _ = explainer(slim.image, torch.tensor([slim.target]))
            options = {} if loss == "plain" else {"objective": "same", "steps": steps, "rate": rate}
            fixture.finished(slim.said(), "opti-cam", "authors", map.detach()[0, 0], **options)
    fixture.write()


if __name__ == "__main__":
    main(*sys.argv[1:])
