"""What torch-cam makes of a slim network, for the presets named after it.

Run with a Python that has torchcam 0.5.0 and torchvision:  python3 tools/peers/with_torchcam.py
"""

from importlib.metadata import version

from fixture import Fixture
from torchcam import methods as peer
from slim import Slim

METHODS = {"grad-cam": peer.GradCAM, "score-cam": peer.ScoreCAM}
LAST = "layer4"


def main():
    slim = Slim()
    fixture = Fixture("torch-cam", f"torchcam {version('torchcam')}")
    for method, explainer in METHODS.items():
        with explainer(slim.network, slim.layer) as extractor:
            map = extractor(slim.target, slim.network(slim.image))[0]
        fixture.finished(slim.said(), method, "torch-cam", map[0])
    with peer.CAM(slim.network, LAST, "fc") as extractor:
        map = extractor(slim.target, slim.network(slim.image))[0]
    said = {key: value for key, value in slim.said().items() if key != "layer"}
    fixture.finished(said, "cam", "torch-cam", map[0])
    fixture.write()


if __name__ == "__main__":
    main()
