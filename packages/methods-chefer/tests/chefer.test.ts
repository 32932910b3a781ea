import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOfTokens, imageOnPaper, onPaper, transformerOnPaper } from '@camscope/testkit';
import { chefer } from '@camscope/methods-chefer';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the transformer that is worked out on paper. */
async function maps(options?: unknown) {
  const of = { model: transformerOnPaper, image: imageOfTokens, classes: [0, 1] };
  const explained = await explainOnce({ runtime, explainer: chefer, options, ...of });
  return explained.maps.map(({ raw }) => [...raw.data].map((value) => Number(value.toFixed(5))));
}

describe('generic attention explainability', () => {
  it('equals the map computed on paper', async () => {
    // ∂S⁰/∂A₂ is (2, …, 6) for the class token alone; ∂S⁰/∂A₁ is 6/5·(0, …, 4) for it, and 1/5·(0, …, 4) for others.
    // R is 1 and then (1.4, 0.6, 0.8, 1, 1.2); (1.4 + 5.0 / 5) · (0, …, 4) / 5 is added. All speaks against class 1.
    expect(await maps()).toEqual([
      [1.08, 1.76, 2.44, 3.12],
      [0, 0, 0, 0],
    ]);
  });

  it('refuses a network without attention', async () => {
    const of = { model: onPaper, image: imageOnPaper, classes: [0] };
    await expect(explainOnce({ runtime, explainer: chefer, ...of })).rejects.toThrow(
      /reads attention of all tokens, which the network does not show[^]*No Softmax/,
    );
  });
});
