import { afterAll, describe, expect, it } from 'vitest';
import { CamscopeError, runtimeWith, type Explainer } from '@camscope/core';
import { compileExplainer, type PrepareRequest } from '@camscope/engine';
import { channelMasks, composedMasks } from '@camscope/masks';
import { add, average, straightLine } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import { listening, throughMaps } from './perturbation-support.ts';
import { activationSum, explainOne, open, prepare, ramp, signedGradCam, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const session = { provider: 'cpu', threads: 1 };

async function prepared(explainer = signedGradCam, model = twoMaps()) {
  return prepare({ network: await open(model, runtime), explainer, runtime, session });
}

// Class 0: weights (6, 3)/6 on (x, 2x): 2x. Class 1: weights (−6, 6)/6: x.
const expected = (target: number, scale: number) =>
  [...ramp(scale).data].map((v) => v * (target === 0 ? 2 : 1));

describe('explain', () => {
  it('gives a map per class in one run', async () => {
    const explainer = await prepared();
    const { logits, maps } = await explainOne(explainer, { image: ramp(1), classes: [1, 0, 1] });
    expect([...logits]).toEqual([6 * 3.5 + 3 * 7, -6 * 3.5 + 6 * 7]);
    expect(maps.map(({ target }) => target)).toEqual([1, 0, 1]);
    for (const { target, raw } of maps) {
      expect(raw.dims).toEqual([1, 2, 3]);
      expect([...raw.data]).toEqual(expected(target, 1));
    }
    await explainer.release();
  });

  it('explains the class with the highest logit', async () => {
    const explainer = await prepared();
    expect(
      (await explainOne(explainer, { image: ramp(1), classes: 'top1' })).maps.map((map) => map.target),
    ).toEqual([0]);
    expect(
      (await explainOne(explainer, { image: ramp(-1), classes: 'top1' })).maps.map((map) => map.target),
    ).toEqual([1]);
    await explainer.release();
  });

  it('serves every class with a map that does not depend on the class', async () => {
    const explainer = await prepared(activationSum);
    const { maps } = await explainOne(explainer, { image: ramp(1), classes: [0, 1] });
    expect(maps.map(({ raw }) => [...raw.data])).toEqual([
      [3, 6, 9, 12, 15, 18],
      [3, 6, 9, 12, 15, 18],
    ]);
    await explainer.release();
  });

  it('gives logits alone when no class is asked for', async () => {
    const explainer = await prepared();
    const { logits, maps } = await explainOne(explainer, { image: ramp(1), classes: [] });
    expect(logits).toHaveLength(2);
    expect(maps).toEqual([]);
    await explainer.release();
  });
});

describe('several images', () => {
  it.each([
    // An image is 6 numbers, its maps 12, their means, those again and the scores 2 each.
    ['of three', 3 * 4 * (6 + 12 + 12 + 2 + 2 + 2), [3, 3, 2]],
    ['of one, where even that is more', 1, [1, 1, 1, 1, 1, 1, 1, 1]],
    ['of a batch', undefined, [5, 3]],
  ])('run in lots %s, as fit the memory', async (_, memory, runs) => {
    const heard: number[] = [];
    const own = listening(runtime, heard);
    const network = await open(twoMaps(), runtime);
    const request = { network, explainer: signedGradCam, runtime: own, session, memory, batch: 5 };
    const explainer = await prepare(request);
    const scales = [1, 2, 3, 4, 5, 6, 7, 8];
    const found = await explainer.explain(scales.map((scale) => ({ image: ramp(scale), classes: [0] })));
    expect(heard).toEqual(runs);
    expect(found.map(({ maps }) => [...maps[0].raw.data])).toEqual(scales.map((scale) => expected(0, scale)));
    await explainer.release();
  });

  it.each([
    ['a dynamic batch', 'n'],
    ['a batch fixed at 1', 1],
  ])('equals one by one with %s', async (_, batch) => {
    const model = twoMaps({ inputs: [{ name: 'x', type: 'float32', dims: [batch, 1, 2, 3] }] });
    const explainer = await prepared(signedGradCam, model);
    const results = await explainer.explain([
      { image: ramp(1), classes: [0] },
      { image: ramp(-2), classes: [1] },
      { image: ramp(0.5), classes: [1] },
    ]);
    const maps = results.map((result) => [...result.maps[0].raw.data]);
    expect(maps).toEqual([expected(0, 1), expected(1, -2), expected(1, 0.5)]);
    await explainer.release();
  });

  it('runs several classes where the batch is fixed at 1', async () => {
    const model = twoMaps({ inputs: [{ name: 'x', type: 'float32', dims: [1, 1, 2, 3] }] });
    const explainer = await prepared(signedGradCam, model);
    const { maps } = await explainOne(explainer, { image: ramp(1), classes: [0, 1] });
    expect(maps.map(({ raw }) => [...raw.data])).toEqual([expected(0, 1), expected(1, 1)]);
    await explainer.release();
  });

  it('takes and gives NCHW on a network of channels last', async () => {
    const model = twoMaps({
      nodes: [
        { op: 'Transpose', inputs: ['nhwc'], outputs: ['x'], attributes: { perm: [0, 3, 1, 2] } },
        { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['nchw'] },
        { op: 'Transpose', inputs: ['nchw'], outputs: ['maps'], attributes: { perm: [0, 2, 3, 1] } },
        { op: 'ReduceMean', inputs: ['maps'], outputs: ['flat'], attributes: { axes: [1, 2], keepdims: 0 } },
        { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
      ],
      inputs: [{ name: 'nhwc', type: 'float32', dims: ['n', 2, 3, 1] }],
    });
    const network = await open(model, runtime);
    expect(network.head.image.view.kind).toBe('channels-last');
    const explainer = await prepare({ network, explainer: signedGradCam, runtime, session, layer: 'maps' });
    expect(explainer.layers[0].view.kind).toBe('channels-last');
    const [result] = await explainer.explain([
      { image: ramp(1), classes: [0] },
      { image: ramp(2), classes: [1] },
    ]);
    expect([...result.maps[0].raw.data]).toEqual(expected(0, 1));
    await explainer.release();
  });

  it.each([-1, 2, 0.5])('refuses class %s of two', async (target) => {
    for (const explainer of [signedGradCam, throughMaps()]) {
      const own = await prepared(explainer);
      const asked = explainOne(own, { image: ramp(1), classes: [0, target] });
      await expect(asked).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      await own.release();
    }
  });

  it('stops when asked to', async () => {
    const explainer = await prepared();
    const signal = AbortSignal.abort();
    await expect(explainOne(explainer, { image: ramp(1), classes: [0] }, signal)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    await explainer.release();
  });
});

const blackened: Explainer = {
  ...throughMaps(),
  combine: undefined,
  map: undefined,
  layers: undefined,
  host: undefined,
  perturb: ({ mask }) => ({
    masks: channelMasks(),
    of: 'activations',
    keep: mask,
    fill: { kind: 'black' },
    scoreSpace: 'logit',
    weigh: ({ masked }) => masked,
  }),
};
const tooLarge: Explainer = {
  ...blackened,
  combine: undefined,
  map: undefined,
  layers: undefined,
  host: undefined,
  perturb: ({ mask }) => ({
    masks: composedMasks({
      recipe: {},
      combine: 'sum',
      over: (height, width) => {
        throw new CamscopeError('CONFIG_INVALID', `No mask fits ${height}×${width}`);
      },
    }),
    of: 'image',
    keep: mask,
    fill: { kind: 'value', value: 0 },
    scoreSpace: 'logit',
    weigh: ({ masked }) => masked,
  }),
};

describe('compileExplainer', () => {
  /** A runtime that opens nothing. */
  const closed = runtimeWith(runtime, { open: () => Promise.reject(new Error('opened')) });
  const compiled = async (request: Partial<PrepareRequest>) => {
    const network = await open(twoMaps(), runtime);
    return compileExplainer({ network, explainer: signedGradCam, runtime: closed, session, ...request });
  };
  const masks = { explainer: throughMaps() };

  it('tells layers without a session', async () => {
    for (const request of [{}, masks]) {
      const own = await compiled(request);
      expect(own).toMatchObject({ layer: 'last', layers: [{ name: 'last' }], approximate: false });
      await expect(own.open()).rejects.toThrow('opened');
    }
  });

  it.each<[string, Partial<PrepareRequest>]>([
    ['CONFIG_INVALID', { options: { relu: 1 } }],
    ['CONFIG_INVALID', { batch: 0 }],
    ['NAME_UNKNOWN', { layer: 'first' }],
    [
      'EXPRESSION_INVALID',
      {
        explainer: {
          ...signedGradCam,
          combine: undefined,
          map: () => average(straightLine(0, 2), average(straightLine(0, 2), add(1, 1))),
        } as Explainer,
      },
    ],
    ['MODEL_UNSUPPORTED', { layer: 'logits' }],
    ['CONFIG_INVALID', { ...masks, options: { relu: 1 } }],
    ['CONFIG_INVALID', { ...masks, budget: 0 }],
    ['CONFIG_INVALID', { ...masks, memory: 0 }],
    ['NAME_UNKNOWN', { ...masks, layer: 'first' }],
    ['CONFIG_INVALID', { ...masks, layer: ['last', 'x'] }],
    ['CONFIG_INVALID', { explainer: blackened }],
    ['CONFIG_INVALID', { explainer: tooLarge }],
  ])('finds a mistake without a session: %s, %o', async (code, request) => {
    await expect(compiled(request)).rejects.toMatchObject({ code });
  });
});

describe('several layers', () => {
  // early = (x, 2x), maps = ReLU(early).
  const twoLayers = twoMaps({
    nodes: [
      { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['early'] },
      { op: 'Relu', inputs: ['early'], outputs: ['maps'] },
      { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
    ],
  });
  const explain = async (layer: string | string[], aggregate: 'mean' | 'max') => {
    const explainer = await prepare({
      network: await open(twoLayers, runtime),
      explainer: signedGradCam,
      runtime,
      session,
      layer,
      aggregate,
    });
    const image = { ...ramp(1), data: Float32Array.of(-1, 0, 1, 2, 3, 4) };
    const { maps } = await explainOne(explainer, { image, classes: [1] });
    await explainer.release();
    return { layer: explainer.layer, values: [...maps[0].raw.data] };
  };

  it('are found by name and by pattern, each once', async () => {
    expect((await explain(['last', 'early'], 'mean')).layer).toBe('last+early');
    expect((await explain('*a*', 'mean')).layer).toBe('early+last');
    expect((await explain(['last', 'la*'], 'mean')).layer).toBe('last');
    await expect(explain('stage*', 'mean')).rejects.toThrow(
      /No layer is called 'stage\*'[^]*Known: early, last/,
    );
  });

  it('are joined at [0, 1], by their mean or maximum', async () => {
    // Class 1 on the ramp −1 … 4: at `last` the map is ReLU(x)/4 of its range; at `early` it is x, times
    // the mean gradient, of its range.
    const last = [0, 0, 1, 2, 3, 4].map((v) => v / 4);
    const early = [-1, 0, 1, 2, 3, 4].map((v) => (v + 1) / 5);
    const mean = (await explain(['early', 'last'], 'mean')).values;
    const max = (await explain(['early', 'last'], 'max')).values;
    last.forEach((value, i) => expect(mean[i]).toBeCloseTo((value + early[i]) / 2, 6));
    last.forEach((value, i) => expect(max[i]).toBeCloseTo(Math.max(value, early[i]), 6));
  });
});
