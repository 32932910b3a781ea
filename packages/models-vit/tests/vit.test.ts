import { moduleOutput } from '@camscope/onnx';
import { strayLayers } from '@camscope/testkit';
import { describe, expect, test } from 'vitest';
import { architectureOf } from '../src/architecture.ts';
import { vit } from '../src/index.ts';
import { graphOf, recognised } from './recognised.ts';

describe('graphs exported by torch', () => {
  test.each(['deit-timm', 'vit-torchvision', 'vit-transformers', 'dinov2-registers-transformers'])(
    '%s',
    async (name) => {
      const { architecture, target, layers } = await recognised(name);
      expect({ architecture, target }).toEqual({
        architecture: 'vit (width 16, depth 2, 2 heads, patch 8)',
        target: 'blocks.1.norm1',
      });
      expect(layers!.map((layer) => layer.split(' ')[0])).toEqual([
        'conv_proj',
        'patch_embed',
        'encoder.layers.encoder_layer_0.ln_1',
        'blocks.0.norm1',
        'encoder.layers.encoder_layer_0',
        'blocks.0',
        'encoder.layers.encoder_layer_1.ln_1',
        'blocks.1.norm1',
        'encoder.layers.encoder_layer_1',
        'blocks.1',
      ]);
    },
  );

  test('the target is as the family has it, and no guess', async () => {
    const found = vit.recognise(...(await graphOf('deit-timm')));
    expect(found).toMatchObject({ target: 'blocks.1.norm1', guesses: { target: undefined } });
  });
});

test('layers are as a class token, distillation or registers leave patches', async () => {
  expect((await recognised('dinov2-registers-transformers')).layers!.filter((_, i) => i % 2)).toEqual([
    'patch_embed Conv 16,4,4',
    'blocks.0.norm1 LayerNormalization 21,16 tokens 5+4x4',
    'blocks.0 Add 21,16 tokens 5+4x4',
    'blocks.1.norm1 LayerNormalization 21,16 tokens 5+4x4',
    'blocks.1 Add 21,16 tokens 5+4x4',
  ]);
  expect((await recognised('deit-timm')).layers!.at(-1)).toBe('blocks.1 Add 18,16 tokens 2+4x4');
  expect((await recognised('vit-torchvision')).layers!.at(-1)).toBe('blocks.1 Add 17,16 tokens 1+4x4');
});

test.each([
  ['deit-timm', 'blocks.0.norm1', 'blocks.0.norm1'],
  ['deit-timm', 'blocks.1', 'blocks.1'],
  ['vit-torchvision', 'conv_proj', 'conv_proj'],
  ['vit-torchvision', 'encoder.layers.encoder_layer_0', 'encoder.layers.encoder_layer_0'],
  ['vit-torchvision', 'encoder.layers.encoder_layer_1.ln_1', 'encoder.layers.encoder_layer_1.ln_1'],
  ['vit-transformers', 'blocks.1.norm1', 'network.vit.layers.1.layernorm_before'],
])('in %s, %s is what the module %s gives', async (name, layer, path) => {
  const [graph, head] = await graphOf(name);
  const { layers } = vit.recognise(graph, head)!;
  expect(layers.find((each) => each.name === layer)!.tensor).toBe(moduleOutput(graph, path));
});

test.each([
  [{ width: 768, depth: 12, heads: 12, patch: 16, prefix: 1, scaled: false }, 'vit_base_patch16'],
  [{ width: 192, depth: 12, heads: 3, patch: 16, prefix: 2, scaled: false }, 'deit_tiny_distilled_patch16'],
  [{ width: 384, depth: 12, heads: 6, patch: 14, prefix: 5, scaled: true }, 'dinov2_vits14_reg'],
  [{ width: 1024, depth: 24, heads: 16, patch: 14, prefix: 1, scaled: true }, 'dinov2_vitl14'],
])('%o is %s', (traits, name) => {
  expect(architectureOf(traits)).toBe(name);
});

test('however an input is rewired, layers are values of the graph or there is no description', async () => {
  expect(strayLayers(vit, ...(await graphOf('deit-timm')))).toEqual([]);
});
