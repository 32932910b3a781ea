"""The raw maps of methods of attention by their definitions: attentions are [heads,T,T] of each block in order, g the gradients of
the class score to them, read the share of each token in what the head reads. Imported by networks.py.
"""

import numpy as np

FUSIONS = {"mean": np.mean, "max": np.max, "min": np.min}


def rollout(attentions, read, headFusion="mean", discardRatio=0.0, residual=True, normalise="rows"):
    """arXiv:2005.00928; what is discarded, and the division of columns, as vit-explain (vit_rollout.py, 1d68f22) does."""
    result = np.eye(attentions[0].shape[-1])
    for heads in attentions:
        fused = FUSIONS[headFusion](heads, axis=0)
        smallest = np.argsort(fused.ravel(), kind="stable")[: int(fused.size * discardRatio)]
        fused.flat[smallest[smallest != 0]] = 0
        flow = (fused + np.eye(len(fused)) * residual) / 2
        sums = flow.sum(-1)
        result = flow / (sums[:, None] if normalise == "rows" else sums) @ result
    return read @ result


def chefer(attentions, gradients, read):
    """arXiv:2103.15679, of attention of tokens to themselves."""
    relevance = np.eye(attentions[0].shape[-1])
    for heads, g in zip(attentions, gradients):
        relevance = relevance + np.maximum(g * heads, 0).mean(0) @ relevance
    return read @ relevance


def legrad(gradients):
    """arXiv:2404.03214: gradients of what the head makes of each block's own tokens, to that block's attention."""
    return np.mean([np.maximum(g, 0).mean((0, 1)) for g in gradients], axis=0)


def maps_of(attentions, gradients, own_gradients, read):
    """Numbers for each token [T], by method and options."""
    for options in (
        {},
        {"headFusion": "max"},
        {"headFusion": "min", "residual": False},
        {"headFusion": "mean", "discardRatio": 0.9, "normalise": "columns"},
    ):
        yield "attention-rollout", options, rollout(attentions, read, **options)
    yield "chefer", {}, chefer(attentions, gradients, read)
    yield "legrad", {}, legrad(own_gradients)
