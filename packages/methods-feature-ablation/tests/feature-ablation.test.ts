import { readFileSync } from 'node:fs';
import { featureAblation } from '@camscope/methods-feature-ablation';
import { createModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, floats } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const SIDE = 6;
const { captum, image, weights } = JSON.parse(
  readFileSync(new URL('fixtures/peers.json', import.meta.url), 'utf8'),
) as Readonly<Record<'captum' | 'image' | 'weights', number[]>>;

/** S = (Σ_q w_q x_q)² */
const square = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'one'], outputs: ['maps'] },
    { op: 'Flatten', inputs: ['maps'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['sum'] },
    { op: 'Mul', inputs: ['sum', 'sum'], outputs: ['logits'] },
  ],
  initializers: { one: floats([1], [1, 1, 1, 1]), w: floats(weights, [SIDE * SIDE, 1]) },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, SIDE, SIDE] }],
  outputs: [{ name: 'logits' }],
});

const explained = (options: object, how: object = {}) =>
  explainOnce({
    ...{ runtime, explainer: featureAblation, model: square, classes: [0] },
    image: floats(image, [1, SIDE, SIDE]),
    options: { preset: 'captum', cut: 'grid', segments: 9, ...options },
    ...how,
  });

describe('feature ablation', () => {
  it("is Captum's on the same segments", async () => {
    const { maps, passes, facts } = await explained({});
    expect([...maps[0].raw.data]).toEqual(captum.map((value) => expect.closeTo(value, 4)));
    expect(passes).toBe(1 + 9);
    expect(facts).toMatchObject({ maps: 9, taken: 9 });
  });

  it('needs all of its masks', async () => {
    await expect(explained({}, { budget: 8 })).rejects.toThrow(/Every segment[^]*9 segments/);
    expect((await explained({}, { budget: 9 })).maps).toEqual((await explained({})).maps);
  });

  it('cuts superpixels where it is not told otherwise', async () => {
    const { facts } = await explained({ cut: 'slic', segments: 4 });
    expect(facts!.maps).toBeGreaterThan(1);
    expect(facts!.maps).not.toBe(9);
  });
});
