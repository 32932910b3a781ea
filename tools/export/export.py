"""Exports a trained PyTorch network to ONNX, with the card that camscope reads. See README.md beside this file.

  python3 tools/export/export.py torchvision --architecture densenet121 --checkpoint chest.pt \\
      --labels Atelectasis,Cardiomegaly,Effusion --out chest.onnx
  python3 tools/export/export.py timm --architecture resnet50.a1_in1k --checkpoint chest.pth --labels No,Yes \\
      --activation softmax --out chest.onnx
  python3 tools/export/export.py torchxrayvision --weights densenet121-res224-all --out xrv.onnx
"""

import argparse
from importlib import import_module
from pathlib import Path

import torch

from to_onnx import export

IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}


def main():
    options = arguments()
    network, card = SOURCES[options.source](options)
    card["name"] = options.name or card["name"]
    export(network, options.out, card, options.opset)
    print(f"{options.out}: {card['name']}, {len(card['labels'])} labels")


def from_torchvision(options):
    models = needed("torchvision.models", "torchvision")
    if not hasattr(models, options.architecture):
        raise SystemExit(f"torchvision has no '{options.architecture}'")
    state = state_of(options.checkpoint)
    network = getattr(models, options.architecture)(weights=None, num_classes=classes_in(state))
    stem = next(value for value in state.values() if value.ndim == 4)
    if stem.shape[1] == 1:
        grey_stem(network)
    network.load_state_dict(state)
    return network, card_of(options, 1 if stem.shape[1] == 1 else 3, IMAGENET, (224, 224))


def from_timm(options):
    timm = needed("timm", "timm")
    state = state_of(options.checkpoint)
    stem = next(value for value in state.values() if value.ndim == 4)
    network = timm.create_model(
        options.architecture, pretrained=False, num_classes=classes_in(state), in_chans=stem.shape[1]
    )
    network.load_state_dict(state)
    config = timm.data.resolve_model_data_config(network)
    defaults = {"mean": list(config["mean"]), "std": list(config["std"])}
    return network, card_of(options, stem.shape[1], defaults, config["input_size"][1:])


def from_torchxrayvision(options):
    models = needed("torchxrayvision.models", "torchxrayvision")
    kind = models.ResNet if options.weights.startswith("resnet") else models.DenseNet
    network = kind(weights=options.weights)
    # The raw logits: the library's calibration squashes them about each label's operating point.
    network.op_threshs = None
    network.apply_sigmoid = False
    # Outputs that were not trained have no name.
    labels = [label or f"untrained {i}" for i, label in enumerate(network.pathologies)]
    size = 512 if "res512" in options.weights else 224
    preprocessing = {"size": [size, size], "channels": 1, "fit": "centre-crop", "range": [-1024, 1024]}
    name = f"torchxrayvision-{options.weights}"
    return network, {"name": name, "labels": labels, "activation": "sigmoid", "preprocessing": preprocessing}


SOURCES = {"torchvision": from_torchvision, "timm": from_timm, "torchxrayvision": from_torchxrayvision}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sources = parser.add_subparsers(dest="source", required=True)
    for source in SOURCES:
        command = sources.add_parser(source)
        command.add_argument("--out", type=Path, required=True)
        command.add_argument("--name", help="name in tables")
        command.add_argument("--opset", type=int, default=13)
        if source == "torchxrayvision":
            command.add_argument("--weights", required=True, help="such as densenet121-res224-all")
            continue
        command.add_argument("--architecture", required=True)
        command.add_argument("--checkpoint", type=Path, required=True)
        command.add_argument("--labels", required=True, help="one for each output, joined by commas")
        command.add_argument("--activation", choices=["sigmoid", "softmax", "none"], default="sigmoid")
        command.add_argument("--size", type=int, nargs=2, metavar=("HEIGHT", "WIDTH"))
        command.add_argument("--fit", choices=["stretch", "centre-crop"], default="stretch")
        command.add_argument("--mean", type=float, nargs="+", help="of pixels in [0, 1]; ImageNet's by default")
        command.add_argument("--std", type=float, nargs="+")
    return parser.parse_args()


def needed(module, package):
    try:
        return import_module(module)
    except ImportError as error:
        raise SystemExit(f"{package} is not installed ({error}): pip install {package}") from error


def state_of(path):
    """The weights in a checkpoint, whatever lies around them; nothing in it is executed."""
    content = torch.load(path, map_location="cpu", weights_only=True)
    for key in ("state_dict", "model", "model_state_dict"):
        if isinstance(content.get(key), dict):
            content = content[key]
    for prefix in ("module.", "model."):
        if all(name.startswith(prefix) for name in content):
            content = {name[len(prefix) :]: value for name, value in content.items()}
    return content


def classes_in(state):
    """Outputs of the last layer."""
    return list(value for value in state.values() if value.ndim == 2)[-1].shape[0]


def grey_stem(network):
    """Makes the first convolution take one channel."""
    for name, module in network.named_modules():
        if isinstance(module, torch.nn.Conv2d):
            module.in_channels = 1
            module.weight = torch.nn.Parameter(module.weight[:, :1].detach().clone())
            return
    raise SystemExit("The network has no convolution")


def card_of(options, channels, defaults, size):
    grey = channels == 1
    mean = options.mean or (defaults["mean"][:1] if grey else defaults["mean"])
    std = options.std or (defaults["std"][:1] if grey else defaults["std"])
    preprocessing = {
        "size": list(options.size or size),
        "channels": channels,
        "fit": options.fit,
        "mean": mean,
        "std": std,
    }
    return {
        "name": options.architecture,
        "labels": options.labels.split(","),
        "activation": options.activation,
        "preprocessing": preprocessing,
    }


if __name__ == "__main__":
    main()
