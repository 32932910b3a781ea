import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { kpcaCam } from '@camscope/methods-kpca-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: kpcaCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('KPCA-CAM', () => {
  it('is, with a flat kernel, Eigen-CAM at another scale', async () => {
    // tanh is a line to within γ², so that what is left of it, once centred, is the linear kernel.
    const [map] = await maps({ gamma: 1e-4 });
    const [one, two] = [0.953154, -0.302486];
    const linear = [
      -1.5 * one + 0.75 * two,
      -0.5 * one - 0.25 * two,
      0.5 * one - 0.25 * two,
      1.5 * one - 0.25 * two,
    ];
    expectClose(
      map.map((value) => value / map[0]),
      linear.map((value) => value / linear[0]),
      2,
    );
  });

  it('has its largest value on the positive side', async () => {
    for (const map of await maps()) expect(Math.max(...map)).toBeGreaterThan(-Math.min(...map));
  });
});

function expectClose(values: readonly number[], expected: readonly number[], digits: number): void {
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], digits));
}
