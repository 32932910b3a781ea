import { strayLayers } from '@camscope/testkit';
import { expect, test } from 'vitest';
import { regnet } from '../src/index.ts';
import { graphOf, recognised } from './recognised.ts';

test('a published network is named by its blocks', async () => {
  const found = await recognised('regnet-y-400mf');
  expect(found).toMatchObject({ architecture: 'regnet_y_400mf', target: 'trunk_output.block4' });
});

test('layers are called as in timm and in torchvision', async () => {
  expect((await recognised('regnet-y-400mf')).layers).toMatchInlineSnapshot(`
    [
      "stem Relu 4,32,32",
      "s1.b1 Relu 4,16,16",
      "trunk_output.block1.block1-0 Relu 4,16,16",
      "s1 Relu 4,16,16",
      "trunk_output.block1 Relu 4,16,16",
      "s2.b1 Relu 8,8,8",
      "trunk_output.block2.block2-0 Relu 8,8,8",
      "s2.b2 Relu 8,8,8",
      "trunk_output.block2.block2-1 Relu 8,8,8",
      "s2.b3 Relu 8,8,8",
      "trunk_output.block2.block2-2 Relu 8,8,8",
      "s2 Relu 8,8,8",
      "trunk_output.block2 Relu 8,8,8",
      "s3.b1 Relu 12,4,4",
      "trunk_output.block3.block3-0 Relu 12,4,4",
      "s3.b2 Relu 12,4,4",
      "trunk_output.block3.block3-1 Relu 12,4,4",
      "s3.b3 Relu 12,4,4",
      "trunk_output.block3.block3-2 Relu 12,4,4",
      "s3.b4 Relu 12,4,4",
      "trunk_output.block3.block3-3 Relu 12,4,4",
      "s3.b5 Relu 12,4,4",
      "trunk_output.block3.block3-4 Relu 12,4,4",
      "s3.b6 Relu 12,4,4",
      "trunk_output.block3.block3-5 Relu 12,4,4",
      "s3 Relu 12,4,4",
      "trunk_output.block3 Relu 12,4,4",
      "s4.b1 Relu 16,2,2",
      "trunk_output.block4.block4-0 Relu 16,2,2",
      "s4.b2 Relu 16,2,2",
      "trunk_output.block4.block4-1 Relu 16,2,2",
      "s4.b3 Relu 16,2,2",
      "trunk_output.block4.block4-2 Relu 16,2,2",
      "s4.b4 Relu 16,2,2",
      "trunk_output.block4.block4-3 Relu 16,2,2",
      "s4.b5 Relu 16,2,2",
      "trunk_output.block4.block4-4 Relu 16,2,2",
      "s4.b6 Relu 16,2,2",
      "trunk_output.block4.block4-5 Relu 16,2,2",
      "s4 Relu 16,2,2",
      "trunk_output.block4 Relu 16,2,2",
    ]
  `);
});

test('however an input is rewired, layers are values of the graph or there is no description', async () => {
  expect(strayLayers(regnet, ...(await graphOf('regnet-y-400mf')))).toEqual([]);
});
