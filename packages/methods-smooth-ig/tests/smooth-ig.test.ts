import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, noise, poolLinear } from '@camscope/testkit';
import { smoothIg } from '@camscope/methods-smooth-ig';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const model = poolLinear();
const image = noise(4, [1, 16, 16]);

const explain = (data: Float32Array, options: unknown = {}) =>
  explainOnce({
    runtime,
    explainer: smoothIg,
    model,
    image: { ...image, data },
    classes: [0, 1, 2],
    options,
  });

describe('Smooth Integrated Gradients', () => {
  it('is Integrated Gradients where there is next to no noise: it adds up to the change of the score, to 1 %', async () => {
    const [here, there] = [
      await explain(image.data, { samples: 3, steps: 100, sigma: 1e-5 }),
      await explain(new Float32Array(256), { samples: 1, steps: 1 }),
    ];
    for (const { target, raw } of here.maps) {
      const change = here.logits[target] - there.logits[target];
      const sum = raw.data.reduce((total, value) => total + value, 0);
      expect(Math.abs(sum - change)).toBeLessThan(0.01 * Math.abs(change));
    }
  });

  it('is the same for the same seed', async () => {
    const run = async (seed: number) =>
      (await explain(image.data, { samples: 2, steps: 2, seed })).maps[0].raw.data;
    const [one, again, other] = [await run(0), await run(0), await run(1)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });
});
