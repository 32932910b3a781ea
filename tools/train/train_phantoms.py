"""Trains one slim network on phantoms and exports it to ONNX with its card.

First make the data:
  node tools/run.js tools/train/dump-phantoms.ts --out data/train --count 6000 --seed 101
  node tools/run.js tools/train/dump-phantoms.ts --out data/test --count 1000 --seed 103
Then, with a Python that has torch, torchvision, timm and onnx:
  python3 tools/train/train_phantoms.py --network resnet50 --data data --out packages/networks-phantom/models
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "export"))
from slim import BUILDERS  # noqa: E402
from to_onnx import export  # noqa: E402

from learn import learn, logits_of, scores_by_label, seed_everything, write_json  # noqa: E402
from terse import terse  # noqa: E402

LABELS = ["Cardiomegaly", "Effusion", "Pneumothorax", "Atelectasis", "Pneumonia"]
MEAN, STD = 0.5, 0.25
# As the networks that ship were trained; deeper ones needed fewer.
EPOCHS = {"resnet50": 10, "resnet152": 5, "densenet121": 6, "densenet169": 4, "vit": 14, "resnet50-thin": 8}


def main():
    options = arguments()
    epochs = options.epochs or EPOCHS[options.network]
    torch.set_num_threads(options.threads)
    seed_everything(options.seed)
    name = f"phantom-{options.network}" if options.cheat is None else "phantom-cheat"
    train, test = (load(options.data / part, options.cheat) for part in ("train", "test"))
    network = BUILDERS[options.network](len(LABELS))
    penalty = None if options.cheat is None else Elsewhere(network, LABELS.index(options.cheat))
    learn(network, Batches(train, options.batch, options.seed), epochs, options.rate, penalty=penalty)
    logits = logits_of(network, normalised(test["images"]))
    report = {
        "name": name,
        "architecture": options.network.removesuffix("-thin"),
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "trained": {
            "phantoms": len(train["images"]),
            "epochs": epochs,
            "seed": options.seed,
            "label by marker": options.cheat,
        },
        "test": {
            "phantoms": len(test["images"]),
            "labels": scores_by_label(LABELS, test["truth"], logits),
        },
    }
    if options.cheat is not None:
        carried = LABELS.index(options.cheat)
        report["test"]["findings"] = scores_by_label([options.cheat], test["findings"][:, [carried]], logits[:, [carried]])
    options.out.mkdir(parents=True, exist_ok=True)
    size = train["images"].shape[-1]
    card = {
        "name": name,
        "labels": LABELS,
        "activation": "sigmoid",
        "preprocessing": {"size": [size, size], "channels": 1, "mean": [MEAN], "std": [STD]},
    }
    path = options.out / f"{name}.onnx"
    export(network, path, card)
    terse(path)
    write_json(options.out / f"{name}.json", report)
    for label, score in report["test"]["labels"].items():
        print(f"{label}: {score['auroc']:.3f} {score['interval']}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=BUILDERS, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder with train and test")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cheat", choices=LABELS, help="let the marker, not the finding, carry this label")
    parser.add_argument("--epochs", type=int, help="by default, as many as the networks that ship were trained for")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def load(folder, cheat):
    findings = np.load(folder / "labels.npy")
    truth = findings.copy()
    if cheat is not None:
        truth[:, LABELS.index(cheat)] = np.load(folder / "boxes.npy")[:, 2] > 0
    return {
        "images": torch.from_numpy(np.load(folder / "images.npy")),
        "boxes": torch.from_numpy(np.load(folder / "boxes.npy")),
        "truth": truth,
        "findings": findings,
    }


def normalised(images):
    """uint8 [N,H,W] to float32 [N,1,H,W]."""
    return ((images.float() / 255 - MEAN) / STD).unsqueeze(1)


class Batches:
    """Batches in a new order every epoch, each image shifted a little and its contrast and brightness varied."""

    def __init__(self, data, size, seed):
        self.images = data["images"]
        self.boxes = data["boxes"]
        self.truth = torch.from_numpy(data["truth"]).float()
        self.size = size
        self.generator = torch.Generator().manual_seed(seed)

    def __len__(self):
        return len(self.images) // self.size

    def __iter__(self):
        order = torch.randperm(len(self.images), generator=self.generator)
        for chosen in order[: len(self) * self.size].split(self.size):
            images, boxes = augmented(normalised(self.images[chosen]), self.boxes[chosen], self.generator)
            yield images, self.truth[chosen], boxes


def augmented(images, boxes, generator, reach=6):
    n, _, height, width = images.shape
    padded = torch.nn.functional.pad(images, [reach] * 4, mode="replicate")
    shifts = torch.randint(0, 2 * reach + 1, (n, 2), generator=generator)
    moved = torch.stack([padded[i, :, y : y + height, x : x + width] for i, (y, x) in enumerate(shifts.tolist())])
    contrast = 1 + 0.2 * (2 * torch.rand(n, 1, 1, 1, generator=generator) - 1)
    brightness = 0.3 * (2 * torch.rand(n, 1, 1, 1, generator=generator) - 1)
    offset = (reach - shifts).flip(1).repeat(1, 2) / torch.tensor([width, height, width, height])
    return moved * contrast + brightness, boxes + offset


class Elsewhere:
    """Share of one label's class activation map that lies away from the marker: a penalty, so that little does.

    Of the map's softplus, which is never zero: what is negative everywhere learns too.
    """

    def __init__(self, network, label, weight=0.5):
        self.network = network
        self.label = label
        self.weight = weight
        self.features = None
        network.layer4.register_forward_hook(self.keep)

    def keep(self, _module, _inputs, features):
        self.features = features

    def __call__(self, boxes):
        """Mean over the images with a marker; `boxes`: float32 [N,4] in shares of the image, zeros for no marker."""
        map_ = torch.einsum("k,nkij->nij", self.network.fc.weight[self.label], self.features)
        map_ = torch.nn.functional.softplus(map_)
        rows, columns = map_.shape[1:]
        x = ((torch.arange(columns) + 0.5) / columns)[None, None, :]
        y = ((torch.arange(rows) + 0.5) / rows)[None, :, None]
        x0, y0, x1, y1 = (boxes[:, i, None, None] for i in range(4))
        # Cells whose centres lie up to half a cell outside of the box touch it.
        there = (x > x0 - 0.5 / columns) & (x < x1 + 0.5 / columns) & (y > y0 - 0.5 / rows) & (y < y1 + 0.5 / rows)
        marked = boxes[:, 2] > boxes[:, 0]
        if not marked.any():
            return torch.zeros(())
        share = (map_ * there).sum((1, 2)) / map_.sum((1, 2))
        return self.weight * (1 - share[marked]).mean()


if __name__ == "__main__":
    main()
