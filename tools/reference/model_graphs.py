"""Writes the slim networks on which packages/models-* are tested: torchvision's and timm's own classes with a few channels
and random weights, exported with 64 x 64 images.

Run with a Python that has torch 2.14, torchvision, timm, onnx and onnxscript:  python3 tools/reference/model_graphs.py
Those of models-resnet, models-densenet and models-generic are by torch 1.13, which is kept to: name the packages to write.
"""

import gzip
import io
import sys
import warnings
from pathlib import Path

import onnx
import slim_networks as slim
import torch
from torch import nn
from torch.onnx import TrainingMode
from torchvision import models
from torchvision.models import DenseNet, MobileNetV2, ResNet
from torchvision.models.convnext import CNBlockConfig
from torchvision.models.efficientnet import FusedMBConvConfig, MBConvConfig, _efficientnet_conf
from torchvision.models.mobilenetv3 import _mobilenet_v3_conf
from torchvision.models.regnet import BlockParams
from torchvision.models.resnet import Bottleneck
from torchvision.ops.misc import Conv2dNormActivation

PACKAGES = Path(__file__).resolve().parents[2] / "packages"


class SlimResNet(ResNet):
    """torchvision's ResNet with a channel in place of 64, and 4 after the stem."""

    def __init__(self, layers, **options):
        super().__init__(Bottleneck, layers, num_classes=5, **options)
        self.conv1 = nn.Conv2d(3, 4, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.fc = nn.Linear(32, 5)

    def _make_layer(self, block, planes, *arguments, **options):
        self.inplanes = 4 if planes == 64 else self.inplanes
        return super()._make_layer(block, planes // 64, *arguments, **options)


class SlimVgg(nn.Module):
    """Convolutions, an adaptive pool and a flattening head, as in torchvision's VGG."""

    def __init__(self):
        super().__init__()
        steps = [3, 4, "pool", 6, "pool", 8, 8, "pool"]
        self.features = nn.Sequential(*vgg_layers(steps))
        self.avgpool = nn.AdaptiveAvgPool2d(4)
        self.classifier = nn.Sequential(nn.Linear(8 * 16, 5))

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


def vgg_layers(steps):
    channels = steps[0]
    for step in steps[1:]:
        if step == "pool":
            yield nn.MaxPool2d(2)
        else:
            yield nn.Conv2d(channels, step, 3, padding=1)
            yield nn.ReLU()
            channels = step


def slim_densenet():
    return DenseNet(growth_rate=2, block_config=(2, 3, 4, 2), num_init_features=4, bn_size=2, num_classes=5)


class ChannelsLast(nn.Module):
    """An operator of images in a network whose tensors are [N,H,W,C], as Keras exports them."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


class PairedDenseNet(nn.Module):
    """A DenseNet without bottlenecks that joins each layer's output to its input, on either side, along any axis."""

    def __init__(self, block_config, wrap=lambda inner: inner, axis=1, newest_first=False):
        super().__init__()
        self.axis, self.newest_first = axis, newest_first
        self.stem = wrap(nn.Conv2d(3, 4, 3, stride=4))
        channels, blocks = 4, []
        for count in block_config:
            layers = [wrap(nn.Conv2d(channels + 2 * i, 2, 3, padding=1)) for i in range(count)]
            channels += 2 * count
            blocks.append(nn.ModuleList(layers))
        self.blocks = nn.ModuleList(blocks)
        wide = [4 + 2 * sum(block_config[: i + 1]) for i in range(len(block_config) - 1)]
        halves = [nn.Sequential(nn.Conv2d(width, width, 1), nn.AvgPool2d(2)) for width in wide]
        self.transitions = nn.ModuleList([wrap(half) for half in halves])
        self.classifier = nn.Linear(channels, 5)

    def forward(self, x):
        x = self.stem(x)
        for i, block in enumerate(self.blocks):
            if i > 0:
                x = self.transitions[i - 1](torch.relu(x))
            for layer in block:
                added = layer(torch.relu(x))
                x = torch.cat([added, x] if self.newest_first else [x, added], self.axis)
        spatial = (2, 3) if self.axis == 1 else (1, 2)
        return self.classifier(torch.relu(x).mean(spatial))


class OneShot(nn.Module):
    """Blocks that join all their layers once, each of which reads only the one before it (VoVNet, arXiv:1904.09730)."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, stride=4)
        self.layers = nn.ModuleList([nn.Conv2d(4, 4, 3, padding=1) for _ in range(6)])
        self.transition = nn.Sequential(nn.Conv2d(16, 4, 1), nn.AvgPool2d(2))
        self.classifier = nn.Linear(16, 5)

    def forward(self, x):
        x = self.block(self.stem(x), self.layers[:3])
        x = self.block(self.transition(x), self.layers[3:])
        return self.classifier(torch.relu(x).mean((2, 3)))

    def block(self, x, layers):
        parts = [x]
        for layer in layers:
            parts.append(layer(torch.relu(parts[-1])))
        return torch.cat(parts, 1)


def slim_mobilenet():
    network = MobileNetV2(width_mult=0.1, inverted_residual_setting=[[1, 4, 1, 1], [2, 4, 2, 2], [2, 8, 2, 2]])
    network.features[-1] = Conv2dNormActivation(8, 16, kernel_size=1, activation_layer=nn.ReLU6)
    network.classifier = nn.Linear(16, 5)
    return network


def mobilenet_v2():
    network = MobileNetV2(width_mult=0.1, round_nearest=4, num_classes=5)
    network.features[-1] = Conv2dNormActivation(network.features[-1][0].in_channels, 16, kernel_size=1)
    network.features[-1][2] = nn.ReLU6()
    network.classifier = nn.Linear(16, 5)
    return network


def mobilenet_v3_small():
    settings, _ = _mobilenet_v3_conf("mobilenet_v3_small", width_mult=0.4)
    return models.MobileNetV3(settings, last_channel=16, num_classes=5)


def mnasnet1_0():
    """Every layer of the published one, with fewer channels inside: the names of its widths are kept by those between."""
    network = models.MNASNet(0.1, num_classes=5)
    network.layers[14] = nn.Conv2d(network.layers[14].in_channels, 16, 1, bias=False)
    network.layers[15] = nn.BatchNorm2d(16)
    network.classifier = nn.Linear(16, 5)
    return network


def efficientnet_b0():
    settings, _ = _efficientnet_conf("efficientnet_b0", width_mult=0.1, depth_mult=1.0)
    return models.EfficientNet(settings, dropout=0.2, last_channel=16, num_classes=5)


def efficientnet_v2():
    settings = [
        FusedMBConvConfig(1, 3, 1, 4, 4, 2),
        FusedMBConvConfig(2, 3, 2, 4, 8, 2),
        MBConvConfig(2, 3, 2, 8, 12, 2),
    ]
    return models.EfficientNet(settings, dropout=0.2, last_channel=16, num_classes=5)


def convnext_tiny():
    blocks = [CNBlockConfig(4, 8, 3), CNBlockConfig(8, 12, 3), CNBlockConfig(12, 16, 9), CNBlockConfig(16, None, 3)]
    return models.ConvNeXt(blocks, num_classes=5)


def convnextv2():
    from timm.models.convnext import ConvNeXt

    return ConvNeXt(num_classes=5, depths=(2, 2, 6, 2), dims=(4, 8, 12, 16), use_grn=True, ls_init_value=None)


def vgg16_bn():
    return slim.divided(lambda: models.vgg16_bn(num_classes=5, init_weights=False), 64)


def small_vgg(network):
    """A head for 64 x 64 images."""
    network.avgpool = nn.Identity()
    network.classifier = nn.Linear(8 * 4, 5)
    return network


def inception_v3():
    options = {"aux_logits": False, "transform_input": False, "init_weights": False}
    return slim.divided(lambda: models.Inception3(num_classes=5, **options), 32)


def googlenet():
    options = {"aux_logits": False, "transform_input": False, "init_weights": False}
    return slim.divided(lambda: models.GoogLeNet(num_classes=5, **options), 16)


def regnet_y_400mf():
    params = BlockParams([1, 3, 6, 6], [4, 8, 12, 16], [4, 4, 4, 4], [1.0] * 4, [2] * 4, se_ratio=0.25)
    return models.RegNet(params, num_classes=5, stem_width=4)


FAMILIES = {
    "models-efficientnet": {
        "mobilenet-v2": mobilenet_v2,
        "mobilenet-v3-small": mobilenet_v3_small,
        "mnasnet": mnasnet1_0,
        "efficientnet-b0": efficientnet_b0,
        "efficientnet-v2": efficientnet_v2,
    },
    "models-convnext": {"convnext-tiny": convnext_tiny, "convnextv2": convnextv2},
    "models-vgg": {"vgg16-bn": lambda: small_vgg(vgg16_bn())},
    "models-inception": {"inception-v3": inception_v3, "googlenet": googlenet},
    "models-regnet": {"regnet-y-400mf": regnet_y_400mf},
}
# Also by the exporter that reads programs of torch.export.
TWICE = ("efficientnet-b0", "convnextv2", "vgg16-bn")
LARGE = {"inception-v3": 107}


def write(network, package, name, image=(1, 3, 64, 64), **options):
    path = PACKAGES / package / "tests/fixtures" / f"{name}.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network.eval(),
        torch.zeros(image),
        path,
        opset_version=17,
        input_names=["image"],
        output_names=["logits"],
        dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}},
        **options,
    )
    print(f"{path.stat().st_size / 1024:6.1f} KB  {path.relative_to(PACKAGES)}")


def write_graph(network, package, name, image, **options):
    """An export whose weights are zero, compressed: the graph alone counts."""
    held = io.BytesIO()
    names = {"input_names": ["image"], "output_names": ["logits"]}
    torch.onnx.export(network.eval(), (torch.zeros(image),), held, **names, **options)
    model = onnx.load_from_string(held.getvalue())
    for tensor in model.graph.initializer:
        if tensor.data_type == onnx.TensorProto.FLOAT and len(tensor.raw_data) > 4:
            tensor.raw_data = bytes(len(tensor.raw_data))
    for node in model.graph.node:
        kept = [entry for entry in node.metadata_props if entry.key == "pkg.torch.onnx.name_scopes"]
        del node.metadata_props[:]
        node.metadata_props.extend(kept)
        node.ClearField("doc_string")
    path = PACKAGES / package / "tests/fixtures" / f"{name}.onnx.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(model.SerializeToString(), mtime=0))
    print(f"{path.stat().st_size / 1024:6.1f} KB  {path.relative_to(PACKAGES)}")


def write_families(wanted):
    for package in wanted:
        for name, build in FAMILIES[package].items():
            network = build()
            channels = next(layer for layer in network.modules() if isinstance(layer, nn.Conv2d)).in_channels
            size = LARGE.get(name, 64)
            image = 1, channels, size, size
            write_graph(network, package, name, image, dynamo=False, opset_version=17)
            if name in TWICE:
                write_graph(build(), package, f"{name}-program", image, dynamo=True, opset_version=18)


def main():
    warnings.simplefilter("ignore")
    wanted = sys.argv[1:] or FAMILIES
    write_families([package for package in wanted if package in FAMILIES])
    if not all(package in FAMILIES for package in wanted):
        write_older()


def write_older():
    torch.manual_seed(0)
    kept = {"training": TrainingMode.PRESERVE, "do_constant_folding": False}
    write(SlimResNet([3, 4, 6, 3]), "models-resnet", "resnet50")
    write(SlimResNet([2, 1, 2, 1]), "models-resnet", "batch-norms-kept", **kept)
    write(slim_densenet(), "models-densenet", "densenet")
    write(slim_densenet(), "models-densenet", "batch-norms-kept", **kept)
    write(PairedDenseNet((2, 3), newest_first=True), "models-densenet", "newest-first")
    write(PairedDenseNet((2, 3), ChannelsLast, axis=-1), "models-densenet", "channels-last", image=(1, 64, 64, 3))
    write(OneShot(), "models-densenet", "one-shot")
    write(SlimVgg(), "models-generic", "vgg")
    for package in ("models-resnet", "models-generic"):
        write(slim_mobilenet(), package, "mobilenet-v2")


if __name__ == "__main__":
    main()
