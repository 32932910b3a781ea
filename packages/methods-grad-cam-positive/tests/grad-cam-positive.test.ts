import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { gradCamPositive } from '@camscope/methods-grad-cam-positive';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: gradCamPositive,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Grad-CAM with positive gradients', () => {
  it('equals the map computed on paper', async () => {
    // Class 0: A¹ is positive at three of four places, w = (¾·½, ¼·1). Class 1: w = (0, ¼·2).
    expect(await maps()).toEqual([
      [0.25, 0.375, 0.75, 1.125],
      [0.5, 0, 0, 0],
    ]);
  });
});
