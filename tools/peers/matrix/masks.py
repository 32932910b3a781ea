"""Methods that mask, by their definitions, one mask at a time; masks are drawn as camscope draws them."""

import numpy as np
import torch
import torch.nn.functional as F
from draws import Random
from network import unit, up
from scipy.stats import qmc


def raw_layer(network):
    kept = []
    network.logits(network.image, keep=kept)
    return kept[1].detach()


def seen(network, masks):
    """Scores of the image under masks [n,H,W]."""
    return torch.cat([network.score(network.image * torch.as_tensor(mask)) for mask in masks]).numpy()


def score_cam(network, channels=None):
    a, _ = network.layer()
    varying = np.argsort(-a.std((1, 2)), kind="stable")[:channels]
    used = [k for k in sorted(varying) if a[k].max() > a[k].min()]
    masks = [unit(large) for large in up(a[used], network.picture.shape[1:])]
    return (seen(network, masks)[:, None, None] * a[used]).sum(0)


def with_maps(network, maps):
    raw = raw_layer(network)
    return network.logits(network.image, lambda _: network.unmaps(maps, raw)).detach()[0, network.target]


def ablation_cam(network):
    a, _ = network.layer()
    maps = torch.from_numpy(a)
    whole = with_maps(network, maps)
    without = [with_maps(network, maps * (torch.arange(len(a)) != k)[:, None, None]) for k in range(len(a))]
    losses = np.array([((whole - score) / whole.abs()).item() for score in without])
    return (losses[:, None, None] * a).sum(0)


def recipro_cam(network):
    a, _ = network.layer()
    maps, raw = torch.from_numpy(a), raw_layer(network)
    score = lambda mask: network.score(network.image, lambda _: network.unmaps(maps * mask, raw)).item()
    places = torch.eye(a[0].size, dtype=torch.float64).view(-1, *a.shape[1:])
    return np.array([score(place) for place in places]).reshape(a.shape[1:])


def opti_cam(network, steps=5, rate=0.1):
    a = torch.from_numpy(np.maximum(network.layer()[0], 0))
    u = torch.zeros(len(a), dtype=torch.float64, requires_grad=True)
    optimizer, before = torch.optim.Adam([u], rate), -np.inf
    for _ in range(steps):
        large = up((u.softmax(0)[:, None, None] * a).sum(0, keepdim=True), network.picture.shape[1:])[0]
        value = network.logits(network.image * ((large - large.min()) / (large.max() - large.min())))[0, network.target]
        if value.item() < before:
            break
        before = value.item()
        optimizer.zero_grad()
        (-value).backward()
        optimizer.step()
    return (u.softmax(0)[:, None, None] * a).sum(0).detach().numpy()


