import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOfTokens, imageOnPaper, onPaper, transformerOnPaper } from '@camscope/testkit';
import { attentionRollout } from '@camscope/methods-attention-rollout';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the transformer that is worked out on paper. */
async function maps(options?: unknown) {
  const of = { model: transformerOnPaper, image: imageOfTokens, classes: [0, 1] };
  const explained = await explainOnce({ runtime, explainer: attentionRollout, options, ...of });
  return explained.maps.map(({ raw }) => [...raw.data].map((value) => Number(value.toFixed(5))));
}

describe('attention rollout', () => {
  it('equals the map computed on paper, whatever the class', async () => {
    // norm(1/5 + I) is J/10 + I/2: its square J·3/20 + I/4.
    const expected = [0.15, 0.15, 0.15, 0.15];
    expect(await maps()).toEqual([expected, expected]);
  });

  it('without what a token reads of itself is the product of the attention alone', async () => {
    expect((await maps({ residual: false }))[0]).toEqual([0.2, 0.2, 0.2, 0.2]);
  });

  it('of attention that is discarded keeps what the class token reads of itself', async () => {
    // All are as small as the smallest: of each matrix (1/5 at the class token) + I is left.
    expect((await maps({ discardRatio: 0.5 }))[0]).toEqual([0, 0, 0, 0]);
  });

  it('refuses a network without attention', async () => {
    const of = { model: onPaper, image: imageOnPaper, classes: [0] };
    await expect(explainOnce({ runtime, explainer: attentionRollout, ...of })).rejects.toThrow(
      /reads attention of all tokens, which the network does not show[^]*No Softmax/,
    );
  });
});
