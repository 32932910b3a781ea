"""Trains or fine-tunes a network on NIH ChestX-ray14, given its folder, and exports it to ONNX with its card.

  python3 tools/train/train_chestxray14.py --images ChestXray-NIHCC --labels Data_Entry_2017_v2020.csv \\
      --train-list train_val_list.txt --test-list test_list.txt \\
      --network densenet121 --weights imagenet --device cuda --out densenet121.onnx

Patients of the test list are in no training batch, and a tenth of the other patients choose the best epoch. `slim-…` are
the small networks of slim.py.
"""

import argparse
import csv
import random
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models, transforms

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "export"))
from slim import BUILDERS  # noqa: E402
from to_onnx import export  # noqa: E402

from learn import learn, logits_of, scores_by_label, seed_everything, write_json  # noqa: E402

FINDINGS = ["Cardiomegaly", "Effusion", "Pneumothorax", "Atelectasis", "Pneumonia"]
FULL = ["resnet50", "resnet152", "densenet121", "densenet169"]
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    seed_everything(options.seed)
    findings = options.findings.split(",")
    rows = read_rows(options.labels, index_images(options.images), findings)
    train, validation, test = split(rows, options)
    print(f"{len(train)} images to train on, {len(validation)} to choose the epoch, {len(test)} to test")
    network = build(options, len(findings))
    channels = 1 if options.network.startswith("slim-") else 3
    loader = lambda part, training: DataLoader(
        Images(part, options.size, channels, training),
        options.batch,
        shuffle=training,
        drop_last=training,
        num_workers=options.workers,
        generator=torch.Generator().manual_seed(options.seed),
    )
    batches = loader(train, True)

    def scored(part):
        logits = logits_of(network, (images for images, _ in loader(part, False)), options.device)
        return scores_by_label(findings, np.stack([row["truth"] for row in part]), logits)

    best = {"mean": -1.0}

    def after_epoch():
        areas = [score["auroc"] for score in scored(validation).values()]
        mean = float(np.mean(areas)) if areas else 0.0
        print(f"validation: mean AUROC {mean:.4f}", flush=True)
        if mean > best["mean"]:
            best.update(mean=mean, state={name: value.cpu().clone() for name, value in network.state_dict().items()})

    learn(network, batches, options.epochs, options.rate, options.device, after_epoch)
    network.load_state_dict(best["state"])
    report = {"network": options.network, "validation": best["mean"], "test": scored(test)}
    write_json(options.out.with_suffix(".json"), report)
    torch.save(network.state_dict(), options.out.with_suffix(".pt"))
    card = {
        "name": options.out.stem,
        "labels": findings,
        "activation": "sigmoid",
        "preprocessing": {
            "size": [options.size, options.size],
            "channels": channels,
            "mean": MEAN[:channels],
            "std": STD[:channels],
        },
    }
    export(network, options.out, card)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, required=True, help="flat, or with images_001 … images_012")
    parser.add_argument("--labels", type=Path, required=True, help="Data_Entry_2017_v2020.csv")
    parser.add_argument("--train-list", type=Path, help="train_val_list.txt; all other images by default")
    parser.add_argument("--test-list", type=Path, required=True, help="test_list.txt")
    parser.add_argument("--network", choices=FULL + [f"slim-{name}" for name in BUILDERS], required=True)
    parser.add_argument("--weights", default="imagenet", help="imagenet, none, or a state dict of torchvision's network")
    parser.add_argument("--findings", default=",".join(FINDINGS), help="joined by commas, in the data's spelling")
    parser.add_argument("--out", type=Path, required=True, help="the ONNX file; .pt and .json are written beside it")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--workers", type=int, default=0, help="processes that read images")
    return parser.parse_args()


def index_images(folder):
    return {path.stem: path for path in folder.rglob("*") if path.suffix.lower() in (".png", ".jpg", ".jpeg")}


def read_rows(path, images, findings):
    """The labelled images that are in the folder."""
    rows = []
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            name = row["Image Index"]
            present = row["Finding Labels"].split("|")
            image = images.get(Path(name).stem)
            if image is not None:
                truth = np.array([finding in present for finding in findings], np.float32)
                rows.append({"name": name, "patient": row["Patient ID"], "image": image, "truth": truth})
    if not rows:
        raise SystemExit(f"None of the images in {path} is in the folder")
    return rows


def split(rows, options):
    """Training, validation and test, with no patient in two of them."""
    tested = names_in(options.test_list)
    trained = names_in(options.train_list) if options.train_list else {row["name"] for row in rows} - tested
    test = [row for row in rows if row["name"] in tested]
    patients_of_test = {row["patient"] for row in test}
    rest = [row for row in rows if row["name"] in trained and row["patient"] not in patients_of_test]
    patients = sorted({row["patient"] for row in rest})
    random.Random(options.seed).shuffle(patients)
    chosen = set(patients[: max(1, len(patients) // 10)])
    train = [row for row in rest if row["patient"] not in chosen]
    validation = [row for row in rest if row["patient"] in chosen]
    if not (train and validation and test):
        raise SystemExit(f"{len(train)} images to train on, {len(validation)} to validate, {len(test)} to test: too few")
    return train, validation, test


def names_in(path):
    return set(path.read_text(encoding="utf-8").split())


def build(options, classes):
    """The network with a head of its own for these findings."""
    if options.network.startswith("slim-"):
        return BUILDERS[options.network.removeprefix("slim-")](classes)
    build_full = getattr(models, options.network)
    network = build_full(weights="DEFAULT" if options.weights == "imagenet" else None)
    if options.weights not in ("imagenet", "none"):
        network.load_state_dict(torch.load(options.weights, map_location="cpu", weights_only=True))
    head = "fc" if options.network.startswith("resnet") else "classifier"
    setattr(network, head, nn.Linear(getattr(network, head).in_features, classes))
    return network


class Images(Dataset):
    """Grey radiographs, normalised; in training turned, cropped and brightened a little, but never mirrored."""

    def __init__(self, rows, size, channels, training):
        varied = [
            transforms.RandomAffine(7, translate=(0.04, 0.04), scale=(0.93, 1.07)),
            transforms.ColorJitter(brightness=0.15, contrast=0.15),
        ]
        self.rows = rows
        self.channels = channels
        self.transform = transforms.Compose(
            [
                transforms.Resize((size, size)),
                *(varied if training else []),
                transforms.ToTensor(),
            ]
        )

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row = self.rows[index]
        with Image.open(row["image"]) as image:
            grey = self.transform(image.convert("L")).expand(self.channels, -1, -1)
        return transforms.functional.normalize(grey, MEAN[: self.channels], STD[: self.channels]), torch.from_numpy(row["truth"])


if __name__ == "__main__":
    main()
