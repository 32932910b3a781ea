import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, testExplainer } from '@camscope/testkit';
import { layerCam } from '@camscope/methods-layer-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: layerCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('what every method must do', () => testExplainer(layerCam, { test: it, runtime }));

describe('LayerCAM', () => {
  it('equals the map computed on paper', async () => {
    // The negative gradient of A¹ for class 1 counts for nothing.
    expect(await maps()).toEqual([
      [1, 0.5, 1, 1.5],
      [2, 0, 0, 0],
    ]);
  });
});
