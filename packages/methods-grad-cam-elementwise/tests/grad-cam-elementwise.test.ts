import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { gradCamElementwise } from '@camscope/methods-grad-cam-elementwise';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: gradCamElementwise,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Element-wise Grad-CAM', () => {
  it('equals the map computed on paper', async () => {
    // The negative products of A¹ for class 1 take nothing from those of A².
    expect(await maps()).toEqual([
      [1, 0.5, 1, 1.5],
      [2, 0, 0, 0],
    ]);
  });
});
