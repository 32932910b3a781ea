"""What methods that mask a layer make of patches, by their definitions in float64 PyTorch: the tokens before them stay as they are, and
the network runs whole for each mask. pytorch-grad-cam's AblationLayerVit changes all tokens, so it is no reference here.

Run with a Python that has torch 2.14 and timm 1.0.31:  python3 tools/peers/token_masks.py
"""

import torch
from fixture import Fixture
from slim import Slim


def scores(slim, keep):
    """Softmax and logit of the target class, of each mask [1 or K,1 or h,1 or w] of the layer's maps."""
    found = []
    for mask in keep:
        handle = slim.layer.register_forward_hook(lambda _module, _inputs, maps: maps * mask)
        with torch.no_grad():
            logits = slim.network(slim.image)[0]
        handle.remove()
        found.append(torch.stack([logits.softmax(0)[slim.target], logits[slim.target]]))
    return torch.stack(found).T


def activations(slim):
    kept = []
    handle = slim.layer.register_forward_hook(lambda _module, _inputs, maps: kept.append(maps[0]))
    with torch.no_grad():
        slim.network(slim.image)
    handle.remove()
    return kept[0]


def ablation_cam(slim):
    a = activations(slim)
    (score,) = scores(slim, [torch.ones(1, 1, 1)])[1]
    without = scores(slim, 1 - torch.eye(len(a))[:, :, None, None])[1]
    return torch.einsum("k,khw->hw", (score - without) / score.abs(), a)


def recipro_cam(slim, grid, spread):
    height, width = grid
    masks = torch.zeros(height * width, 1, height, width)
    for i in range(height * width):
        row, column = divmod(i, width)
        for y in range(max(row - 1, 0), min(row + 2, height)):
            for x in range(max(column - 1, 0), min(column + 2, width)):
                near = (2 - abs(y - row)) * (2 - abs(x - column)) / 16
                masks[i, 0, y, x] = near if spread == "gaussian" else float((y, x) == (row, column))
    return scores(slim, masks)[0].reshape(grid)


def main():
    fixture = Fixture("token-masks", f"PyTorch {torch.__version__.split('+')[0]}")
    for name, prefix in {"vit": 1, "vit-registers": 3, "vit-mean-pooled": 0}.items():
        slim = Slim(name).patches_as_maps(prefix, (4, 6))
        fixture.raw(slim.said(), "ablation-cam", None, ablation_cam(slim)[None])
        for spread in "none", "gaussian":
            map = recipro_cam(slim, (4, 6), spread)[None]
            fixture.raw(slim.said(), "recipro-cam", None, map, spread=spread, scoreSpace="softmax")
    fixture.write()


if __name__ == "__main__":
    main()
