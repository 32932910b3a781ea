import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { varGrad } from '@camscope/methods-var-grad';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = { ...imageOnPaper, data: Float32Array.of(1, 0.5, 2, 2.5) };

async function run(options: unknown): Promise<number[]> {
  const request = { runtime, explainer: varGrad, model: onPaper, image, classes: [0], options };
  return [...(await explainOnce(request)).maps[0].raw.data];
}

describe('VarGrad', () => {
  it('is 0 where the noise reaches no kink', async () => {
    (await run({ sigma: 0.001 })).slice(1).forEach((value) => expect(value).toBeCloseTo(0, 6));
  });

  it('is that of two gradients, each met by a share of the copies, near a kink', async () => {
    // At x = 1 the slope jumps from −½ to ½: half of the copies on either side give a variance of ¼.
    const [first] = await run({ sigma: 0.1, samples: 400 });
    expect(Math.abs(first - 0.25)).toBeLessThan(0.02);
  });

  it('is the same for the same seed', async () => {
    const [one, again, other] = [await run({}), await run({}), await run({ seed: 1 })];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });
});
