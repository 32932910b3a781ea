import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOfTokens, imageOnPaper, onPaper, transformerOnPaper } from '@camscope/testkit';
import { legrad } from '@camscope/methods-legrad';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the transformer that is worked out on paper. */
async function maps(options?: unknown) {
  const of = { model: transformerOnPaper, image: imageOfTokens, classes: [0, 1] };
  const explained = await explainOnce({ runtime, explainer: legrad, options, ...of });
  return explained.maps.map(({ raw }) => [...raw.data].map((value) => Number(value.toFixed(5))));
}

describe('LeGrad', () => {
  it('equals the map computed on paper', async () => {
    // ∂S₂/∂A₂ is (2, …, 6) and ∂S₁/∂A₁ (0, …, 4), for the class token alone: a fifth of them is the mean over queries.
    expect(await maps()).toEqual([
      [0.4, 0.6, 0.8, 1],
      [0, 0, 0, 0],
    ]);
  });

  it('refuses a network without attention', async () => {
    const of = { model: onPaper, image: imageOnPaper, classes: [0] };
    await expect(explainOnce({ runtime, explainer: legrad, ...of })).rejects.toThrow(
      /reads attention of all tokens, which the network does not show[^]*No Softmax/,
    );
  });
});
