"""Attention rollout as jacobgil/vit-explain makes it of a slim vision transformer, for the preset `vit-explain`. It is in no package
registry: the script is given a checkout at 15a81d3.

Run with a Python that has timm 1.0.31 and opencv-python:  python3 tools/peers/with_vit_explain.py VIT_EXPLAIN
"""

import sys
from unittest.mock import patch

import torch
from fixture import Fixture, unit
from slim import Slim

GRID = 4, 6


def rollout(VITAttentionRollout, slim, **options):
    """Of a grid of any size: it takes grids for square."""
    explain = VITAttentionRollout(slim.network, attention_layer_name="attn_drop", **options)
    reshape = torch.Tensor.reshape
    as_grid = lambda tensor, *size: tensor.unflatten(0, GRID) if tensor.ndim == 1 else reshape(tensor, *size)
    # Its identity is of the type that is the default.
    torch.set_default_dtype(torch.float64)
    with patch("torch.Tensor.reshape", as_grid):
        map = explain(slim.image)
    torch.set_default_dtype(torch.float32)
    return map


def main(checkout):
    sys.path.insert(0, checkout)
    from vit_rollout import VITAttentionRollout

    fixture = Fixture("vit-explain", "vit-explain")
    for fusion in "mean", "max":
        slim = Slim("vit")
        map = rollout(VITAttentionRollout, slim, head_fusion=fusion)
        fixture.finished(slim.said(), "attention-rollout", "vit-explain", unit(map), headFusion=fusion)
    fixture.write()


if __name__ == "__main__":
    main(*sys.argv[1:])
