import { floatTensor, runtimeWith, sessionWith, type Explainer, type Tensor } from '@camscope/core';
import {
  compileExplainer,
  type CompiledExplainer,
  type Explained,
  type ExplainItem,
  type PreparedExplainer,
  type PrepareRequest,
} from '@camscope/engine';
import { NAMES, type ModelInput, type NodeInput, type Samples } from '@camscope/onnx';
import { average, gaussianNoise, gradient, straightLine } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { activationSum, open, ramp, signedGradCam, twoMaps, twoMapsWeights } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** Images that went through a network, the sizes of runs, and sessions opened on one. */
const counts = { images: 0, sizes: new Set<number>(), sessions: 0 };
beforeEach(() => Object.assign(counts, { images: 0, sizes: new Set(), sessions: 0 }));
const counting = runtimeWith(runtime, {
  async open(...request) {
    counts.sessions++;
    const session = await runtime.open(...request);
    return sessionWith(session, {
      async run(...feeds) {
        const found = await session.run(...feeds);
        counts.images += found[NAMES.logits].dims[0];
        counts.sizes.add(found[NAMES.logits].dims[0]);
        return found;
      },
    });
  },
});

const sampling = (samples: Samples): Explainer => ({
  ...signedGradCam,
  combine: undefined,
  map: ({ image, score }) => average(samples, gradient(score, image)),
  perturb: undefined,
  host: undefined,
});
const explainers: readonly [string, Explainer, passes: number][] = [
  ['a gradient', signedGradCam, 1],
  ['a mean over noise', sampling(gaussianNoise(0.1, 5, 0)), 6],
  ['a mean along a line', sampling(straightLine(0, 20)), 21],
  ['a map that knows no class', activationSum, 1],
];

const items: ExplainItem[] = [
  { image: ramp(0.1), classes: [1, 0, 1] },
  { image: ramp(-0.1), classes: 'top1' },
  { image: ramp(0.05), classes: [] },
  { image: ramp(0.1), classes: 'top1' },
  { image: ramp(0.2), classes: [0] },
  { image: ramp(-0.2), classes: [0, 1] },
];
const targets = [[1, 0, 1], [1], [], [0], [0], [0, 1]];

async function using<T>(
  model: Partial<ModelInput>,
  explainer: Explainer,
  use: (prepared: PreparedExplainer) => Promise<T>,
  request: Partial<PrepareRequest> = {},
  expected?: Parameters<CompiledExplainer['open']>[0],
): Promise<T> {
  const network = await open(twoMaps(model), runtime);
  const session = { provider: 'cpu', threads: 1 };
  const compiled = await compileExplainer({
    network,
    explainer,
    runtime: counting,
    session,
    layer: 'maps',
    ...request,
  });
  const prepared = await compiled.open(expected);
  try {
    return await use(prepared);
  } finally {
    await prepared.release();
  }
}

const explain = (model: Partial<ModelInput>, explainer: Explainer, wanted = items, batch?: number) =>
  using(model, explainer, (prepared) => prepared.explain(wanted), { batch });

/** The maps of each item, each class alone. */
function oneByOne(model: Partial<ModelInput>, explainer: Explainer): Promise<number[][][]> {
  return using(model, explainer, async (prepared) => {
    const found: number[][][] = [];
    for (const [n, { image }] of items.entries()) {
      const each: number[][] = [];
      for (const target of targets[n]) {
        const [{ maps }] = await prepared.explain([{ image, classes: [target] }]);
        each.push([...maps[0].raw.data]);
      }
      found.push(each);
    }
    return found;
  });
}