def rise(network, count=32, cells=7, probability=0.5):
    draw, (height, width) = Random(0), network.picture.shape[1:]
    cell = -(-height // cells), -(-width // cells)
    total = 0
    for _ in range(count):
        grid = np.array([float(draw() < probability) for _ in range(cells**2)]).reshape(1, cells, cells)
        top, left = (int(draw() * side) for side in cell)
        large = up(grid, [(cells + 1) * side for side in cell])[0]
        mask = large[top : top + height, left : left + width].numpy()
        total = total + seen(network, [mask])[0] * mask
    return total / count / probability


def occlusion(network, window=16, stride=8):
    _, height, width = network.picture.shape
    whole, total, covered = seen(network, [np.ones((height, width))])[0], 0, 0
    for top in range(0, height - window + 1, stride):
        for left in range(0, width - window + 1, stride):
            hidden = np.zeros((height, width))
            hidden[top : top + window, left : left + window] = 1
            total = total + (whole - seen(network, [1 - hidden])[0]) * hidden
            covered = covered + hidden
    return total / covered


def cells_of(network, side):
    """Of each pixel, the cell of a grid that its centre lies in."""
    rows, columns = (((np.arange(n) + 0.5) * side / n).astype(int) for n in network.picture.shape[1:])
    return rows[:, None] * side + columns


def lime(network, samples=40, side=4, width=0.25, ridge=1):
    cells, draw = cells_of(network, side), Random(0)
    shown = np.array([[float(draw() < 0.5) for _ in range(side**2)] for _ in range(samples)])
    shown[0] = 1
    image = network.picture.astype(np.float64)
    means = np.stack([[channel[cells == k].mean() for k in range(side**2)] for channel in image])[:, cells]
    images = [image * row[cells] + means * (1 - row[cells]) for row in shown]
    scores = torch.cat([network.score(torch.from_numpy(x)[None]) for x in images]).numpy()
    distances = 1 - np.sqrt(shown.mean(1))
    weights = np.exp(-(distances**2) / (2 * width**2))
    centred = shown - np.average(shown, 0, weights)
    values = scores - np.average(scores, weights=weights)
    solved = np.linalg.solve(centred.T @ (weights[:, None] * centred) + ridge * np.eye(side**2), centred.T @ (weights * values))
    return solved[cells]


def coalitions(players, samples):
    draw, found = Random(0), []
    shares = np.array([1 / (size * (players - size)) for size in range(1, players)])
    while len(found) < samples:
        size = 1 + int(np.searchsorted(np.cumsum(shares), draw() * shares.sum(), side="right"))
        order = list(range(players))
        for i in range(size):
            j = i + int(draw() * (players - i))
            order[i], order[j] = order[j], order[i]
        inside = np.isin(np.arange(players), order[:size]).astype(float)
        found += [inside, 1 - inside]
    return np.array(found[:samples])


def kernel_shap(network, samples=40, side=4):
    cells, shown = cells_of(network, side), coalitions(side**2, samples)
    whole, nothing = seen(network, [np.ones(cells.shape), np.zeros(cells.shape)])
    values = seen(network, [row[cells] for row in shown]) - nothing
    # The last coefficient is what is left of the sum.
    rest = shown[:, :-1] - shown[:, -1:]
    first = np.linalg.lstsq(rest, values - shown[:, -1] * (whole - nothing), rcond=None)[0]
    return np.append(first, whole - nothing - first.sum())[cells]


def feature_ablation(network, side=4):
    cells = cells_of(network, side)
    whole = seen(network, [np.ones(cells.shape)])[0]
    return np.array([whole - seen(network, [(cells != k).astype(float)])[0] for k in range(side**2)])[cells]


def sobol(network, side=3, designs=4):
    cells, n = cells_of(network, side), side**2
    points = qmc.Sobol(2 * n, scramble=False).random(designs + 1)[1:]
    a, b = points[:, :n], points[:, n:]
    of = lambda grids: seen(network, [grid[cells] for grid in grids])
    at_a, at_b = of(a), of(b)
    spread = np.concatenate([at_a, at_b]).var(ddof=1)
    mixed = [of(np.where(np.arange(n) == k, b, a)) for k in range(n)]
    return np.array([((at_a - one) ** 2).sum() / (2 * designs * spread) for one in mixed]).reshape(side, side)


def hsic(network, side=4, count=40):
    cells, draw = cells_of(network, side), Random(0)
    grids = np.zeros((count, side**2))
    for cell in range(side**2):
        order = list(range(count))
        for i in range(count):
            j = i + int(draw() * (count - i))
            order[i], order[j] = order[j], order[i]
        grids[order[: count // 2], cell] = 1
    scores = seen(network, [grid[cells] for grid in grids])
    apart = np.abs(scores[:, None] - scores)
    width = np.median(apart[np.tril_indices(count, -1)])
    centre = np.eye(count) - 1 / count
    likeness = centre @ np.exp(-(apart**2) / (2 * width**2)) @ centre
    agree = lambda column: 0.5 + (column[:, None] == column)
    return np.array([(agree(grid) * likeness).sum() / count for grid in grids.T]).reshape(side, side)


def maps_of(network):
    yield "score-cam", score_cam(network)
    yield "faster-score-cam", score_cam(network, 4)
    yield "ablation-cam", ablation_cam(network)
    yield "recipro-cam", recipro_cam(network)
    yield "opti-cam", opti_cam(network)
    yield "rise", rise(network)
    yield "occlusion", occlusion(network)
    yield "lime", lime(network)
    yield "kernel-shap", kernel_shap(network)
    yield "feature-ablation", feature_ablation(network)
    yield "sobol", sobol(network)
    yield "hsic", hsic(network)
