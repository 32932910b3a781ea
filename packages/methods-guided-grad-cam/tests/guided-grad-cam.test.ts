import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { guidedGradCam } from '@camscope/methods-guided-grad-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: guidedGradCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Guided Grad-CAM', () => {
  it('equals the product computed on paper', async () => {
    // Grad-CAM of class 0 is [1, ½, 1, 1½], in [0, 1] [½, 0, ½, 1]; of class 1 [2, 0, 0, 0].
    expect(await maps()).toEqual([
      [-0.5, 0, 0.25, 0.5],
      [-2, 0, 0, 0],
    ]);
  });
});
