import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { convergence, explainOnce, noise, poolLinear } from '@camscope/testkit';
import { gradientShap } from '@camscope/methods-gradient-shap';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = noise(4, [1, 16, 16]);

const explain = (data: Float32Array, options: object) =>
  explainOnce({
    ...{ runtime, explainer: gradientShap, model: poolLinear(), image: { ...image, data }, classes: [0] },
    options: { baseline: 0, sigma: 0, ...options },
  });

describe('GradientSHAP', () => {
  it('adds up to the change of the score, the nearer the more places there are, as 1/√n', async () => {
    const black = await explain(new Float32Array(256), { samples: 1 });
    const missing = async (samples: number, seed: number) => {
      const { logits, maps } = await explain(image.data, { samples, seed });
      const sum = maps[0].raw.data.reduce((total, value) => total + value, 0);
      return sum - (logits[0] - black.logits[0]);
    };
    const rate = await convergence(missing);
    expect(rate).toBeGreaterThan(0.5);
    expect(rate).toBeLessThan(2);
  });

  it('draws baselines and places from its seed', async () => {
    const run = async (seed: number) =>
      (await explain(image.data, { samples: 3, seed, baseline: 'uniform' })).maps[0].raw.data;
    const [one, again, other] = [await run(0), await run(0), await run(1)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('says what is missing where there are no images of the data', async () => {
    await expect(explain(image.data, { baseline: 'data' })).rejects.toThrow('no images to start from');
  });
});
