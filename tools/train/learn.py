"""What every training here shares: seeds, the loop, scores."""

import json
import random
import time

import numpy as np
import torch
from torch import nn

from auroc import auroc


def seed_everything(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)


def learn(network, batches, epochs, rate, device="cpu", after_epoch=None, penalty=None):
    """Trains by binary cross-entropy of every label.

    `batches` has a length and gives (images, truth, *more); `penalty(*more)` is added to the loss of each.
    """
    network.to(device, memory_format=torch.channels_last)
    loss_of = nn.BCEWithLogitsLoss()
    optimiser = torch.optim.AdamW(decayed(network, 1e-2), rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, epochs=epochs, steps_per_epoch=len(batches))
    for epoch in range(epochs):
        network.train()
        start, total = time.time(), 0.0
        for images, truth, *more in batches:
            images = images.to(device, memory_format=torch.channels_last)
            loss = loss_of(network(images), truth.to(device))
            if penalty:
                loss = loss + penalty(*more)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}/{epochs}: loss {total / len(batches):.4f}, {time.time() - start:.0f} s", flush=True)
        if after_epoch:
            after_epoch()


def decayed(network, decay):
    """Weights of layers decay; scales and shifts do not."""
    parameters = [p for p in network.parameters() if p.requires_grad]
    return [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]


@torch.no_grad()
def logits_of(network, images, device="cpu", batch=64):
    """float32 [N,classes] for a tensor or an iterable of batches of images."""
    network.eval()
    parts = images.split(batch) if isinstance(images, torch.Tensor) else images
    return torch.cat([network(part.to(device)).cpu() for part in parts]).numpy()


def scores_by_label(labels, truth, logits):
    """AUROC, its interval and the counts for each label."""
    scores = {}
    for i, label in enumerate(labels):
        found = auroc(truth[:, i] > 0, logits[:, i])
        if found:
            area, low, high = found
            scores[label] = {
                "auroc": round(area, 4),
                "interval": [round(low, 4), round(high, 4)],
                "present": int((truth[:, i] > 0).sum()),
                "absent": int((truth[:, i] <= 0).sum()),
            }
    return scores


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
