import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { classOf, layerOf, probabilitiesOf } from '@camscope/engine';
import { open, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const preprocessing = {
  size: [2, 3],
  channels: 1,
  fit: 'stretch',
  range: [0, 1],
  mean: [0],
  std: [1],
} as const;

describe('openNetwork', () => {
  it('names the network after its file and its classes by number', async () => {
    const network = await open(twoMaps(), runtime);
    expect(network).toMatchObject({
      name: 'two-maps',
      family: 'anything',
      labels: ['0', '1'],
      activation: 'softmax',
      fixedBatch: false,
    });
    expect(network.head).toMatchObject({
      logits: 'logits',
      classes: 2,
      target: { tensor: 'maps', view: { kind: 'channels-first' } },
    });
  });

  it('lets the card speak over the metadata, and the metadata over the architecture', async () => {
    const metadata = { 'camscope.card': JSON.stringify({ name: 'inner', labels: ['a', 'b'] }) };
    const network = await open(twoMaps({ metadata }), runtime, { name: 'outer', activation: 'softmax' });
    expect(network).toMatchObject({ name: 'outer', labels: ['a', 'b'], activation: 'softmax' });
  });

  it('takes the activation from the graph', async () => {
    const base = [
      { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'] },
      { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['scores'] },
      { op: 'Softmax', inputs: ['scores'], outputs: ['probabilities'], attributes: { axis: 1 } },
    ];
    const network = await open(twoMaps({ nodes: base, outputs: [{ name: 'probabilities' }] }), runtime);
    expect(network.head).toMatchObject({ logits: 'scores', activation: 'softmax' });
    expect(network.activation).toBe('softmax');
  });

  it.each([
    ['labels', { labels: ['only one'] }, /1 labels.*scores 2 classes/s],
    [
      'size',
      {
        preprocessing: {
          ...preprocessing,
          size: [4, 4] as [number, number],
          range: [0, 1] as [number, number],
          mean: [0],
          std: [1],
        },
      },
      /4×4.*2×3/s,
    ],
    ['score', { score: 'logit' }, /Nearest: logits/],
  ])('refuses %s that do not fit', async (_, card, message) => {
    await expect(open(twoMaps(), runtime, card)).rejects.toThrow(message);
  });

  it.each(['resnet50.card.yaml', 'cards/resnet50.json', 'study.YML'])(
    'says of %s that it is no network, and where a card is given',
    async (location) => {
      const card = new TextEncoder().encode('file: resnet50.onnx\n');
      await expect(open(card, runtime, {}, location)).rejects.toMatchObject({
        code: 'MODEL_MALFORMED',
        summary: `'${location.replace('cards/', '')}' is no network`,
        details: { fix: expect.stringContaining('--card') as string },
      });
    },
  );

  it('refuses metadata that is not a card', async () => {
    await expect(open(twoMaps({ metadata: { 'camscope.card': '{' } }), runtime)).rejects.toThrow(/not JSON/);
    await expect(open(twoMaps({ metadata: { 'camscope.card': '{"lables":[]}' } }), runtime)).rejects.toThrow(
      /nearest: labels/,
    );
  });
});

describe('layerOf', () => {
  it('finds layers by name, tensors by name, and says what is near', async () => {
    const network = await open(twoMaps(), runtime);
    expect(layerOf(network).tensor).toBe('maps');
    expect(layerOf(network, 'last').tensor).toBe('maps');
    expect(layerOf(network, 'maps')).toEqual({
      name: 'maps',
      tensor: 'maps',
      view: { kind: 'channels-first' },
    });
    expect(() => layerOf(network, 'lost')).toThrow(/No layer is called 'lost'[^]*Nearest: last/);
    expect(() => layerOf(network, 'flat')).toThrow(/not a stack of maps[^]*\[1, 2\]/);
  });
});

describe('classes and probabilities', () => {
  it('finds a class by label, loosely spelt label or index', async () => {
    const network = await open(twoMaps(), runtime, { labels: ['No Finding', 'Pleural_Thickening'] });
    expect(classOf(network, 'No Finding')).toBe(0);
    expect(classOf(network, 'pleural thickening')).toBe(1);
    expect(classOf(network, '1')).toBe(1);
    expect(() => classOf(network, '2')).toThrow(/There is no class 2/);
    expect(() => classOf(network, 'Pleural_Thickenin')).toThrow(/Nearest: Pleural_Thickening/);
  });

  it('turns logits into probabilities as the network has it', async () => {
    const network = await open(twoMaps(), runtime, { activation: 'sigmoid' });
    const logits = Float32Array.of(0, Math.log(3));
    expect([...probabilitiesOf(network, logits)]).toEqual([0.5, 0.75]);
    expect([...probabilitiesOf({ ...network, activation: 'softmax' }, logits)]).toEqual([0.25, 0.75]);
    expect([...probabilitiesOf({ ...network, activation: 'softmax' }, Float32Array.of(1000, 0))]).toEqual([
      1, 0,
    ]);
    expect(probabilitiesOf({ ...network, activation: 'none' }, logits)).toBe(logits);
  });
});
