import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { segEigenCam } from '@camscope/methods-seg-eigen-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: segEigenCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Seg-Eigen-CAM', () => {
  it('has its largest value on the positive side', async () => {
    for (const map of await maps()) expect(Math.max(...map)).toBeGreaterThan(-Math.min(...map));
  });

  it('takes gradients by their size', async () => {
    // Of class 1, |∂S/∂A| ∘ A is ½A¹ and 2A², whose centred Gram matrix is (1.25, −1.5; −1.5, 3).
    const eigenvalue = (4.25 + Math.hypot(1.75, 3)) / 2;
    const length = Math.hypot(eigenvalue - 3, 1.5);
    const [one, two] = [(3 - eigenvalue) / length, 1.5 / length];
    const [, map] = await maps();
    expectClose(map, [
      -0.75 * one + 1.5 * two,
      -0.25 * one - 0.5 * two,
      0.25 * one - 0.5 * two,
      0.75 * one - 0.5 * two,
    ]);
  });
});

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
}
