import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, noise, poolLinear } from '@camscope/testkit';
import { integratedGradients } from '@camscope/methods-integrated-gradients';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: integratedGradients,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Integrated Gradients', () => {
  it('equals the integral computed on paper', async () => {
    // Each pixel's share of S⁰ is (2·ReLU(x) + 4·ReLU(1 − x))/4: its change from 0. Kinks lie between the 30 midpoints.
    const [first] = await maps({ steps: 30 });
    [0, -0.5, 0, 0.5].forEach((value, i) => expect(first[i]).toBeCloseTo(value, 6));
  });

  it('adds up to the change of the score, to 1 %', async () => {
    const model = poolLinear();
    const image = noise(4, [1, 16, 16]);
    const run = (data: Float32Array) =>
      explainOnce({
        runtime,
        explainer: integratedGradients,
        model,
        image: { ...image, data },
        classes: [0, 1, 2],
        options: { steps: 200 },
      });
    const [here, there] = [await run(image.data), await run(new Float32Array(256))];
    for (const { target, raw } of here.maps) {
      const change = here.logits[target] - there.logits[target];
      const sum = raw.data.reduce((total, value) => total + value, 0);
      expect(Math.abs(sum - change)).toBeLessThan(0.01 * Math.abs(change));
    }
  });

  it('starts from the baseline that was asked for', async () => {
    // From 1: S⁰ changes by (2·0 + 4·1 − 2)/4 at x = 0, by 0, ½ and 1 elsewhere.
    const [first] = await maps({ steps: 30, baseline: 1 });
    [0.5, 0, 0.5, 1].forEach((value, i) => expect(first[i]).toBeCloseTo(value, 6));
  });
});
