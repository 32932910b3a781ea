"""Slim networks of every family of CNNs with seeded weights, for reference values: torchvision's own classes with few
channels, and networks by hand for what torchvision lacks. Imported by networks.py.
"""

from contextlib import contextmanager
from math import gcd

import torch
import torch.nn.functional as F
from torch import nn
from torchvision import models
from torchvision.models.convnext import CNBlockConfig
from torchvision.models.efficientnet import MBConvConfig
from torchvision.models.inception import Inception3
from torchvision.models.mobilenetv3 import InvertedResidualConfig
from torchvision.models.regnet import BlockParams
from torchvision.models.resnet import BasicBlock, Bottleneck
from torchvision.models.vgg import make_layers
from torchvision.ops.misc import Conv2dNormActivation, SqueezeExcitation

CLASSES = 5


@contextmanager
def fewer_channels(factor):
    """Divides the channels of every layer built inside; images of 3 channels become grey, classes stay."""

    def divided(count):
        return 1 if count == 3 else count if count == CLASSES else max(1, count // factor)

    class Conv2d(nn.Conv2d):
        def __init__(self, channels, maps, *arguments, groups=1, **options):
            channels, maps = divided(channels), divided(maps)
            super().__init__(channels, maps, *arguments, groups=gcd(groups, channels, maps), **options)

    class BatchNorm2d(nn.BatchNorm2d):
        def __init__(self, maps, *arguments, **options):
            super().__init__(divided(maps), *arguments, **options)

    class Linear(nn.Linear):
        def __init__(self, features, outputs, *arguments, **options):
            super().__init__(divided(features), divided(outputs), *arguments, **options)

    full = nn.Conv2d, nn.BatchNorm2d, nn.Linear
    nn.Conv2d, nn.BatchNorm2d, nn.Linear = Conv2d, BatchNorm2d, Linear
    try:
        yield
    finally:
        nn.Conv2d, nn.BatchNorm2d, nn.Linear = full


def divided(build, factor):
    with fewer_channels(factor):
        return build()


def grey(network):
    """Makes the first convolution take one channel."""
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            shape = module.out_channels, module.kernel_size, module.stride, module.padding
            stem = nn.Conv2d(1, *shape, bias=module.bias is not None)
            owner, _, own = name.rpartition(".")
            setattr(network.get_submodule(owner), own, stem)
            return network
    raise ValueError("no convolution")


def resnet(block, layers, factor, **options):
    return divided(lambda: models.ResNet(block, layers, num_classes=CLASSES, **options), factor)


def vgg(batch_norm, size=2):
    def build():
        features = make_layers([64, "M", 128, "M", 256, 256, "M", 512, "M"], batch_norm)
        network = models.VGG(features, num_classes=CLASSES, init_weights=False)
        network.avgpool = nn.AdaptiveAvgPool2d(size)
        network.classifier[0] = nn.Linear(512 * size**2, 4096)
        return network

    return divided(build, 64)


def alexnet():
    def build():
        network = models.AlexNet(num_classes=CLASSES)
        network.avgpool = nn.AdaptiveAvgPool2d(2)
        network.classifier = nn.Sequential(nn.Dropout(), nn.Linear(1024, 1024), nn.ReLU(True), nn.Linear(1024, CLASSES))
        return network

    return divided(build, 16)


def squeezenet():
    return divided(lambda: models.SqueezeNet("1_1", num_classes=CLASSES), 8)


def densenet():
    return grey(models.DenseNet(4, (2, 3, 4, 2), num_init_features=8, bn_size=2, num_classes=CLASSES))


def mobilenet_v2():
    settings = [[1, 32, 1, 1], [4, 48, 2, 2], [4, 64, 2, 2]]
    network = models.MobileNetV2(width_mult=0.25, round_nearest=4, inverted_residual_setting=settings)
    network.features[-1] = Conv2dNormActivation(16, 32, kernel_size=1, activation_layer=nn.ReLU6)
    network.classifier = nn.Linear(32, CLASSES)
    return grey(network)


def mobilenet_v3():
    def block(channels, kernel, expanded, out, squeezes, activation, stride):
        return InvertedResidualConfig(channels, kernel, expanded, out, squeezes, activation, stride, 1, 0.5)

    blocks = [
        block(16, 3, 16, 16, True, "RE", 2),
        block(16, 3, 24, 24, False, "RE", 1),
        block(24, 5, 32, 24, True, "HS", 2),
        block(24, 5, 48, 24, True, "HS", 1),
    ]
    return grey(models.MobileNetV3(blocks, last_channel=32, num_classes=CLASSES))


def efficientnet_b0():
    def block(expansion, kernel, stride, channels, out, count):
        return MBConvConfig(expansion, kernel, stride, channels, out, count, width_mult=0.25, depth_mult=1)

    blocks = [
        block(1, 3, 1, 32, 16, 1),
        block(6, 3, 2, 16, 24, 2),
        block(6, 5, 2, 24, 40, 1),
        block(4, 3, 1, 40, 40, 1),
    ]
    return grey(models.EfficientNet(blocks, dropout=0.2, stochastic_depth_prob=0.2, num_classes=CLASSES))


def inception_v3():
    build = lambda: Inception3(num_classes=CLASSES, aux_logits=False, transform_input=False, init_weights=False)
    network = divided(build, 32)
    # A second block of a kind adds weights, but nothing to be tested.
    network.Mixed_5d = network.Mixed_6c = network.Mixed_6d = network.Mixed_7c = nn.Identity()
    return network


def googlenet():
    build = lambda: models.GoogLeNet(num_classes=CLASSES, aux_logits=False, transform_input=False, init_weights=False)
    network = divided(build, 16)
    network.inception4c = nn.Identity()
    return network


def shufflenet_v2():
    return grey(models.ShuffleNetV2([2, 3, 2], [8, 16, 24, 32, 48], num_classes=CLASSES))


def regnet(**options):
    params = BlockParams.from_init_params(depth=6, w_0=8, w_a=6.0, w_m=2.0, group_width=4, **options)
    return grey(models.RegNet(params, num_classes=CLASSES, stem_width=8))


def mnasnet():
    network = models.MNASNet(0.25, num_classes=CLASSES)
    # The last three of the six stages hold nine tenths of the weights.
    network.layers = nn.Sequential(*network.layers[:10], nn.Conv2d(16, 32, 1), nn.BatchNorm2d(32), nn.ReLU())
    network.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(32, CLASSES))
    return grey(network)


