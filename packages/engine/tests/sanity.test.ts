import type { Explainer } from '@camscope/core';
import { prepare, sanitySteps, type Explained, type Network, type SanityOptions } from '@camscope/engine';
import { createModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gradCam, guidedBackprop, tiny, tinyCard, tinyImage } from './randomise-support.ts';
import { explainOne, open } from './support.ts';

const runtime = startNodeRuntime();
const session = { provider: 'cpu', threads: 1 };
let network: Network;
beforeAll(async () => void (network = await open(createModel(tiny), runtime, tinyCard)));
afterAll(() => runtime.close());

async function explained(explainer: Explainer, on: Network): Promise<Explained> {
  const prepared = await prepare({ network: on, explainer, runtime, session });
  const found = await explainOne(prepared, { image: tinyImage, classes: [0, 1, 2] });
  await prepared.release();
  return found;
}

/** What comes of the image at every step. */
async function alongTheSteps(explainer: Explainer, options?: SanityOptions): Promise<Explained[]> {
  const found: Explained[] = [];
  for await (const step of sanitySteps(network, options))
    found.push(await explained(explainer, step.network));
  return found;
}

describe('maps of a network whose weights are drawn anew', () => {
  it('begin with those of the network itself, bit for bit', async () => {
    const untouched = await explained(gradCam, network);
    const [first, ...others] = await alongTheSteps(gradCam);
    expect(first).toEqual(untouched);
    expect(others).toHaveLength(3);
    for (const { logits } of others) expect(logits).not.toEqual(untouched.logits);
  });

  /** Mean correlation of the magnitudes with those of the network itself, once every weight has been drawn. */
  async function likenessAtTheEnd(explainer: Explainer): Promise<number> {
    const found: number[] = [];
    for (let seed = 0; seed < 8; seed++) {
      const [before, , after] = (await alongTheSteps(explainer, { steps: 2, seed })).map(({ maps }) =>
        maps.map(({ raw }) => raw.data.map(Math.abs)),
      );
      found.push(...after.map((map, i) => correlation(map, before[i])));
    }
    return found.reduce((a, b) => a + b, 0) / found.length;
  }

  // Nie, Zhang, Patel 2018, arXiv:1805.07039: Guided Backprop recovers the image, whatever the weights.
  it('tell Grad-CAM, which follows the weights, from Guided Backprop, which hardly does', async () => {
    expect(await likenessAtTheEnd(guidedBackprop)).toBeGreaterThan(0.5);
    expect(Math.abs(await likenessAtTheEnd(gradCam))).toBeLessThan(0.25);
  });
});

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
