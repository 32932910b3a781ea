import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { inputGradient } from '@camscope/methods-input-gradient';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: inputGradient,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('the input gradient', () => {
  it('equals the gradient computed on paper', async () => {
    // ½ where x > 0, −1 where x < 1; at its kink a ReLU passes nothing.
    expect(await maps()).toEqual([
      [-1, 0.5, 0.5, 0.5],
      [-2, -0.5, -0.5, -0.5],
    ]);
  });

  it('times the image', async () => {
    expect((await maps({ times: 'image' }))[0]).toEqual([-0, 0.5, 1, 1.5]);
  });
});
