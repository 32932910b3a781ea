import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, testExplainer } from '@camscope/testkit';
import { xgradCam } from '@camscope/methods-xgrad-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: xgradCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('what every method must do', () => testExplainer(xgradCam, { test: it, runtime }));

describe('XGrad-CAM', () => {
  it('equals the map computed on paper', async () => {
    // A gradient that is the same everywhere is its own weighted mean.
    const [first, second] = await maps({ relu: false });
    [1, 0.5, 1, 1.5].forEach((value, i) => expect(first[i]).toBeCloseTo(value, 6));
    [2, -0.5, -1, -1.5].forEach((value, i) => expect(second[i]).toBeCloseTo(value, 6));
  });

  it('gives a map that is nowhere active no weight', async () => {
    // On x = 2 everywhere A² is zero: 0/0 must not become NaN.
    const image = { ...imageOnPaper, data: Float32Array.of(2, 2, 2, 2) };
    const { maps } = await explainOnce({ runtime, explainer: xgradCam, model: onPaper, image, classes: [0] });
    expect([...maps[0].raw.data]).toEqual([1, 1, 1, 1]);
  });
});
