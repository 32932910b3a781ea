import { defineExplainer } from '@camscope/core';
import { channelSum, mul, spatialMean, gradient } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, probed, rewired } from '@camscope/testkit';
import { afterAll, expect, test } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const weighted = defineExplainer({
  id: 'weighted-maps',
  title: 'Weighted maps',
  map: ({ activations, score }) => channelSum(mul(spatialMean(gradient(score, activations)), activations)),
});

test('a network and its image are what can be worked out on paper', async () => {
  const { logits, maps, layers } = await explainOnce({
    model: onPaper,
    explainer: weighted,
    runtime,
    image: imageOnPaper,
    classes: [1, 0],
  });
  expect([...logits]).toEqual([4, -1]);
  expect(maps.map(({ raw }) => [...raw.data])).toEqual([
    [2, -0.5, -1, -1.5],
    [1, 0.5, 1, 1.5],
  ]);
  expect(layers.map(({ tensor }) => tensor)).toEqual(['maps']);
});

test('a graph in memory is probed, and rewired into one that its family should not know', async () => {
  const [graph, head] = await probed(onPaper, runtime);
  expect(graph.shape('maps')?.slice(1)).toEqual([2, 2, 2]);
  expect(head.target?.tensor).toBe('maps');
  const pool = graph.nodes.find(({ op }) => op === 'GlobalAveragePool')!;
  const other = rewired(graph, pool, 0, 'conv');
  expect(other.producer('pooled')?.inputs).toEqual(['conv']);
  expect(other.nodes.map(({ op }) => op)).toEqual(graph.nodes.map(({ op }) => op));
  expect(graph.producer('pooled')?.inputs).toEqual(['maps']);
});
