import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { squareGrad } from '@camscope/methods-square-grad';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = { ...imageOnPaper, data: Float32Array.of(1, 0.5, 2, 2.5) };

async function run(options: unknown): Promise<number[]> {
  const request = { runtime, explainer: squareGrad, model: onPaper, image, classes: [0], options };
  return [...(await explainOnce(request)).maps[0].raw.data];
}

describe('SmoothGrad²', () => {
  it('is the squared gradient where the noise reaches no kink', async () => {
    (await run({ sigma: 0.001 })).slice(1).forEach((value) => expect(value).toBeCloseTo(0.25, 5));
  });

  it('does not let for and against cancel', async () => {
    // At x = 1 half of the copies have −½ and half ½.
    (await run({ sigma: 0.1, samples: 50 })).forEach((value) => expect(value).toBeCloseTo(0.25, 5));
  });
});