def convnext():
    blocks = [CNBlockConfig(8, 12, 1), CNBlockConfig(12, 16, 2), CNBlockConfig(16, None, 1)]
    # Published networks start with a layer scale of 1e-6, and blocks that do next to nothing.
    return grey(models.ConvNeXt(blocks, layer_scale=0.5, num_classes=CLASSES))


class KerasStyle(nn.Module):
    """Channels last, as Keras exports: a pair of transpositions about each convolution and pool, batch norms as a
    multiplication and an addition, explicit pads, a mean over axes 1 and 2, a matrix product and a softmax.
    """

    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList(
            [
                nn.Conv2d(3, 8, 3, stride=2, bias=False),
                nn.Conv2d(8, 8, 3, groups=8, bias=False),
                nn.Conv2d(8, 12, 1, bias=False),
                nn.Conv2d(12, 12, 3, bias=False),
                nn.Conv2d(12, 16, 3, stride=2, bias=False),
            ]
        )
        widths = [convolution.out_channels for convolution in self.convolutions]
        self.scales = nn.ParameterList([nn.Parameter(0.5 + torch.rand(width)) for width in widths])
        self.shifts = nn.ParameterList([nn.Parameter(0.3 * torch.randn(width)) for width in widths])
        self.kernel = nn.Parameter(torch.randn(16, CLASSES) / 4)
        self.bias = nn.Parameter(torch.randn(CLASSES) / 4)

    def forward(self, x):
        x = F.relu(self.convolved(self.padded(x, 0, 1), 0))
        x = self.channels_last(F.max_pool2d, self.padded(x, 0, 1), 3, 2)
        x = F.hardtanh(self.convolved(self.padded(x, 1, 1), 1), 0.0, 6.0)
        x = F.relu(self.convolved(x, 2))
        x = F.relu(x + self.convolved(self.padded(x, 1, 1), 3))
        x = F.relu(self.convolved(self.padded(x, 0, 1), 4))
        return x.mean((1, 2)) @ self.kernel + self.bias

    def convolved(self, x, i):
        return self.channels_last(self.convolutions[i], x) * self.scales[i] + self.shifts[i]

    @staticmethod
    def channels_last(operation, x, *arguments):
        return operation(x.permute(0, 3, 1, 2), *arguments).permute(0, 2, 3, 1)

    @staticmethod
    def padded(x, before, after):
        return F.pad(x, (0, 0, before, after, before, after))


