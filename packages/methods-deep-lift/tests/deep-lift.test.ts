import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { deepLift } from '@camscope/methods-deep-lift';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const explain = (options?: unknown) =>
  explainOnce({
    runtime,
    explainer: deepLift,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  });
const rounded = (data: Float32Array) => Array.from(data, (value) => Number(value.toFixed(5)) + 0);

describe('DeepLIFT', () => {
  it('equals what is computed on paper', async () => {
    const { maps, passes } = await explain();
    // Of 0, A² is 1 everywhere: it falls by 1 where x is 1, 2 or 3, a slope of −1, −½ and −⅓.
    expect(rounded(maps[0].raw.data)).toEqual([0, -0.5, 0, 0.5]);
    expect(rounded(maps[1].raw.data)).toEqual([0, -2.5, -3, -3.5]);
    // The image and the baseline, in one run.
    expect(passes).toBe(2);
  });

  it('adds up to what the score is more than that of the baseline', async () => {
    const { maps } = await explain({ baseline: 2 });
    const sums = maps.map(({ raw }) => raw.data.reduce((sum, value) => sum + value, 0));
    // At 2, A¹ is 2 and A² is 0, the scores 4 and −4; those of the image are 4 and −1.
    expect(sums[0]).toBeCloseTo(0, 5);
    expect(sums[1]).toBeCloseTo(3, 5);
  });
});
