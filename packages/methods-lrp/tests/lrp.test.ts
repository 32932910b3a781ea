import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { lrp } from '@camscope/methods-lrp';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The map of class 0, whose score is 4: 3 of the mean of A¹ = x, 1 of A² = ReLU(1 − x) at the first place. */
async function map(options?: unknown) {
  const request = { runtime, explainer: lrp, model: onPaper, image: imageOnPaper, classes: [0], options };
  const { data } = (await explainOnce(request)).maps[0].raw;
  return Array.from(data, (value) => Number(value.toFixed(5)) + 0);
}

describe('LRP', () => {
  it.each(['epsilon', 'epsilon-plus'])('shares the score out as on paper: %s', async (composite) => {
    // The bias 1 takes what A² is owed.
    expect(await map({ composite })).toEqual([0, 0.5, 1, 1.5]);
  });

  it('starts with 1 where it is asked to', async () => {
    expect(await map({ start: 'one' })).toEqual([0, 0.125, 0.25, 0.375]);
  });

  it('in a box, a number counts as far as it is from the bound', async () => {
    // A² is 1 − x, and x = 0 is 3 from its upper bound.
    expect(await map({ composite: 'epsilon-gamma-box', low: 0, high: 3 })).toEqual([1, 0.5, 1, 1.5]);
  });

  it('where nobody says how large the box is, preprocessing does', async () => {
    const given = await map({ composite: 'epsilon-gamma-box', low: 0, high: 1 });
    expect(await map({ composite: 'epsilon-gamma-box' })).toEqual(given);
  });

  it('refuses a box of another number of channels', async () => {
    await expect(map({ composite: 'epsilon-gamma-box', low: [0, 0] })).rejects.toThrow(
      /The image has 1 channels, and there are 2 bounds/,
    );
  });
});
