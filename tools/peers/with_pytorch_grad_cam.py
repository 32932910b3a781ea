"""What pytorch-grad-cam makes of slim networks, for the presets named after it, and for methods that it is the reference of.

Run with a Python that has grad-cam 1.5.7, torchvision and timm 1.0.31:  python3 tools/peers/with_pytorch_grad_cam.py
"""

from importlib.metadata import version

import numpy as np
import pytorch_grad_cam as peer
from fixture import Fixture
from pytorch_grad_cam.ablation_layer import AblationLayerVit
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
# Raw maps, under these options; of some, the sign is whatever the machine gives.
RAW = {
    "grad-cam": (peer.GradCAM, {"relu": False}),
    "hires-cam": (peer.HiResCAM, {"relu": False}),
    "xgrad-cam": (peer.XGradCAM, {"relu": False}),
    "layer-cam": (peer.LayerCAM, {}),
    "grad-cam-plus-plus": (peer.GradCAMPlusPlus, {"epsilon": 1e-6}),
    "grad-cam-elementwise": (peer.GradCAMElementWise, {}),
    "fem": (peer.FEM, {}),
    "kpca-cam": (peer.KPCA_CAM, {}),
    "seg-eigen-cam": (peer.SegEigenCAM, {}),
    "eigen-cam": (peer.EigenCAM, {}),
    "eigen-grad-cam": (peer.EigenGradCAM, {}),
}
UNSIGNED = ["eigen-cam", "eigen-grad-cam"]
# camscope's map has no negative part.
RECTIFIED = ["layer-cam", "grad-cam-plus-plus"]
NETWORKS = ["resnet", "densenet", "convnext", "vit", "swin"]


def explained(slim, explainer, **options):
    """The finished map [H,W] and the raw one [h,w]."""
    kept = []
    with explainer(slim.network, [slim.layer], reshape_transform=slim.maps, **options) as cam:
        own = cam.get_cam_image
        cam.get_cam_image = lambda *given: kept.append(own(*given)) or kept[0]
        finished = cam(slim.image, [ClassifierOutputTarget(slim.target)])
    return finished[0], np.asarray(kept[0][0])


def swin_of_example():
    """The layer and `reshape_transform` of usage_examples/swinT_example.py."""
    return Slim("swin", ("layers.1.blocks.1.norm2", "layer_norm_9"), lambda tokens: tokens.unflatten(0, (4, 6)).permute(2, 0, 1))


def full_grad(slim):
    """As `explained`; its maps are enlarged before they are added up."""
    kept = []
    with peer.FullGrad(slim.network, []) as cam:
        own = cam.compute_cam_per_layer
        cam.compute_cam_per_layer = lambda *given: kept.append(own(*given)) or kept[0]
        finished = cam(slim.image, [ClassifierOutputTarget(slim.target)])
    return finished[0], kept[0][0, 0]


def raw_maps(fixture, slim):
    for method, (explainer, options) in RAW.items():
        said = {**slim.said(), **({"sign": "any"} if method in UNSIGNED else {})}
        map = explained(slim, explainer)[1]
        if method in RECTIFIED:
            map = np.maximum(map, 0)
        # Behind a layer norm nothing may speak for a class.
        if map.any():
            fixture.raw(said, method, None, map[None], **options)


def masks(fixture):
    """One channel at a time: of several in a batch, each would be ablated further below the lowest activation than the one before."""
    ablation = {"ablation_layer": AblationLayerVit(), "batch_size": 1}
    for slim in Slim("vit-mean-pooled"), Slim("swin"):
        fixture.raw(slim.said(), "ablation-cam", "pytorch-grad-cam", explained(slim, peer.AblationCAM, **ablation)[1][None])
    for name in "vit", "vit-registers", "swin":
        slim = Slim(name)
        fixture.raw(slim.said(), "score-cam", "pytorch-grad-cam", explained(slim, peer.ScoreCAM)[1][None])


def main():
    fixture = Fixture("pytorch-grad-cam", f"grad-cam {version('grad-cam')}")
    slim = Slim()
    for method, explainer in PRESETS.items():
        fixture.finished(slim.said(), method, "pytorch-grad-cam", explained(slim, explainer)[0])
    fixture.finished(slim.said(), "full-grad", "pytorch-grad-cam", full_grad(slim)[0])
    for name in NETWORKS:
        slim = Slim(name)
        fixture.raw(slim.said(), "full-grad", "pytorch-grad-cam", full_grad(slim)[1][None])
        raw_maps(fixture, slim)
    raw_maps(fixture, Slim("vit-registers"))
    raw_maps(fixture, swin_of_example())
    masks(fixture)
    fixture.write()


if __name__ == "__main__":
    main()
