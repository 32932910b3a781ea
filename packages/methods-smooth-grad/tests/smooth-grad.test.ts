import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { smoothGrad } from '@camscope/methods-smooth-grad';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: smoothGrad,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('SmoothGrad', () => {
  const between = { ...imageOnPaper, data: Float32Array.of(0.5, 0.5, 2, 2.5) };
  const run = async (options: unknown) => {
    const request = { runtime, explainer: smoothGrad, model: onPaper, image: between, classes: [0], options };
    return [...(await explainOnce(request)).maps[0].raw.data];
  };

  it('is the gradient where the noise reaches no kink', async () => {
    (await run({ sigma: 0.01 })).forEach((value, i) =>
      expect(value).toBeCloseTo([-0.5, -0.5, 0.5, 0.5][i], 5),
    );
  });

  it('averages the squared gradient when asked to', async () => {
    (await run({ sigma: 0.01, square: true })).forEach((value) => expect(value).toBeCloseTo(0.25, 5));
  });

  it('smooths what lies near a kink, the same for the same seed', async () => {
    const [first, again, other] = [
      await run({ sigma: 0.5 }),
      await run({ sigma: 0.5 }),
      await run({ sigma: 0.5, seed: 1 }),
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first[0]).toBeGreaterThan(-0.5);
  });

  it('explains each class of a network on its own', async () => {
    const [first, second] = await maps({ sigma: 0.001 });
    expect(first[3]).toBeCloseTo(0.5, 5);
    expect(second[3]).toBeCloseTo(-0.5, 5);
  });
});
