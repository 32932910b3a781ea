"""Runs the Python of docs/tutorials/my-network-my-boxes.md on a small network, as a reader would on theirs.

The file must be a network that camscope opens with gradients: the last lines print what `camscope inspect` says.
Run with a Python that has torch and onnxscript:  python3 tools/reference/tutorial_export.py
"""

import os
import re
import subprocess
import tempfile
from pathlib import Path

import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
page = (ROOT / "docs/tutorials/my-network-my-boxes.md").read_text()
(block,) = re.findall(r"```python\n(.*?)```", page, re.S)


def network():
    return nn.Sequential(
        *(nn.Conv2d(3, 8, 3, stride=2), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(8, 16, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 4)),
    )


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    torch.manual_seed(1)
    torch.save(network().state_dict(), "checkpoint.pt")
    exec(block, {"torch": torch, "model": network()})
    command = ["node", str(ROOT / "packages/cli/bin/camscope.cjs"), "inspect", "model.onnx"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
print(said)
assert "exact" in said and "4 classes" in said and "of any size" in said
