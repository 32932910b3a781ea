import { Graph, readModel } from '@camscope/onnx';
import { denseNet, resNet, strayLayers } from '@camscope/testkit';
import { describe, expect, test } from 'vitest';
import { densenet } from '../src/index.ts';
import { fixture, probed, recognised } from './recognised.ts';
import { rewired } from '@camscope/testkit';

describe('the published networks, slim and joined pairwise', () => {
  test.each([
    ['densenet121', [6, 12, 24, 16]],
    ['densenet161', [6, 12, 36, 24]],
    ['densenet169', [6, 12, 32, 32]],
    ['densenet201', [6, 12, 48, 32]],
  ])('%s', async (architecture, blocks) => {
    const found = await recognised(denseNet({ blocks, growth: 2, size: 64 }));
    expect(found).toMatchObject({ architecture, target: 'relu' });
  });
});

describe('graphs exported by torch', () => {
  test.each(['densenet', 'batch-norms-kept'])('%s', async (name) => {
    const [graph, head] = await probed(fixture(name));
    const found = densenet.recognise(graph, head);
    expect(found).toMatchObject({ architecture: 'densenet (2-3-4-2, growth 2)', target: 'relu' });
    expect(
      found?.layers.map((layer) => `${layer.name} ${layer.tensor} ${graph.shape(layer.tensor)}`),
    ).toEqual([
      'denseblock1 /features/denseblock1/Concat_output_0 1,8,16,16',
      'transition1 /features/transition1/pool/AveragePool_output_0 1,4,8,8',
      'denseblock2 /features/denseblock2/Concat_output_0 1,10,8,8',
      'transition2 /features/transition2/pool/AveragePool_output_0 1,5,4,4',
      'denseblock3 /features/denseblock3/Concat_output_0 1,13,4,4',
      'transition3 /features/transition3/pool/AveragePool_output_0 1,6,2,2',
      'denseblock4 /features/denseblock4/Concat_output_0 1,10,2,2',
      'norm5 /features/norm5/BatchNormalization_output_0 1,10,2,2',
      'relu /Relu_output_0 1,10,2,2',
    ]);
  });

  test.each([
    ['newest-first', 'channels-first'],
    ['channels-last', 'channels-last'],
  ])('%s', async (name, view) => {
    const found = await recognised(fixture(name));
    expect(found).toMatchObject({ architecture: 'densenet (2-3, growth 2)', target: 'relu' });
    expect(found?.layers.map((layer) => `${layer.name} ${layer.view.kind}`)).toEqual(
      ['denseblock1', 'transition1', 'denseblock2', 'relu'].map((layer) => `${layer} ${view}`),
    );
  });
});

describe('not a DenseNet', () => {
  test('layers that read only the one before them', async () => {
    expect(await recognised(fixture('one-shot'))).toBeUndefined();
  });

  test('ResNet', async () => {
    expect(await recognised(resNet({ blocks: [2, 2], width: 2, size: 32 }))).toBeUndefined();
  });

  test('a single block', async () => {
    expect(await recognised(denseNet({ blocks: [3], growth: 4, size: 32 }))).toBeUndefined();
  });

  test('a graph whose shapes are not known', () => {
    const graph = new Graph(readModel(fixture('densenet')));
    const image = { tensor: 'image', view: { kind: 'channels-first' } } as const;
    const target = { tensor: '/Relu_output_0', view: { kind: 'channels-first' } } as const;
    const head = { image, logits: 'logits', classes: 5, activation: 'none', target } as const;
    expect(densenet.recognise(graph, head)).toBeUndefined();
    expect(densenet.recognise(graph, { ...head, target: undefined })).toBeUndefined();
  });
});

test('however an input is rewired, layers are values of the graph or there is no description', async () => {
  expect(strayLayers(densenet, ...(await probed(fixture('densenet'))), 300)).toEqual([]);
});

test('without any one of its dense connections it is another network, or none', async () => {
  const [graph, head] = await probed(fixture('densenet'));
  const whole = densenet.recognise(graph, head)?.architecture;
  const joins = graph.nodes.filter((node) => node.op === 'Concat' && node.inputs.length > 2);
  expect(joins.length).toBeGreaterThan(5);
  for (const join of joins) {
    for (let place = 0; place < join.inputs.length; place++) {
      const other = join.inputs[(place + 1) % join.inputs.length];
      expect(densenet.recognise(rewired(graph, join, place, other), head)?.architecture).not.toBe(whole);
    }
  }
});