const body = (...between: readonly NodeInput[]): Partial<ModelInput> => ({
  nodes: [
    { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'] },
    ...between,
    { op: 'GlobalAveragePool', inputs: ['last'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
  ],
  initializers: {
    ...twoMapsWeights,
    gains: floatTensor(Float32Array.of(0.9, 0.8), [1, 2, 1, 1]),
    ones: integers(1, 1, 1),
    windows: integers(-1, 2, 3),
    whole: integers(-1, 2, 2, 3),
    vector: integers(-1),
  },
});
const turned = { perm: [1, 0, 2, 3] };
const models: Record<string, Partial<ModelInput>> = {
  'an operator that bends': body({ op: 'Tanh', inputs: ['maps'], outputs: ['last'] }),
  'a batch on the second axis': body(
    { op: 'Transpose', inputs: ['maps'], outputs: ['turned'], attributes: turned },
    { op: 'Tanh', inputs: ['turned'], outputs: ['bent'] },
    { op: 'Transpose', inputs: ['bent'], outputs: ['last'], attributes: turned },
  ),
  'weights that are laid out once an image': body(
    { op: 'Shape', inputs: ['maps'], outputs: ['size'], attributes: { start: 0, end: 1 } },
    { op: 'Concat', inputs: ['size', 'ones'], outputs: ['laid'], attributes: { axis: 0 } },
    { op: 'Expand', inputs: ['gains', 'laid'], outputs: ['each'] },
    { op: 'Mul', inputs: ['maps', 'each'], outputs: ['gained'] },
    { op: 'Tanh', inputs: ['gained'], outputs: ['last'] },
  ),
};
const inWindows = body(
  { op: 'Reshape', inputs: ['maps', 'windows'], outputs: ['apart'] },
  { op: 'Tanh', inputs: ['apart'], outputs: ['bent'] },
  { op: 'Reshape', inputs: ['bent', 'whole'], outputs: ['last'] },
);
/** As torch writes the pool of channels that come last, for a batch of 1. */
const asVector = body(
  { op: 'Tanh', inputs: ['maps'], outputs: ['bent'] },
  { op: 'Reshape', inputs: ['bent', 'vector'], outputs: ['all'] },
  { op: 'Reshape', inputs: ['all', 'whole'], outputs: ['last'] },
);
const fixed = { inputs: [{ name: 'x', type: 'float32' as const, dims: [1, 1, 2, 3] }] };

describe.each(Object.entries(models))('through %s', (_model, model) => {
  describe.each(explainers)('%s', (_explainer, explainer, passes) => {
    it.each([1, 3, 8])('takes one forward pass an image in runs of %i', async (batch) => {
      const found = await explain(model, explainer, items, batch);
      expectMaps(found, await oneByOne(model, explainer));
      expect(found.map((one) => one.passes)).toEqual(
        targets.map(({ length }) => (length === 0 ? 1 : passes)),
      );
    });
  });

  it.each(explainers)(
    '%s is the same on a device, in runs of few sizes',
    async (_explainer, explainer, passes) => {
      const found = await using(model, explainer, (prepared) => prepared.explain(items), {
        runtime: runtimeWith(counting, { baseline: 'none' }),
        batch: 4,
      });
      expect([1, 2, 4]).toEqual(expect.arrayContaining([...counts.sizes]));
      expectMaps(found, await oneByOne(model, explainer));
      expect(found.map((one) => one.passes)).toEqual(
        targets.map(({ length }) => (length === 0 ? 1 : passes)),
      );
    },
  );

  it('counts what has gone through the network', async () => {
    for (const [, explainer] of explainers) {
      counts.images = 0;
      const found = await explain(model, explainer);
      expect(counts.images).toBe(found.reduce((sum, { passes }) => sum + passes, 0));
    }
  });

  it('opens a session with an index only where rows share images', async () => {
    await explain(model, signedGradCam, [items[0]]);
    await explain(model, signedGradCam, items.slice(3, 5));
    expect(counts.sessions).toBe(2);
    await explain(model, signedGradCam, [items[0], items[4]]);
    expect(counts.sessions).toBe(4);
  });

  it('opens one session alone where images are said to come unevenly', async () => {
    for (const [, explainer] of explainers) {
      const expected = await oneByOne(model, explainer);
      Object.assign(counts, { sessions: 0 });
      const [even, all] = await using(
        model,
        explainer,
        async (prepared) => [await prepared.explain([items[4]]), await prepared.explain(items)],
        {},
        { unevenly: true },
      );
      expectMaps(even, [expected[4]], [targets[4]]);
      expectMaps(all, expected);
      expect(counts.sessions).toBe(1);
    }
  });
});

describe.each(explainers)('%s', (_explainer, explainer, passes) => {
  const asksClass = explainer !== activationSum;

  it('takes images one at a time where the batch is fixed at 1', async () => {
    const model = { ...models['an operator that bends'], ...fixed };
    const found = await explain(model, explainer);
    expectMaps(found, await oneByOne(model, explainer));
    expect(found.map((one) => one.passes)).toEqual(targets.map(({ length }) => (length === 0 ? 1 : passes)));
  });

  it.each([
    ['windows along an axis of the batch', inWindows],
    ['windows and a batch of 1', { ...inWindows, ...fixed }],
    ['a vector of all and a batch of 1', { ...asVector, ...fixed }],
  ])('takes one forward pass a class through %s', async (_shape, model) => {
    const found = await explain(model, explainer);
    const each = targets.map(({ length }) => (length === 0 ? 1 : passes * (asksClass ? length : 1)));
    expect(found.map((one) => one.passes)).toEqual(each);
    expect(counts.images).toBe(each.reduce((a, b) => a + b));
    expectMaps(found, await oneByOne(model, explainer));
  });
});

function expectMaps(
  found: readonly Explained[],
  expected: readonly (readonly number[][])[],
  classes = targets,
): void {
  found.forEach(({ maps }, n) => {
    expect(maps.map(({ target }) => target)).toEqual(classes[n]);
    maps.forEach(({ raw }, k) => {
      const largest = Math.max(...expected[n][k].map(Math.abs));
      raw.data.forEach((value, i) => {
        expect(Math.abs(value - expected[n][k][i])).toBeLessThanOrEqual(1e-6 * largest);
      });
    });
  });
}

function integers(...values: readonly number[]): Tensor<'int64'> {
  return { type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}
