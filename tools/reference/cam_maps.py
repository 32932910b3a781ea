"""The raw maps of gradient CAMs by their definitions, in NumPy: a [K,h,w] are the activations of a layer, g the gradient
of the class score to them. Imported by networks.py.
"""

import numpy as np
import torch
import torch.nn.functional as F


def grad_cam(a, g):
    return (g.mean((1, 2), keepdims=True) * a).sum(0)


def hires_cam(a, g):
    return (g * a).sum(0)


def layer_cam(a, g):
    return (relu(g) * a).sum(0)


def xgrad_cam(a, g):
    total = a.sum((1, 2), keepdims=True)
    weights = divided((a * g).sum((1, 2), keepdims=True), total)
    return (weights * a).sum(0)


def grad_cam_positive(a, g):
    return (((a > 0) * relu(g)).mean((1, 2), keepdims=True) * a).sum(0)


def grad_cam_plus_plus(a, g, alpha_normalisation):
    alpha = divided(g**2, 2 * g**2 + g**3 * a.sum((1, 2), keepdims=True))
    if alpha_normalisation == "authors":
        alpha = divided(alpha, alpha.sum((1, 2), keepdims=True))
    return ((alpha * relu(g)).sum((1, 2), keepdims=True) * a).sum(0)


def guided_grad_cam(guided, cam):
    """Guided Backprop times Grad-CAM, the latter in [0, 1] and upsampled between pixel centres."""
    cam = relu(cam)
    normal = divided(cam - cam.min(), cam.max() - cam.min())
    size = guided.shape[1:]
    up = F.interpolate(torch.from_numpy(normal)[None, None], size=size, mode="bilinear", align_corners=False)
    return guided * up[0].numpy()


def relu(x):
    return np.maximum(x, 0)


def divided(a, b):
    """a / b, and 0 where b is 0."""
    return np.where(b == 0, 0, a / np.where(b == 0, 1, b))


def maps_of(a, g, early):
    """The raw maps [h,w] of one layer, by method and options."""
    signed = {"relu": False}
    yield "grad-cam", signed, grad_cam(a, g)
    yield "hires-cam", signed, hires_cam(a, g)
    yield "xgrad-cam", signed, xgrad_cam(a, g)
    yield "layer-cam", {}, relu(layer_cam(a, g))
    yield "grad-cam-positive", {}, grad_cam_positive(a, g)
    yield "grad-cam-plus-plus", {"alphaNormalisation": "none"}, relu(grad_cam_plus_plus(a, g, "none"))
    # Alpha has a pole where the gradient times the sum of the map is -2. No weight reads it there, but the sum over
    # places does, and is then no number that float32 could be held to: with gradients of both signs, left out.
    if not early:
        yield "grad-cam-plus-plus", {"alphaNormalisation": "authors"}, relu(grad_cam_plus_plus(a, g, "authors"))
