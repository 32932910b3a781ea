import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, floats, imageOnPaper, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { eigenCam } from '@camscope/methods-eigen-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown, image = imageOnPaper) {
  const request = {
    runtime,
    explainer: eigenCam,
    model: onPaper,
    image,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

/** v_1 of the 2×2 Gram matrix (a, b; b, d), times two maps. */
function projected([a, b, d]: readonly number[], one: readonly number[], two: readonly number[]): number[] {
  const eigenvalue = (a + d + Math.hypot(a - d, 2 * b)) / 2;
  const length = Math.hypot(eigenvalue - d, b);
  return one.map((value, i) => ((eigenvalue - d) * value + b * two[i]) / length);
}

describe('Eigen-CAM', () => {
  const centred = projected([5, -1.5, 0.75], [-1.5, -0.5, 0.5, 1.5], [0.75, -0.25, -0.25, -0.25]);

  it('equals the projection computed on paper, positive where the layer is active', async () => {
    for (const map of await maps()) expectClose(map, centred);
  });

  it('takes no means where it is told so', async () => {
    const [map] = await maps({ centred: false });
    expectClose(map, projected([14, 0, 1], [0, 1, 2, 3], [1, 0, 0, 0]));
  });

  it('loses the second component as fast as its page says', async () => {
    // A¹ is (1.2, 0, 0, 0) and A² (0, 1, 1, 1): σ_1² is 3, σ_2² is 1.44, and what the first place holds is left of it.
    const image = floats([1.2, 0, 0, 0], [1, 2, 2]);
    const left = async (squarings: number) => {
      const [map] = await maps({ centred: false, squarings }, image);
      return map[0] / map[1];
    };
    const errors = await Promise.all([1, 2, 3, 10].map(left));
    expect(errors[1] / errors[0]).toBeCloseTo(0.48 ** 2, 4);
    expect(errors[2] / errors[1]).toBeCloseTo(0.48 ** 4, 4);
    expect(Math.abs(errors[3])).toBeLessThan(1e-9);
  });

  it('turns the value of largest size to the positive side where it is told so', async () => {
    expect(centred[0]).toBeLessThan(-centred[3]);
    const [map] = await maps({ sign: 'extreme' });
    expectClose(
      map,
      centred.map((value) => -value),
    );
  });
});

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
}
