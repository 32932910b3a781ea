import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
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
});
