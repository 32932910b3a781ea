"""Slim networks: the blocks and depths of the published architectures, with few channels, for grey images.

The last reduction of the resolution is left out, so that images of 128 pixels end in maps of 8 × 8 (ResNet) or 7 × 7
(DenseNet); the thin ResNet leaves out the last two, and ends in 16 × 16. The vision transformer reads 8 × 8 patches.
"""

from timm.layers import set_fused_attn
from timm.models.vision_transformer import VisionTransformer
from torch import nn
from torchvision.models import DenseNet, ResNet
from torchvision.models.resnet import Bottleneck


class SlimResNet(ResNet):
    """torchvision's ResNet of bottlenecks with `width` channels in its stem in place of 64."""

    def __init__(self, layers, width, classes, strides=(2, 2, 1)):
        nn.Module.__init__(self)
        self._norm_layer = nn.BatchNorm2d
        self.inplanes = width
        self.dilation = 1
        self.groups = 1
        self.base_width = 64
        self.conv1 = nn.Conv2d(1, width, kernel_size=7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        self.layer1 = self._make_layer(Bottleneck, width, layers[0])
        self.layer2 = self._make_layer(Bottleneck, 2 * width, layers[1], strides[0])
        self.layer3 = self._make_layer(Bottleneck, 4 * width, layers[2], strides[1])
        self.layer4 = self._make_layer(Bottleneck, 8 * width, layers[3], strides[2])
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(8 * width * Bottleneck.expansion, classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
            if isinstance(module, Bottleneck):
                # A block begins as the identity (Goyal et al. 2017), without which 152 layers learn slowly.
                nn.init.zeros_(module.bn3.weight)


def slim_densenet(blocks, growth, classes):
    """torchvision's DenseNet with `growth` channels a layer in place of 32."""
    network = DenseNet(growth, blocks, num_init_features=2 * growth, num_classes=classes)
    stem = nn.Conv2d(1, 2 * growth, kernel_size=7, stride=2, padding=3, bias=False)
    nn.init.kaiming_normal_(stem.weight)
    network.features.conv0 = stem
    network.features.transition3.pool = nn.AvgPool2d(kernel_size=2, stride=1)
    return network


class Stem(nn.Module):
    """Patches of 16 pixels by four convolutions of stride 2 (Xiao et al. 2021), from which few images are enough to learn."""

    num_patches = 64
    patch_size = (16, 16)

    def __init__(self, width):
        super().__init__()
        channels = [1, width // 8, width // 4, width // 2, width]
        layers = []
        for before, after in zip(channels, channels[1:]):
            layers += [nn.Conv2d(before, after, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
        self.layers = nn.Sequential(*layers, nn.Conv2d(width, width, 1))

    def forward(self, images):
        return self.layers(images).flatten(2).transpose(1, 2)


def slim_vit(width, depth, heads, classes):
    """timm's ViT with a class token; its attention is exported as a softmax between two products."""
    set_fused_attn(False)
    return VisionTransformer(
        img_size=128,
        num_classes=classes,
        embed_dim=width,
        depth=depth,
        num_heads=heads,
        mlp_ratio=2,
        embed_layer=lambda **_: Stem(width),
    )


BUILDERS = {
    "resnet50": lambda classes: SlimResNet([3, 4, 6, 3], 8, classes),
    "resnet152": lambda classes: SlimResNet([3, 8, 36, 3], 6, classes),
    "densenet121": lambda classes: slim_densenet((6, 12, 24, 16), 5, classes),
    "densenet169": lambda classes: slim_densenet((6, 12, 32, 32), 4, classes),
    "vit": lambda classes: slim_vit(64, 4, 4, classes),
    "resnet50-thin": lambda classes: SlimResNet([3, 4, 6, 3], 4, classes, strides=(2, 1, 1)),
}
