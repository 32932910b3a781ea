import { strayLayers } from '@camscope/testkit';
import { expect, test } from 'vitest';
import { architectureOf } from '../src/architecture.ts';
import { convnext } from '../src/index.ts';
import { graphOf, recognised } from './recognised.ts';

test.each([
  ['convnext-tiny', 'convnext (3-3-9-3, 4 wide)'],
  ['convnextv2', 'convnextv2 (2-2-6-2, 4 wide)'],
  ['convnextv2-program', 'convnextv2 (2-2-6-2, 4 wide)'],
])('%s', async (name, architecture) => {
  expect(await recognised(name)).toMatchObject({ architecture, target: 'features.7' });
});

test('published sizes are told by blocks and channels', () => {
  expect(architectureOf('convnext', [3, 3, 27, 3], 128)).toBe('convnext_base');
  expect(architectureOf('convnextv2', [2, 2, 6, 2], 40)).toBe('convnextv2_atto');
});

test('layers are called as in timm and in torchvision', async () => {
  expect((await recognised('convnextv2')).layers).toMatchInlineSnapshot(`
    [
      "stem LayerNormalization 16,16,4 NHWC",
      "features.0 LayerNormalization 16,16,4 NHWC",
      "stages.0.blocks.0 Add 4,16,16",
      "features.1.0 Add 4,16,16",
      "stages.0.blocks.1 Add 4,16,16",
      "features.1.1 Add 4,16,16",
      "stages.0 Add 4,16,16",
      "features.1 Add 4,16,16",
      "stages.1.downsample Conv 8,8,8",
      "features.2 Conv 8,8,8",
      "stages.1.blocks.0 Add 8,8,8",
      "features.3.0 Add 8,8,8",
      "stages.1.blocks.1 Add 8,8,8",
      "features.3.1 Add 8,8,8",
      "stages.1 Add 8,8,8",
      "features.3 Add 8,8,8",
      "stages.2.downsample Conv 12,4,4",
      "features.4 Conv 12,4,4",
      "stages.2.blocks.0 Add 12,4,4",
      "features.5.0 Add 12,4,4",
      "stages.2.blocks.1 Add 12,4,4",
      "features.5.1 Add 12,4,4",
      "stages.2.blocks.2 Add 12,4,4",
      "features.5.2 Add 12,4,4",
      "stages.2.blocks.3 Add 12,4,4",
      "features.5.3 Add 12,4,4",
      "stages.2.blocks.4 Add 12,4,4",
      "features.5.4 Add 12,4,4",
      "stages.2.blocks.5 Add 12,4,4",
      "features.5.5 Add 12,4,4",
      "stages.2 Add 12,4,4",
      "features.5 Add 12,4,4",
      "stages.3.downsample Conv 16,2,2",
      "features.6 Conv 16,2,2",
      "stages.3.blocks.0 Add 16,2,2",
      "features.7.0 Add 16,2,2",
      "stages.3.blocks.1 Add 16,2,2",
      "features.7.1 Add 16,2,2",
      "stages.3 Add 16,2,2",
      "features.7 Add 16,2,2",
    ]
  `);
});

test('however an input is rewired, layers are values of the graph or there is no description', async () => {
  expect(strayLayers(convnext, ...(await graphOf('convnextv2')))).toEqual([]);
});
