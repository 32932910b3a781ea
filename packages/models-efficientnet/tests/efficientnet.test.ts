import { strayLayers } from '@camscope/testkit';
import { expect, test } from 'vitest';
import { efficientnet } from '../src/index.ts';
import { graphOf, recognised } from './recognised.ts';

test.each([
  ['efficientnet-b0', 'efficientnet_b0', 'features.8'],
  ['efficientnet-b0-program', 'efficientnet_b0', 'features.8'],
  ['efficientnet-v2', 'efficientnet_v2 (2-2-2)', 'features.4'],
  ['mobilenet-v2', 'mobilenet_v2', 'features.18'],
  ['mobilenet-v3-small', 'mobilenet_v3_small', 'features.12'],
  ['mnasnet', 'mnasnet (1-3-3-3-2-4-1)', 'layers.16'],
])('%s', async (name, architecture, target) => {
  expect(await recognised(name)).toMatchObject({ architecture, target });
});

test('layers of EfficientNet are called as in timm and in torchvision', async () => {
  expect((await recognised('efficientnet-v2')).layers).toMatchInlineSnapshot(`
    [
      "bn1 Mul 4,32,32",
      "features.0 Mul 4,32,32",
      "blocks.0.0 Add 4,32,32",
      "features.1.0 Add 4,32,32",
      "blocks.0.1 Add 4,32,32",
      "blocks.0 Add 4,32,32",
      "features.1.1 Add 4,32,32",
      "features.1 Add 4,32,32",
      "blocks.1.0 Conv 8,16,16",
      "features.2.0 Conv 8,16,16",
      "blocks.1.1 Add 8,16,16",
      "blocks.1 Add 8,16,16",
      "features.2.1 Add 8,16,16",
      "features.2 Add 8,16,16",
      "blocks.2.0 Conv 16,8,8",
      "features.3.0 Conv 16,8,8",
      "blocks.2.1 Add 16,8,8",
      "blocks.2 Add 16,8,8",
      "features.3.1 Add 16,8,8",
      "features.3 Add 16,8,8",
      "bn2 Mul 16,8,8",
      "features.4 Mul 16,8,8",
    ]
  `);
});

test('blocks of MobileNet are counted through, and its last convolution is a stage of timm’s', async () => {
  expect((await recognised('mobilenet-v3-small')).layers).toMatchInlineSnapshot(`
    [
      "bn1 HardSwish 8,32,32",
      "features.0 HardSwish 8,32,32",
      "blocks.0.0 Conv 8,16,16",
      "blocks.0 Conv 8,16,16",
      "features.1 Conv 8,16,16",
      "blocks.1.0 Conv 16,8,8",
      "features.2 Conv 16,8,8",
      "blocks.1.1 Add 16,8,8",
      "blocks.1 Add 16,8,8",
      "features.3 Add 16,8,8",
      "blocks.2.0 Conv 16,4,4",
      "features.4 Conv 16,4,4",
      "blocks.2.1 Add 16,4,4",
      "features.5 Add 16,4,4",
      "blocks.2.2 Add 16,4,4",
      "blocks.2 Add 16,4,4",
      "features.6 Add 16,4,4",
      "blocks.3.0 Conv 24,4,4",
      "features.7 Conv 24,4,4",
      "blocks.3.1 Add 24,4,4",
      "blocks.3 Add 24,4,4",
      "features.8 Add 24,4,4",
      "blocks.4.0 Conv 40,2,2",
      "features.9 Conv 40,2,2",
      "blocks.4.1 Add 40,2,2",
      "features.10 Add 40,2,2",
      "blocks.4.2 Add 40,2,2",
      "blocks.4 Add 40,2,2",
      "features.11 Add 40,2,2",
      "blocks.5 HardSwish 240,2,2",
      "features.12 HardSwish 240,2,2",
    ]
  `);
});

test('stages of MNASNet are called as in torchvision', async () => {
  const { layers } = await recognised('mnasnet');
  const names = layers!.map((layer) => layer.split(' ')[0]).filter((name) => /^layers\.\d+$/.test(name));
  expect(names.join(' ')).toBe(
    'layers.2 layers.7 layers.8 layers.9 layers.10 layers.11 layers.12 layers.13 layers.16',
  );
});

test('however an input is rewired, layers are values of the graph or there is no description', async () => {
  expect(strayLayers(efficientnet, ...(await graphOf('efficientnet-v2')))).toEqual([]);
});
