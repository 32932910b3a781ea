import { moduleOutput } from '@camscope/onnx';
import { strayLayers } from '@camscope/testkit';
import { describe, expect, test } from 'vitest';
import { architectureOf } from '../src/architecture.ts';
import { swin } from '../src/index.ts';
import { graphOf, recognised } from './recognised.ts';

describe('graphs exported by torch', () => {
  test.each([
    ['swin-timm', 'swin (2-1, width 8)', 'norm LayerNormalization 4,4,16 NHWC'],
    ['swin-torchvision', 'swin (2-1, width 8)', 'norm LayerNormalization 4,4,16 NHWC'],
    ['swinv2-transformers', 'swinv2 (2-1, width 8)', 'norm LayerNormalization 16,16 tokens 0+4x4'],
  ])('%s', async (name, architecture, norm) => {
    const found = await recognised(name);
    expect(found).toMatchObject({ architecture, target: 'norm' });
    expect(found.layers!.at(-1)).toBe(norm);
  });
});

test('layers are called as in torchvision and in timm', async () => {
  expect((await recognised('swin-timm')).layers).toMatchInlineSnapshot(`
    [
      "features.0 LayerNormalization 8,8,8 NHWC",
      "patch_embed LayerNormalization 8,8,8 NHWC",
      "features.1.0.norm1 LayerNormalization 8,8,8 NHWC",
      "layers.0.blocks.0.norm1 LayerNormalization 8,8,8 NHWC",
      "features.1.0.norm2 LayerNormalization 64,8 tokens 0+8x8",
      "layers.0.blocks.0.norm2 LayerNormalization 64,8 tokens 0+8x8",
      "features.1.0 Add 64,8 tokens 0+8x8",
      "layers.0.blocks.0 Add 64,8 tokens 0+8x8",
      "features.1.1.norm1 LayerNormalization 8,8,8 NHWC",
      "layers.0.blocks.1.norm1 LayerNormalization 8,8,8 NHWC",
      "features.1.1.norm2 LayerNormalization 64,8 tokens 0+8x8",
      "layers.0.blocks.1.norm2 LayerNormalization 64,8 tokens 0+8x8",
      "features.1.1 Add 64,8 tokens 0+8x8",
      "layers.0.blocks.1 Add 64,8 tokens 0+8x8",
      "features.1 Add 64,8 tokens 0+8x8",
      "layers.0 Add 64,8 tokens 0+8x8",
      "features.3.0.norm1 LayerNormalization 4,4,16 NHWC",
      "layers.1.blocks.0.norm1 LayerNormalization 4,4,16 NHWC",
      "features.3.0.norm2 LayerNormalization 16,16 tokens 0+4x4",
      "layers.1.blocks.0.norm2 LayerNormalization 16,16 tokens 0+4x4",
      "features.3.0 Add 16,16 tokens 0+4x4",
      "layers.1.blocks.0 Add 16,16 tokens 0+4x4",
      "features.3 Add 16,16 tokens 0+4x4",
      "layers.1 Add 16,16 tokens 0+4x4",
      "norm LayerNormalization 4,4,16 NHWC",
    ]
  `);
});

const V2 = 'network.swinv2.encoder.layers';
test.each([
  ['swin-timm', 'patch_embed', 'patch_embed'],
  ['swin-timm', 'layers.0.blocks.0.norm1', 'layers.0.blocks.0.norm1'],
  ['swin-timm', 'layers.0.blocks.1.norm2', 'layers.0.blocks.1.norm2'],
  ['swin-torchvision', 'features.0', 'features.0'],
  ['swin-torchvision', 'features.1.1.norm1', 'features.1.1.norm1'],
  ['swin-torchvision', 'features.3.0.norm2', 'features.3.0.norm2'],
  ['swin-torchvision', 'features.1', 'features.1'],
  ['swinv2-transformers', 'layers.0.blocks.1.norm1', `${V2}.0.blocks.1.layernorm_before`],
  ['swinv2-transformers', 'layers.1.blocks.0.norm2', `${V2}.1.blocks.0.layernorm_after`],
])('in %s, %s is what the module %s gives', async (name, layer, path) => {
  const [graph, head] = await graphOf(name);
  const { layers } = swin.recognise(graph, head)!;
  expect(layers.find((each) => each.name === layer)!.tensor).toBe(moduleOutput(graph, path));
});

test.each([
  [1, 96, [2, 2, 6, 2], 'swin_tiny'],
  [2, 128, [2, 2, 18, 2], 'swinv2_base'],
] as const)('version %i of width %i with blocks %o is %s', (version, width, counts, name) => {
  expect(architectureOf(version, width, counts)).toBe(name);
});

test('however an input is rewired, layers are values of the graph or there is no description', async () => {
  expect(strayLayers(swin, ...(await graphOf('swin-torchvision')), 10)).toEqual([]);
});
