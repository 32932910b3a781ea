"""Writes the fixtures of tools/tests/peers/combined.test.ts: maps of methods made of others, by pytorch-grad-cam 1.5.7 and by torch-cam
0.5.0, in float64, of the networks of tools/tests/fixtures/networks. torch-cam 0.5.0 has no FinerCAM and no RefineCAM yet: its Grad-CAM is
given the score that its next version explains, and its Layer-CAM's maps are multiplied as that does.

Run with a Python that has torch, grad-cam, torchcam and onnx:  python3 tools/peers/combined_maps.py
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from draws import noise
from onnx_module import load
from pytorch_grad_cam import GradCAM, HiResCAM, ScoreCAM
from pytorch_grad_cam.finer_cam import FinerCAM
from slim import Slim
from torchcam.methods import GradCAM as TorchGradCAM
from torchcam.methods import LayerCAM

FIXTURES = Path(__file__).resolve().parents[1] / "tests/fixtures"
EARLY = {"resnet": "/layer2/layer2.0/relu_1/Relu_output_0", "densenet": "/features/transition2/pool/AveragePool_output_0"}

assert (version("grad-cam"), version("torchcam")) == ("1.5.7", "0.5.0")


def pooled(network):
    """The layer whose output enters the global pool."""
    names = [inputs[0] for (inputs, _), child in zip(network.nodes, network.children_) if child.operator == "GlobalAveragePool"]
    return network.layer(names[0])


def finer_of(base, network, image, target, layer, maps=None):
    """The raw map of pytorch-grad-cam's Finer-CAM, before it is resized, without its negative part."""
    cam, raw = FinerCAM(network, [layer], maps, base), []
    own = cam.base_cam.get_cam_image
    cam.base_cam.get_cam_image = lambda *arguments: raw.append(own(*arguments)) or raw[-1]
    cam(image, target_idx=target)
    cam.base_cam.activations_and_grads.release()
    return np.maximum(raw[0][0], 0)


def contrast(scores, target, gamma=0.6, references=3):
    distances = (scores - scores[:, target : target + 1]).detach().abs()
    distances[:, target] = float("inf")
    nearest = distances.topk(references, dim=1, largest=False).indices
    return scores[:, target : target + 1] - gamma * scores.gather(1, nearest).mean(1, keepdim=True)


def finer_of_torch_cam(network, image, target):
    with TorchGradCAM(network, pooled(network), input_shape=image.shape[1:]) as cam:
        scores = contrast(network(image), target)
        return cam(0, scores, normalized=False)[0][0].numpy()


def refined(network, image, target, early):
    with LayerCAM(network, [network.layer(early), pooled(network)], input_shape=image.shape[1:]) as cam:
        cams = cam(target, network(image))
        size = max(cam.shape[1:] for cam in cams)
        resized = [F.interpolate(one[None], size, mode="bilinear", align_corners=False) for one in cams]
        return torch.stack(resized).prod(0)[0, 0].numpy()


def rounded(values):
    return [float(f"{v:.8g}") for v in values.ravel()]


def main():
    torch.set_num_threads(1)
    references = {entry["name"]: entry for entry in json.loads((FIXTURES / "networks/index.json").read_text())}
    entries = []
    for name, early in EARLY.items():
        reference = references[name]
        network = load(FIXTURES / f"networks/{name}.onnx")
        image = torch.from_numpy(noise(reference["imageSeed"], (1, *reference["image"]))).double()
        target = reference["target"]
        layers = [early, network.nodes[list(network.children_).index(pooled(network))][1]]
        preset = {"preset": "pytorch-grad-cam"}
        for spec, values, at in [
            ({"use": "finer", "of": "grad-cam", "options": preset}, finer_of(GradCAM, network, image, target, pooled(network)), None),
            (
                {"use": "finer", "of": {"use": "score-cam", "options": preset}, "options": preset},
                finer_of(ScoreCAM, network, image.float().double(), target, pooled(network)),
                None,
            ),
            ({"use": "finer", "of": "grad-cam", "options": {"preset": "torch-cam"}}, finer_of_torch_cam(network, image, target), None),
            ({"use": "refine", "of": "layer-cam", "options": {"preset": "torch-cam"}}, refined(network, image, target, early), layers),
        ]:
            entries.append({"network": name, "method": spec, **({"layer": at} if at else {}), "map": rounded(values)})
    for slim in Slim("vit"), Slim("swin"):
        spec = {"use": "finer", "of": "hires-cam", "options": {"preset": "pytorch-grad-cam"}}
        values = finer_of(HiResCAM, slim.network, slim.image, slim.target, slim.layer, slim.maps)
        entries.append({"network": slim.name, "method": spec, "map": rounded(values)})
    (FIXTURES / "attributions/combined.json").write_text("[\n" + ",\n".join(map(json.dumps, entries)) + "\n]\n")


if __name__ == "__main__":
    main()
