"""Methods that read the target layer, by their definitions."""

import numpy as np
import torch
from cam_maps import divided, grad_cam, grad_cam_plus_plus, grad_cam_positive, hires_cam, layer_cam, relu, xgrad_cam
from draws import Gaussian, Random, normal
from network import networks, unit, up
from smooth_grad_cam_plus_plus import smooth_grad_cam_plus_plus


def component(a):
    """The first principal component of the places of a [K,h,w]."""
    places = a.reshape(len(a), -1).T
    places = places - places.mean(0)
    return (places @ np.linalg.svd(places, full_matrices=False)[2][0]).reshape(a.shape[1:])


def by_energy(map, a):
    energy = np.abs(a).mean(0)
    return map if (map * (energy - energy.mean())).sum() >= 0 else -map


def by_extreme(map):
    return map if map.max() >= -map.min() else -map


def kernel_component(a):
    places = a.reshape(len(a), -1).T
    places = places - places.mean(0)
    kernel = np.tanh(places @ places.T / len(a) + 1)
    centre = np.eye(len(kernel)) - 1 / len(kernel)
    values, vectors = np.linalg.eigh(centre @ kernel @ centre)
    return by_extreme((np.sqrt(max(values[-1], 0)) * vectors[:, -1]).reshape(a.shape[1:]))


def stands_out(a):
    mean, deviation = a.mean((1, 2), keepdims=True), a.std((1, 2), keepdims=True)
    return ((a > mean + 2 * deviation).mean((1, 2), keepdims=True) * a).sum(0)


def shapley(network):
    kept = []
    x = network.image.clone().requires_grad_()
    logits = network.logits(x, keep=kept)
    a = kept[1]
    (g,) = torch.autograd.grad(logits[0, network.target], a, create_graph=True)
    # Tokens of no place count as constant.
    maps = torch.from_numpy(network.maps(a))
    along = (g * network.unmaps(maps, torch.zeros_like(a))).sum()
    bend = torch.autograd.grad(along, a)[0] if along.requires_grad else torch.zeros_like(a)
    return grad_cam(network.maps(a), network.maps(g) - network.maps(bend) / 2)


def finer(network):
    def contrast(logits):
        distance = (logits - logits[network.target]).abs().detach()
        near = [c for c in distance.argsort().tolist() if c != network.target][:3]
        return logits[network.target] - 0.6 * logits[near].mean()

    return grad_cam(*network.layer(score=contrast))


def smooth(network):
    extent = float(network.picture.max() - network.picture.min())
    copies = 0.15 * extent * normal(0, (2, *network.picture.shape))
    return np.mean([grad_cam(*network.layer(network.image + torch.from_numpy(copy))) for copy in copies], 0)


def smooth_plus_plus(network, samples=3):
    """Of the gradients at noisy copies, at the image's activations."""
    a, _ = network.layer()
    extent = float(network.picture.max() - network.picture.min())
    copies = 0.15 * extent * normal(0, (samples, *network.picture.shape))
    slopes = torch.stack([torch.from_numpy(network.layer(network.image + torch.from_numpy(copy))[1]) for copy in copies])
    return smooth_grad_cam_plus_plus(torch.from_numpy(a), slopes, 2)[0].numpy()


def refined(network):
    early, last = (unit(relu(layer_cam(*network.layer(which=which)))) for which in (0, 1))
    return up(early[None], np.maximum(early.shape, last.shape))[0].numpy() * up(last[None], early.shape)[0].numpy()


def random_map(network, a):
    words = [*network.picture.ravel().view("<u4").tolist(), 0, network.target]
    seed = 0x811C9DC5
    for word in words:
        seed = (seed ^ word) * 0x01000193 & 0xFFFFFFFF
    draw = Random(seed)
    return np.array([draw() for _ in range(a[0].size)]).reshape(a.shape[1:])


def head_weights(network, a):
    """Of a head of mean and linear layer, by what the score gains from a map that is 1 everywhere more."""
    kept = []
    network.logits(network.image, keep=kept)
    raw = kept[1].detach()
    score = lambda maps: network.logits(network.image, lambda _: network.unmaps(maps, raw))[0, network.target].item()
    maps = torch.from_numpy(a)
    gains = [score(maps + torch.eye(len(a), dtype=torch.float64)[k][:, None, None]) - score(maps) for k in range(len(a))]
    return np.array(gains)


def concepts(network, a, count=2, steps=40):
    matrix = (a - a.min((1, 2), keepdims=True)).reshape(len(a), -1)
    draw = Gaussian(0)
    scale = np.sqrt(matrix.mean() / count)
    start = lambda length: np.array([[scale * abs(draw()) for _ in range(length)] for _ in range(count)])
    h, w = start(matrix.shape[1]), start(matrix.shape[0])
    for _ in range(steps):
        w = divided(w * (h @ matrix.T), h @ h.T @ w)
        h = divided(h * (w @ matrix), w @ w.T @ h)
    return ((w @ head_weights(network, a)) @ h).reshape(a.shape[1:])


def maps_of(network):
    a, g = network.layer()
    yield "grad-cam", grad_cam(a, g)
    yield "hires-cam", hires_cam(a, g)
    yield "xgrad-cam", xgrad_cam(a, g)
    yield "layer-cam", relu(layer_cam(a, g))
    yield "grad-cam-positive", grad_cam_positive(a, g)
    yield "grad-cam-plus-plus", relu(grad_cam_plus_plus(a, g, "none"))
    yield "smooth-grad-cam-plus-plus", smooth_plus_plus(network)
    yield "grad-cam-elementwise", relu(a * g).sum(0)
    yield "shapley-cam", shapley(network)
    yield "eigen-cam", by_energy(component(a), a)
    yield "eigen-grad-cam", by_energy(component(a * g), a * g)
    yield "seg-eigen-cam", by_extreme(component(np.abs(g) * a))
    yield "kpca-cam", kernel_component(a)
    yield "fem", stands_out(a)
    yield "lafam", a.mean(0)
    yield "random", random_map(network, a)
    yield "finer", finer(network)
    yield "smooth", smooth(network)
    yield "refine", refined(network)
    yield "ensemble", (unit(relu(layer_cam(a, g))) + unit(relu(hires_cam(a, g)))) / 2
    yield "augment", np.mean([unit(grad_cam(*network.layer(network.image * f))) for f in (0.9, 1, 1.1)], 0)
    weights = head_weights(network, a)
    yield "cam", (weights[:, None, None] * a).sum(0)
    yield "deep-feature-factorization", concepts(network, a)
    if network.name == "vit":
        for method, options, map in networks.attention_maps_of(network.case, network.network, network.picture, network.target):
            if not options:
                yield method, map
