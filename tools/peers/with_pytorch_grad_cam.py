"""What pytorch-grad-cam makes of slim networks, for the presets named after it, and for methods that it is the reference of.

Run with a Python that has grad-cam 1.5.7, torchvision and timm 1.0.31:  python3 tools/peers/with_pytorch_grad_cam.py
"""

from importlib.metadata import version

import pytorch_grad_cam as peer
from fixture import Fixture
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from slim import Slim

PRESETS = {
    "grad-cam": peer.GradCAM,
    "grad-cam-plus-plus": peer.GradCAMPlusPlus,
    "score-cam": peer.ScoreCAM,
    "ablation-cam": peer.AblationCAM,
    "grad-cam-elementwise": peer.GradCAMElementWise,
    "fem": peer.FEM,
    "kpca-cam": peer.KPCA_CAM,
    "seg-eigen-cam": peer.SegEigenCAM,
}
# Raw maps; of some, the sign is whatever the machine gives.
RAW = {
    "grad-cam-elementwise": peer.GradCAMElementWise,
    "fem": peer.FEM,
    "kpca-cam": peer.KPCA_CAM,
    "seg-eigen-cam": peer.SegEigenCAM,
    "eigen-cam": peer.EigenCAM,
    "eigen-grad-cam": peer.EigenGradCAM,
}
UNSIGNED = ["eigen-cam", "eigen-grad-cam"]
NETWORKS = ["resnet", "densenet", "convnext", "vit", "swin"]


def explained(slim, explainer):
    """The finished map [H,W] and the raw one [h,w]."""
    kept = []
    with explainer(slim.network, [slim.layer], reshape_transform=slim.maps) as cam:
        own = cam.get_cam_image
        cam.get_cam_image = lambda *given: kept.append(own(*given)) or kept[0]
        finished = cam(slim.image, [ClassifierOutputTarget(slim.target)])
    return finished[0], kept[0][0]


def full_grad(slim):
    """As `explained`; its maps are enlarged before they are added up."""
    kept = []
    with peer.FullGrad(slim.network, []) as cam:
        own = cam.compute_cam_per_layer
        cam.compute_cam_per_layer = lambda *given: kept.append(own(*given)) or kept[0]
        finished = cam(slim.image, [ClassifierOutputTarget(slim.target)])
    return finished[0], kept[0][0, 0]


def main():
    fixture = Fixture("pytorch-grad-cam", f"grad-cam {version('grad-cam')}")
    slim = Slim()
    for method, explainer in PRESETS.items():
        fixture.finished(slim.said(), method, "pytorch-grad-cam", explained(slim, explainer)[0])
    fixture.finished(slim.said(), "full-grad", "pytorch-grad-cam", full_grad(slim)[0])
    for name in NETWORKS:
        slim = Slim(name)
        fixture.raw(slim.said(), "full-grad", "pytorch-grad-cam", full_grad(slim)[1][None])
        for method, explainer in RAW.items():
            said = {**slim.said(), **({"sign": "any"} if method in UNSIGNED else {})}
            fixture.raw(said, method, None, explained(slim, explainer)[1][None])
    fixture.write()


if __name__ == "__main__":
    main()
