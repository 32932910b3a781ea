"""What Captum makes of a slim network, for the presets named after it.

Run with a Python that has captum 0.9.0 and torchvision:  python3 tools/peers/with_captum.py
"""

from importlib.metadata import version

from captum import attr as peer
from fixture import Fixture, unit
from slim import Slim


def main():
    slim = Slim()
    fixture = Fixture("captum", f"captum {version('captum')}")
    size = tuple(slim.image.shape[2:])

    low = peer.LayerGradCam(slim.network, slim.layer).attribute(slim.image, slim.target)
    large = peer.LayerAttribution.interpolate(low, size)
    fixture.finished(slim.said(), "grad-cam", "captum", unit(large[0, 0].detach()))

    guided = peer.GuidedGradCam(slim.network, slim.layer).attribute(slim.image, slim.target)
    fixture.raw(slim.said(), "guided-grad-cam", "captum", guided[0].detach())

    for method, explainer in {"input-x-gradient": peer.InputXGradient, "integrated-gradients": peer.IntegratedGradients}.items():
        attribution = explainer(slim.network).attribute(slim.image, target=slim.target)
        fixture.raw(slim.said(), method, "captum", attribution[0].detach())

    occlusion = peer.Occlusion(slim.network)
    for window, stride in (20, 1), (17, 6):
        strides = {} if stride == 1 else {"strides": (1, stride, stride)}
        map = occlusion.attribute(slim.image, (1, window, window), target=slim.target, perturbations_per_eval=64, **strides)
        options = {"window": window} if stride == 1 else {"window": window, "stride": stride}
        fixture.raw(slim.said(), "occlusion", "captum", map[0], **options)
    fixture.write()


if __name__ == "__main__":
    main()
