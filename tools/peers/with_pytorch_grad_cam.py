"""What pytorch-grad-cam makes of a slim network, for the presets named after it.

Run with a Python that has grad-cam 1.5.7 and torchvision:  python3 tools/peers/with_pytorch_grad_cam.py
"""

from importlib.metadata import version

import pytorch_grad_cam as peer
from fixture import Fixture
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from slim import Slim

METHODS = {
    "grad-cam": peer.GradCAM,
    "grad-cam-plus-plus": peer.GradCAMPlusPlus,
    "score-cam": peer.ScoreCAM,
    "ablation-cam": peer.AblationCAM,
}


def main():
    slim = Slim()
    fixture = Fixture("pytorch-grad-cam", f"grad-cam {version('grad-cam')}")
    for method, explainer in METHODS.items():
        with explainer(slim.network, [slim.layer]) as cam:
            map = cam(slim.image, [ClassifierOutputTarget(slim.target)])[0]
        fixture.finished(slim.said(), method, "pytorch-grad-cam", map)
    fixture.write()


if __name__ == "__main__":
    main()
