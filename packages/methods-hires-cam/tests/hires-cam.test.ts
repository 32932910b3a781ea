import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, testExplainer } from '@camscope/testkit';
import { hiResCam } from '@camscope/methods-hires-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: hiResCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('what every method must do', () => testExplainer(hiResCam, { test: it, runtime }));

describe('HiResCAM', () => {
  it('equals the map computed on paper', async () => {
    // ½·A¹ + A², and −½·A¹ + 2·A² without its negative part.
    expect(await maps()).toEqual([
      [1, 0.5, 1, 1.5],
      [2, 0, 0, 0],
    ]);
  });

  it('keeps negative evidence without the ReLU', async () => {
    expect((await maps({ relu: false }))[1]).toEqual([2, -0.5, -1, -1.5]);
  });
});
