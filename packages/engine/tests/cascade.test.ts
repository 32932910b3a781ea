import type { Explainer } from '@camscope/core';
import { cascade, prepare, type CascadeRequest, type CascadeResult, type Network } from '@camscope/engine';
import { createModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gradCam, guidedBackprop, tiny, tinyCard, tinyImage } from './randomise-support.ts';
import { open } from './support.ts';

const runtime = startNodeRuntime();
const session = { provider: 'cpu', threads: 1 };
let network: Network;
beforeAll(async () => void (network = await open(createModel(tiny), runtime, tinyCard)));
afterAll(() => runtime.close());

const classes = [0, 1, 2];
const requestOf = (explainer: Explainer, changes: Partial<CascadeRequest> = {}): CascadeRequest => ({
  network,
  explainer,
  runtime,
  session,
  items: [{ image: tinyImage, classes }],
  ...changes,
});

describe('cascade', () => {
  it('begins with the maps of the network itself, bit for bit', async () => {
    const prepared = await prepare({ network, explainer: gradCam, runtime, session });
    const untouched = await prepared.explain({ image: tinyImage, classes });
    await prepared.release();
    const steps = await collect(requestOf(gradCam));
    expect(steps.map(({ step, layer, item }) => [step, layer, item])).toEqual([
      [0, '', 0],
      [1, 'classifier', 0],
      [2, 'features.1', 0],
      [3, 'features.0', 0],
    ]);
    expect(steps[0].explained).toEqual(untouched);
    for (const { explained } of steps.slice(1)) expect(explained.logits).not.toEqual(untouched.logits);
  });

  it('goes through all images at each step, and keeps to the classes of the network itself', async () => {
    const dark = { ...tinyImage, data: tinyImage.data.map((value) => 1 - value) };
    const items = [tinyImage, dark].map((image) => ({ image, classes: 'top1' as const }));
    const randomise = { steps: 2, seed: 4 };
    const results = await collect(requestOf(gradCam, { items, randomise }));
    expect(results.map(({ step, item }) => [step, item])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
    ]);
    const targets = results.map(({ explained }) => explained.maps[0].target);
    expect(targets.slice(2)).toEqual([...targets.slice(0, 2), ...targets.slice(0, 2)]);
    const tops = results.map(({ explained: { logits } }) => logits.indexOf(Math.max(...logits)));
    expect(tops.slice(0, 2)).toEqual(targets.slice(0, 2));
    expect(tops).not.toEqual(targets);
  });

  /** Mean correlation of the magnitudes with those of the network itself, once every weight has been drawn. */
  async function likenessAtTheEnd(explainer: Explainer): Promise<number> {
    const found: number[] = [];
    for (let seed = 0; seed < 8; seed++) {
      const request = requestOf(explainer, { randomise: { steps: 2, seed } });
      const [before, , after] = (await collect(request)).map(({ explained }) =>
        explained.maps.map(({ raw }) => raw.data.map(Math.abs)),
      );
      found.push(...after.map((map, i) => correlation(map, before[i])));
    }
    return found.reduce((a, b) => a + b, 0) / found.length;
  }

  // Nie, Zhang, Patel 2018, arXiv:1805.07039: Guided Backprop recovers the image, whatever the weights.
  it('tells Grad-CAM, which follows the weights, from Guided Backprop, which hardly does', async () => {
    expect(await likenessAtTheEnd(guidedBackprop)).toBeGreaterThan(0.5);
    expect(Math.abs(await likenessAtTheEnd(gradCam))).toBeLessThan(0.25);
  });
});

async function collect(request: CascadeRequest): Promise<CascadeResult[]> {
  const results: CascadeResult[] = [];
  for await (const result of cascade(request)) results.push(result);
  return results;
}

/** Pearson's; 0 for a map of one value. */
function correlation(a: Float32Array, b: Float32Array): number {
  const centred = (values: Float32Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const product = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  const [x, y] = [centred(a), centred(b)];
  const scale = Math.sqrt(product(x, x) * product(y, y));
  return scale === 0 ? 0 : product(x, y) / scale;
}
