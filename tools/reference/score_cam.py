"""Writes the reference maps of tools/tests/networks/score-cam.test.ts: Score-CAM and Faster Score-CAM on slim networks of
networks.py, by their definitions and as published implementations make them, in float64 PyTorch. One mask at a time:
nothing is shared, skipped or remembered.

Run with a Python that has torch 1.13, torchvision and scipy:  python3 tools/reference/score_cam.py
"""

import json

import networks
import numpy as np
import slim_networks as slim
import torch
import torch.nn.functional as F
from scipy.ndimage import gaussian_filter, zoom
from watch import Watch

FIXTURES = networks.FIXTURES.parent / "score-cam"
NAMES = ["resnet", "wide-resnet", "densenet", "vgg-bn", "mobilenet-v3", "keras-style", "smooth-batch-norm"]
MAX_N = 5


def network_of(name):
    index, case = next((i, case) for i, case in enumerate(networks.CASES) if case.name == name)
    torch.manual_seed(index)
    return case, slim.calibrated(slim.seeded(case.build(), index), case.image, index).double()


class Classifier:
    """A network that takes and gives arrays with channels first."""

    def __init__(self, case, network):
        self.case, self.network = case, network

    def logits(self, image):
        x = torch.from_numpy(image)[None]
        with torch.no_grad():
            return self.network(x if self.case.layout == "NCHW" else x.permute(0, 2, 3, 1))[0]

    def activations(self, image):
        """[K,h,w] of the tensor that enters the pool, and of an earlier layer where the case names one."""
        kept, hooks = {}, []
        if self.case.early:
            module, tensor = self.case.early
            keep = lambda _module, _inputs, output: kept.update({tensor: output})
            hooks.append(self.network.get_submodule(module).register_forward_hook(keep))
        with torch.no_grad(), Watch() as watch:
            self.network(networks.batch_of(self.case, image))
        for hook in hooks:
            hook.remove()
        kept[None] = watch.pooled
        return {name: self.case.maps(a[0]).contiguous() for name, a in kept.items()}


def up(maps, size, align_corners=False):
    """[K,h,w] → [K,H,W]"""
    return F.interpolate(maps[None], size=size, mode="bilinear", align_corners=align_corners)[0]


def masked(model, image, mask):
    return model.logits(image * mask.numpy())


def authors(model, image, a):
    """haofanwang/Score-CAM, before its ReLU and at the layer's resolution: enlarging is linear."""
    total = 0
    for channel, large in zip(a, up(a, image.shape[1:])):
        if large.max() == large.min():
            continue
        mask = (large - large.min()) / (large.max() - large.min())
        scores = F.softmax(masked(model, image, mask), 0)
        total = total + scores[:, None, None] * channel
    return total


def pytorch_grad_cam(model, image, a):
    scores = []
    for large in up(a, image.shape[1:], align_corners=True):
        scores.append(masked(model, image, (large - large.min()) / (large.max() - large.min() + 1e-8)))
    weights = F.softmax(torch.stack(scores), 0)
    return torch.einsum("kc,khw->chw", weights, a)


def torch_cam(model, image, a):
    low, high = a.amin((1, 2), keepdim=True), a.amax((1, 2), keepdim=True)
    unit = (a - low) / (high - low + 1e-8)
    whole = model.logits(image)
    gains = torch.stack([masked(model, image, mask) - whole for mask in up(unit, image.shape[1:])])
    return torch.einsum("kc,khw->chw", F.softmax(gains, 0), a)


def tf_keras_vis(model, image, a, probabilities):
    factors = (1, image.shape[1] / a.shape[1], image.shape[2] / a.shape[2])
    large = torch.from_numpy(zoom(a.numpy(), factors, order=1, mode="nearest"))
    total = 0
    for channel, mask in zip(a, large):
        mask = (mask - mask.min()) / (mask.max() - mask.min() + 1e-7)
        scores = F.softmax(probabilities(masked(model, image, mask)), 0)
        total = total + scores[:, None, None] * channel
    return total


