import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { convergence, explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { deepLiftShap } from '@camscope/methods-deep-lift-shap';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

async function map(baseline: unknown) {
  const request = { runtime, explainer: deepLiftShap, model: onPaper, image: imageOnPaper, classes: [0] };
  return explainOnce({ ...request, options: { baseline } });
}

describe('DeepLIFT SHAP', () => {
  it('is DeepLIFT where there is one baseline', async () => {
    const { data } = (await map(0)).maps[0].raw;
    expect(Array.from(data, (value) => Number(value.toFixed(5)) + 0)).toEqual([0, -0.5, 0, 0.5]);
  });

  it('draws baselines by their seed, and takes the image with each batch of them', async () => {
    const five = (seed: number) => map({ from: 'uniform', count: 5, seed });
    const [once, again, other] = [await five(0), await five(0), await five(1)];
    expect(again.maps[0].raw.data).toEqual(once.maps[0].raw.data);
    expect(other.maps[0].raw.data).not.toEqual(once.maps[0].raw.data);
    expect(once.passes).toBeGreaterThan(5);
  });

  it('comes nearer to the mean over all baselines, as 1/√n', async () => {
    const sum = async (count: number, seed: number) => {
      const { maps } = await map({ from: 'uniform', count, seed });
      return maps[0].raw.data.reduce((total, value) => total + value, 0);
    };
    // Between the image's lowest and highest, 0 and 3, the mean score is 2·3/2 + 4/6; that of the image is 4.
    const rate = await convergence(async (count, seed) => (await sum(count, seed)) - 1 / 3);
    expect(rate).toBeGreaterThan(0.5);
    expect(rate).toBeLessThan(2);
  });
});
