import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { eigenGradCam } from '@camscope/methods-eigen-grad-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: eigenGradCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Eigen-Grad-CAM', () => {
  it('equals the projection computed on paper', async () => {
    // ∂S/∂A ∘ A of class 0 is ½A¹ and A², whose centred Gram matrix is (1.25, −0.75; −0.75, 0.75).
    const eigenvalue = 1 + Math.sqrt(0.625);
    const length = Math.hypot(eigenvalue - 0.75, 0.75);
    const [one, two] = [(eigenvalue - 0.75) / length, -0.75 / length];
    const [map] = await maps();
    const expected = [
      -0.75 * one + 0.75 * two,
      -0.25 * one - 0.25 * two,
      0.25 * one - 0.25 * two,
      0.75 * one - 0.25 * two,
    ];
    expectClose(map, expected);
  });
});

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
}