class Probabilities(nn.Module):
    """A network with its softmax."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return F.softmax(self.network(x), dim=1)


class SmoothBatchNorm(nn.Module):
    """No kinks: SiLU, squeeze and excitation with sigmoids, batch norms, average pools of every kind."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 8, 5, stride=2, padding=2)
        self.first = nn.Sequential(nn.BatchNorm2d(8), nn.SiLU(), nn.AvgPool2d(3, 2, 1, count_include_pad=False))
        self.excite = SqueezeExcitation(8, 4, activation=nn.SiLU)
        dilated = nn.Conv2d(8, 8, 3, padding=2, dilation=2, bias=False)
        self.residual = nn.Sequential(dilated, nn.BatchNorm2d(8), nn.SiLU())
        self.pool = nn.AvgPool2d(3, 2, 1, ceil_mode=True)
        grouped = nn.Conv2d(8, 16, (3, 1), padding=(1, 0), groups=4)
        self.last = nn.Sequential(grouped, nn.BatchNorm2d(16), nn.Sigmoid())
        self.classifier = nn.Linear(16, CLASSES)

    def forward(self, x):
        x = self.excite(self.first(self.stem(x)))
        x = self.pool(x + self.residual(x))
        return self.classifier(F.adaptive_avg_pool2d(self.last(x), 1).flatten(1))


class SmoothLayerNorm(nn.Module):
    """No kinks: GELU, layer, group and instance norms, Tanh, Softplus, a bilinear upsampling, a flattening head."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(1, 8, 4, stride=4)
        self.norm = nn.LayerNorm(8)
        self.mix = nn.Sequential(nn.Linear(8, 16), nn.GELU(), nn.Linear(16, 8))
        self.group_norm = nn.GroupNorm(2, 8)
        self.down = nn.Conv2d(8, 8, 3, stride=2, padding=1)
        self.instance_norm = nn.InstanceNorm2d(8, affine=True)
        self.last = nn.Conv2d(16, 8, 3, padding=1)
        self.classifier = nn.Sequential(nn.Linear(8 * 16, 12), nn.Tanh(), nn.Linear(12, CLASSES))

    def forward(self, x):
        x = self.patches(x).permute(0, 2, 3, 1)
        x = (x + self.mix(self.norm(x))).permute(0, 3, 1, 2)
        x = F.pad(torch.tanh(self.group_norm(x)), (1, 0, 0, 1), mode="reflect")[:, :, 1:, :-1]
        low = F.softplus(self.instance_norm(self.down(x)))
        up = F.interpolate(low, scale_factor=2.0, mode="bilinear", align_corners=False)
        x = F.gelu(self.last(torch.cat([x, up], 1)))
        return self.classifier(F.avg_pool2d(x, 4).flatten(1))


def seeded(network, seed):
    """Seeded weights that keep signals near unit size, and batch norms that have seen two batches of noise."""
    generator = torch.Generator().manual_seed(seed)
    normal = lambda tensor, deviation: tensor.normal_(0, deviation, generator=generator)
    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                normal(module.weight, (1.6 / module.weight[0].numel()) ** 0.5)
            elif getattr(module, "weight", None) is not None:
                module.weight.uniform_(0.6, 1.4, generator=generator)
            if getattr(module, "bias", None) is not None and isinstance(module.bias, torch.Tensor):
                normal(module.bias, 0.2)
    return network


def calibrated(network, image, seed):
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    network.eval()
    for norm in norms:
        norm.train()
        norm.momentum = None
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for _ in range(2):
            network(2 * torch.rand(16, *image, generator=generator) - 1)
    return network.eval()