def faster(model, image, a):
    """tabayashi0117/Score-CAM's choice of maps, the authors' Score-CAM of them."""
    deviations = a.numpy().std((1, 2))
    kept = sorted(range(len(a)), key=lambda k: (-deviations[k], k))[:MAX_N]
    return authors(model, image, a[sorted(kept)])


def gains_over(model, image, a, backdrop, space, relu=False):
    """The paper's increase of confidence over a baseline image."""
    base = space(model.logits(backdrop))
    total = 0
    for channel, large in zip(a, up(a, image.shape[1:])):
        if large.max() == large.min():
            continue
        mask = (large - large.min()) / (large.max() - large.min())
        gain = space(masked(model, image, mask)) - base
        total = total + (gain.clamp(min=0) if relu else gain)[:, None, None] * channel
    return total


def filled(model, image, a, backdrop):
    """Masked places become a backdrop; sigmoid scores."""
    total = 0
    for channel, large in zip(a, up(a, image.shape[1:])):
        if large.max() == large.min():
            continue
        mask = ((large - large.min()) / (large.max() - large.min())).numpy()
        scores = torch.sigmoid(model.logits(image * mask + backdrop * (1 - mask)))
        total = total + scores[:, None, None] * channel
    return total


def maps_of(model, image, a):
    blurred = np.stack([gaussian_filter(channel, 3, mode="nearest") for channel in image])
    mean = np.broadcast_to(image.mean((1, 2), keepdims=True), image.shape).copy()
    probabilities = (lambda logits: F.softmax(logits, 0)) if model.case.softmax else torch.sigmoid
    softmax = lambda logits: F.softmax(logits, 0)
    identity = lambda logits: logits
    yield "score-cam", {"preset": "authors"}, authors(model, image, a)
    yield "score-cam", {"preset": "pytorch-grad-cam"}, pytorch_grad_cam(model, image, a)
    yield "score-cam", {"preset": "torch-cam"}, torch_cam(model, image, a)
    yield "score-cam", {"preset": "tf-keras-vis"}, tf_keras_vis(model, image, a, probabilities)
    yield "faster-score-cam", {"scoreSpace": "softmax", "maxN": MAX_N}, faster(model, image, a)
    yield "score-cam", {"baseline": "zero"}, gains_over(model, image, a, 0 * image, probabilities)
    options = {"baseline": "blur", "sigma": 3, "channelNorm": "relu", "scoreSpace": "logit"}
    yield "score-cam", options, gains_over(model, image, a, blurred, identity, relu=True)
    options = {"baseline": "mean", "scoreSpace": "softmax"}
    yield "score-cam", options, gains_over(model, image, a, mean, softmax)
    yield "score-cam", {"fill": "blur", "sigma": 3, "scoreSpace": "sigmoid"}, filled(model, image, a, blurred)
    yield "score-cam", {"fill": "mean", "scoreSpace": "sigmoid"}, filled(model, image, a, mean)


def main():
    FIXTURES.mkdir(parents=True, exist_ok=True)
    known = {entry["name"]: entry for entry in json.loads((networks.FIXTURES / "index.json").read_text())}
    arrays, entries = networks.Arrays(), []
    for name in NAMES:
        case, network = network_of(name)
        model = Classifier(case, network)
        picture = networks.noise(known[name]["imageSeed"], known[name]["image"])
        image = picture.astype(np.float64)
        stored = np.fromfile(networks.FIXTURES / f"{name}.f32", "<f4")[: slim.CLASSES]
        assert np.allclose(model.logits(image).numpy(), stored, rtol=1e-5), f"{name} is another network"
        for layer, a in model.activations(image).items():
            at = {} if layer is None else {"layer": layer}
            constant = int((a.amax((1, 2)) == a.amin((1, 2))).sum())
            for method, options, maps in maps_of(model, image, a):
                entries.append(
                    {
                        "network": name,
                        "method": method,
                        "options": options,
                        **at,
                        "channels": len(a),
                        "constant": constant,
                        "maps": arrays.add(maps.numpy()),
                    }
                )
            print(f"{name:20} {layer or 'target'}: {len(a)} channels, {constant} constant")
    arrays.write(FIXTURES / "maps.f32")
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    (FIXTURES / "index.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
