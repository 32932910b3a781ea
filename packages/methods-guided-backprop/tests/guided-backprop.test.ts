import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { guidedBackprop } from '@camscope/methods-guided-backprop';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: guidedBackprop,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Guided Backprop', () => {
  it('equals the gradient computed on paper', async () => {
    // Class 1: the negative gradient of A¹ is stopped at its ReLU.
    expect(await maps()).toEqual([
      [-1, 0.5, 0.5, 0.5],
      [-2, 0, 0, 0],
    ]);
  });
});
