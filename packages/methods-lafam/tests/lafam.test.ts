import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { laFam } from '@camscope/methods-lafam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: laFam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('LaFAM', () => {
  it('is the mean of the maps, whatever the class', async () => {
    const mean = [0.5, 0.5, 1, 1.5];
    expect(await maps()).toEqual([mean, mean]);
  });
});
