import { strayLayers } from '@camscope/testkit';
import { expect, test } from 'vitest';
import { inception } from '../src/index.ts';
import { graphOf, recognised } from './recognised.ts';

test.each([
  ['inception-v3', 'inception_v3', 'Mixed_7c'],
  ['googlenet', 'googlenet', 'inception5b'],
])('%s', async (name, architecture, target) => {
  const found = await recognised(name);
  expect(found).toMatchObject({ architecture, target });
});

test('layers of Inception v3 are called as in torchvision', async () => {
  expect((await recognised('inception-v3')).layers).toMatchInlineSnapshot(`
    [
      "Conv2d_1a_3x3 Relu 1,53,53",
      "Conv2d_2a_3x3 Relu 1,51,51",
      "Conv2d_2b_3x3 Relu 2,51,51",
      "maxpool1 MaxPool 2,25,25",
      "Conv2d_3b_1x1 Relu 2,25,25",
      "Conv2d_4a_3x3 Relu 6,23,23",
      "maxpool2 MaxPool 6,11,11",
      "Mixed_5b Concat 8,11,11",
      "Mixed_5c Concat 9,11,11",
      "Mixed_5d Concat 9,11,11",
      "Mixed_6a Concat 24,5,5",
      "Mixed_6b Concat 24,5,5",
      "Mixed_6c Concat 24,5,5",
      "Mixed_6d Concat 24,5,5",
      "Mixed_6e Concat 24,5,5",
      "Mixed_7a Concat 40,2,2",
      "Mixed_7b Concat 64,2,2",
      "Mixed_7c Concat 64,2,2",
    ]
  `);
});

test('layers of GoogLeNet are called as in torchvision', async () => {
  expect((await recognised('googlenet')).layers).toMatchInlineSnapshot(`
    [
      "conv1 Relu 4,32,32",
      "maxpool1 MaxPool 4,16,16",
      "conv2 Relu 4,16,16",
      "conv3 Relu 12,16,16",
      "maxpool2 MaxPool 12,8,8",
      "inception3a Concat 16,8,8",
      "inception3b Concat 30,8,8",
      "maxpool3 MaxPool 30,4,4",
      "inception4a Concat 32,4,4",
      "inception4b Concat 32,4,4",
      "inception4c Concat 32,4,4",
      "inception4d Concat 33,4,4",
      "inception4e Concat 52,4,4",
      "maxpool4 MaxPool 52,2,2",
      "inception5a Concat 52,2,2",
      "inception5b Concat 64,2,2",
    ]
  `);
});

test('however an input is rewired, layers are values of the graph or there is no description', async () => {
  expect(strayLayers(inception, ...(await graphOf('googlenet')))).toEqual([]);
});
