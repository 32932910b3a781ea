import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, testExplainer } from '@camscope/testkit';
import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: gradCamPlusPlus,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('what every method must do', () => testExplainer(gradCamPlusPlus, { test: it, runtime }));

describe('Grad-CAM++', () => {
  it('equals the map computed on paper', async () => {
    // Class 0: ΣA = (6, 1), α = 1/(2 + g·ΣA) = (1/5, 1/3), w = 4·α·g = (2/5, 4/3). Class 1: g¹ < 0, α² = 1/4, w² = 2.
    const [first, second] = await maps();
    [4 / 3, 0.4, 0.8, 1.2].forEach((value, i) => expect(first[i]).toBeCloseTo(value, 6));
    expect(second).toEqual([2, 0, 0, 0]);
  });

  it("divides α by its sum as the authors' code does", async () => {
    // α is the same everywhere, so each place gets 1/4, and w = g.
    const [first] = await maps({ alphaNormalisation: 'authors' });
    [1, 0.5, 1, 1.5].forEach((value, i) => expect(first[i]).toBeCloseTo(value, 6));
  });

  it('bends α by an epsilon', async () => {
    // α¹ = ¼/(¼·5 + 1) = 1/9, α² = 1/(3 + 1) = 1/4: w = (2/9, 1).
    const [first] = await maps({ epsilon: 1 });
    [1, 2 / 9, 4 / 9, 6 / 9].forEach((value, i) => expect(first[i]).toBeCloseTo(value, 6));
  });
});
