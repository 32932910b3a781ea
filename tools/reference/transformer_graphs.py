"""Writes the slim transformers on which packages/models-vit and models-swin are tested: own classes of timm, torchvision and
Transformers with random weights, by either exporter of PyTorch, with 32 x 32 images.

Run with a Python that has torch 2.14, torchvision 0.29, timm 1.0.31 and transformers 5.24:
python3 tools/reference/transformer_graphs.py
"""

import warnings
from pathlib import Path

import onnx
import torch
from timm.layers import set_fused_attn
from timm.models.deit import VisionTransformerDistilled
from timm.models.swin_transformer import SwinTransformer
from torchvision.models import SwinTransformer as TorchvisionSwin
from torchvision.models import VisionTransformer as TorchvisionViT
from transformers import Dinov2WithRegistersConfig, Dinov2WithRegistersForImageClassification
from transformers import Swinv2Config, Swinv2ForImageClassification, ViTConfig, ViTForImageClassification

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
CLASSES = 5
VIT = dict(image_size=32, patch_size=8, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, num_labels=CLASSES)
SWIN = dict(image_size=32, patch_size=4, embed_dim=8, depths=[2, 1], num_heads=[2, 4], window_size=4, mlp_ratio=2.0)


class Logits(torch.nn.Module):
    """What Transformers' networks give, without the rest."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image):
        return self.network(image).logits


def deit():
    sizes = dict(img_size=32, patch_size=8, embed_dim=16, depth=2, num_heads=2, mlp_ratio=2)
    return VisionTransformerDistilled(**sizes, num_classes=CLASSES)


def vit():
    return Logits(ViTForImageClassification(ViTConfig(**VIT, intermediate_size=32, attn_implementation="eager")))


def dinov2():
    config = Dinov2WithRegistersConfig(**VIT, mlp_ratio=2, num_register_tokens=4, attn_implementation="eager")
    return Logits(Dinov2WithRegistersForImageClassification(config))


def swin():
    sizes = dict(img_size=32, patch_size=4, embed_dim=8, depths=(2, 1), num_heads=(2, 4), window_size=4, mlp_ratio=2)
    return SwinTransformer(**sizes, num_classes=CLASSES)


def torchvision_swin():
    return TorchvisionSwin([4, 4], 8, [2, 1], [2, 4], [4, 4], 2.0, num_classes=CLASSES)


def write(build, package, name, dynamo):
    path = PACKAGES / package / "tests/fixtures" / f"{name}.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    network, names = build().eval(), {"input_names": ["image"], "output_names": ["logits"]}
    if dynamo:
        batch = ({0: torch.export.Dim("N")},)
        images = torch.zeros(2, 3, 32, 32)
        model = torch.onnx.export(network, (images,), opset_version=18, dynamic_shapes=batch, **names, dynamo=True).model_proto
        # Traces name the files of the machine; of the rest, the paths of modules are read.
        for holder in (*model.graph.node, *model.graph.value_info, model.graph):
            kept = [entry for entry in holder.metadata_props if entry.key == "pkg.torch.onnx.name_scopes"]
            del holder.metadata_props[:]
            holder.metadata_props.extend(kept)
        onnx.save(model, path)
    else:
        torch.onnx.export(network, (torch.zeros(1, 3, 32, 32),), path, opset_version=17, **names, dynamo=False)
    print(f"{path.stat().st_size / 1024:6.1f} KB  {path.relative_to(PACKAGES)}")


def main():
    warnings.simplefilter("ignore")
    set_fused_attn(False)
    write(deit, "models-vit", "deit-timm", dynamo=False)
    write(lambda: TorchvisionViT(32, 8, 2, 2, 16, 32, num_classes=CLASSES), "models-vit", "vit-torchvision", dynamo=True)
    write(vit, "models-vit", "vit-transformers", dynamo=False)
    write(dinov2, "models-vit", "dinov2-registers-transformers", dynamo=True)
    write(swin, "models-swin", "swin-timm", dynamo=True)
    write(torchvision_swin, "models-swin", "swin-torchvision", dynamo=False)
    write(lambda: Logits(Swinv2ForImageClassification(Swinv2Config(**SWIN, num_labels=CLASSES))), "models-swin", "swinv2-transformers", dynamo=False)


if __name__ == "__main__":
    main()
