import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, testExplainer } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { fullGrad } from '@camscope/methods-full-grad';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: fullGrad,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('what every method must do', () => testExplainer(fullGrad, { test: it, runtime }));

describe('FullGrad', () => {
  it('equals the map computed on paper', async () => {
    // ∇x is (½ − 1) at the first place, where both maps are open, and ½ elsewhere: |∇x ∘ x| is (0, ½, 1, 3/2), 0 to 1 in thirds. The
    // bias (0, 1) meets ∂S/∂z of A² at the first place alone.
    const [map] = await maps();
    [1, 1 / 3, 2 / 3, 1].forEach((value, i) => expect(map[i]).toBeCloseTo(value, 6));
  });
});
