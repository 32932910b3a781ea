import { afterAll, describe, expect, it } from 'vitest';
import {
  createContainer,
  defineModel,
  definePlugin,
  floatTensor,
  REGISTRY,
  type ModelCard,
} from '@camscope/core';
import { guessedOf, guessesInWords, openNetwork, selfExplainingModel } from '@camscope/engine';
import { createModel, describeModel, type NodeInput } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { activationSum, open, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const described = defineModel({
  id: 'described',
  title: 'What its graph tells',
  recognise: (graph, head) => describeModel(graph, head, 'described', []),
});
const plugin = definePlugin({ name: 'families', apiVersion: 1, contributes: [described] });
const registry = createContainer([plugin]).get(REGISTRY);

interface Made {
  readonly classes?: number;
  readonly channels?: number;
  /** Height and width as declared. */
  readonly side?: number | string;
  readonly tail?: readonly NodeInput[];
  readonly flatten?: boolean;
}

/** Maps, a pool and a linear layer, then `tail`; or no pool. */
function network(
  { classes = 2, channels = 1, side = 4, tail = [], flatten = false }: Made,
  card?: ModelCard,
) {
  const pool: NodeInput[] = flatten
    ? []
    : [{ op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] }];
  const bytes = createModel({
    nodes: [
      { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'] },
      ...pool,
      { op: 'Flatten', inputs: [flatten ? 'maps' : 'pooled'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['scores'] },
      ...tail,
    ],
    initializers: {
      kernel: ones(2, channels, 1, 1),
      w: ones(flatten ? 32 : 2, classes),
      one: floatTensor(Float32Array.of(1), []),
    },
    inputs: [{ name: 'x', type: 'float32', dims: ['n', channels, side, side] }],
    outputs: [{ name: tail.at(-1)?.outputs[0] ?? 'scores' }],
  });
  const file = { bytes, source: { bytes }, sibling: () => ({ bytes }) };
  return openNetwork({ location: 'net.onnx', file, card, registry, runtime });
}

const ones = (...dims: number[]) => floatTensor(new Float32Array(dims.reduce((a, b) => a * b)).fill(1), dims);
const applied = (op: string): NodeInput[] => [{ op, inputs: ['scores'], outputs: ['out'] }];

describe('where what is known of a network comes from', () => {
  it('is a guess where nobody states it and no graph shows it', async () => {
    const found = await network({});
    expect(found.origins).toEqual({
      score: { from: 'graph' },
      activation: {
        from: 'guess',
        why: 'the graph has none after its two scores, the answers to one question perhaps',
      },
      labels: { from: 'guess', why: 'numbers of the classes' },
      preprocessing: { from: 'guess', why: 'one channel, grey levels in [0, 1]' },
      layer: { from: 'family', why: 'what enters the global pool' },
    });
    expect(guessedOf(found)).toEqual(['activation', 'labels', 'preprocessing']);
    expect(guessesInWords(found, guessedOf(found))).toBe(
      'net: nobody stated activation softmax (the graph has none after its two scores, the answers to one question perhaps), ' +
        'labels (numbers of the classes), preprocessing (one channel, grey levels in [0, 1])',
    );
  });

  it('is the card, over the metadata of the file', async () => {
    const metadata = { 'camscope.card': JSON.stringify({ labels: ['a', 'b'], activation: 'sigmoid' }) };
    const { origins } = await open(twoMaps({ metadata }), runtime, { activation: 'softmax', layer: 'maps' });
    expect(origins).toMatchObject({
      labels: { from: 'metadata' },
      activation: { from: 'card' },
      layer: { from: 'card' },
    });
  });

  it('is the family, where it prescribes it', async () => {
    const { origins } = await open(twoMaps(), runtime);
    expect(origins.preprocessing).toEqual({ from: 'family' });
  });

  it.each([
    ['Softmax', 'softmax'],
    ['Sigmoid', 'sigmoid'],
  ])('is the graph, where it ends in %s', async (op, activation) => {
    const found = await network({ tail: applied(op) });
    expect(found).toMatchObject({ activation, origins: { activation: { from: 'graph' } } });
    expect(guessedOf(found)).not.toContain('activation');
  });

  it('says what of the preprocessing it took for what', async () => {
    const why = async (made: Made) => (await network(made)).origins.preprocessing.why;
    expect(await why({ channels: 3 })).toBe('three channels, as networks of ImageNet have them');
    expect(await why({ classes: 18 })).toBe('one channel and 18 classes, as in TorchXRayVision');
    expect(await why({ side: 's' })).toMatch(/; the graph leaves the size open$/);
  });

  it('is a guess for the layer of a network without a global pool, unless a layer is named', async () => {
    const found = await network({ flatten: true });
    expect(guessedOf(found)).toContain('layer');
    expect(guessedOf(found, ['layer'])).not.toContain('layer');
    expect(found.origins.layer.why).toMatch(/no global pool/);
  });

  it('leaves nothing to guess where all is stated', async () => {
    const { preprocessing } = await network({});
    const stated = { labels: ['a', 'b'], preprocessing, activation: 'softmax', score: 'scores' } as const;
    const card: ModelCard = { ...stated, labels: [...stated.labels], layer: 'maps' };
    const found = await network({}, card);
    expect(Object.values(found.origins)).toEqual(Array(5).fill({ from: 'card' }));
    expect(guessesInWords(found, guessedOf(found))).toBeUndefined();
  });

  it('stays a guess in a file that explains itself', async () => {
    const { chunks, facts } = await selfExplainingModel({
      network: await network({}),
      explainer: activationSum,
    });
    expect(facts.guessed).toEqual(['activation', 'labels', 'preprocessing']);
    const bytes = Buffer.concat(chunks);
    const file = { bytes, source: { bytes }, sibling: () => ({ bytes }) };
    const again = await openNetwork({ location: 'again.onnx', file, registry, runtime });
    expect(guessedOf(again)).toEqual(facts.guessed);
    expect(again.origins.layer).toEqual({ from: 'metadata' });
  });
});

describe('a guessed activation', () => {
  it.each([
    [1, 'sigmoid'],
    [2, 'softmax'],
    [3, 'sigmoid'],
    [15, 'sigmoid'],
    [1000, 'softmax'],
  ])('of %i scores is %s', async (classes, activation) => {
    const found = await network({ classes });
    expect(found).toMatchObject({ activation, origins: { activation: { from: 'guess' } } });
  });

  it('is none where the scores are bounded already', async () => {
    const found = await network({ tail: applied('HardSigmoid') });
    expect(found.activation).toBe('none');
    expect(found.origins.activation.why).toBe('the scores come out of HardSigmoid');
  });
});
