"""Slim vision transformers for reference values: timm's own classes with few channels, of images 32 x 48. Attention is a
softmax between two products. Imported by networks.py.
"""

from torch import nn

CLASSES = 5


def vit(**options):
    """4 x 6 patches behind a class token."""
    from timm.models.vision_transformer import VisionTransformer

    sizes = dict(patch_size=8, embed_dim=24, depth=3, num_heads=3)
    return built(VisionTransformer, **{**sizes, **options})


def registers():
    """As DINOv2 with registers, whose positions are of the patches alone."""
    return vit(reg_tokens=2, no_embed_class=True, init_values=0.5)


def mean_pooled():
    return vit(class_token=False, global_pool="avg", fc_norm=False)


def swin():
    """8 x 12 patches, then 4 x 6, in windows of 2 x 3 that are shifted in every second block."""
    from timm.models.swin_transformer import SwinTransformer

    return windowed(SwinTransformer)


def swin_v2():
    from timm.models.swin_transformer_v2 import SwinTransformerV2

    return windowed(SwinTransformerV2)


def windowed(kind):
    return built(kind, patch_size=4, embed_dim=12, depths=(2, 2), num_heads=(2, 3), window_size=(2, 3))


def built(kind, **options):
    from timm.layers import set_fused_attn

    set_fused_attn(False)
    network = kind(img_size=(32, 48), in_chans=1, mlp_ratio=2, num_classes=CLASSES, **options)
    # Tokens and positions are published near zero, and would do next to nothing.
    for name, values in network.named_parameters():
        if any(part in name for part in ("_token", "pos_embed", "position_bias_table")):
            nn.init.normal_(values, std=0.5)
    return network
