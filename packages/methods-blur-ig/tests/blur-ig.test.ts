import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, noise, poolLinear } from '@camscope/testkit';
import { blurIg } from '@camscope/methods-blur-ig';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const SIZE = 16;
const image = noise(4, [1, SIZE, SIZE]);

const explain = (data: Float32Array, options: object) =>
  explainOnce({
    ...{ runtime, explainer: blurIg, model: poolLinear(), image: { ...image, data } },
    ...{ classes: [0, 1, 2], options },
  });

describe('Blur Integrated Gradients', () => {
  it('adds up to the change of the score from the blurred image, to 1 %', async () => {
    const [here, there] = [
      await explain(image.data, { steps: 100, sigma: 2 }),
      await explain(blurred(2), { steps: 1 }),
    ];
    for (const { target, raw } of here.maps) {
      const change = here.logits[target] - there.logits[target];
      const sum = raw.data.reduce((total, value) => total + value, 0);
      expect(Math.abs(sum - change)).toBeLessThan(0.01 * Math.abs(change));
    }
  });
});

/** The image under a Gaussian that is cut off at four sigma, edges continued, pixel by pixel. */
function blurred(sigma: number): Float32Array {
  const radius = 4 * sigma;
  const clamped = (place: number) => Math.min(SIZE - 1, Math.max(0, place));
  return image.data.map((_, p) => {
    let [sum, weights] = [0, 0];
    for (let u = -radius; u <= radius; u++)
      for (let v = -radius; v <= radius; v++) {
        const weight = Math.exp(-(u * u + v * v) / (2 * sigma * sigma));
        weights += weight;
        sum += weight * image.data[clamped(Math.floor(p / SIZE) + u) * SIZE + clamped((p % SIZE) + v)];
      }
    return sum / weights;
  });
}
