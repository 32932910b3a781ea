import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { inputXGradient } from '@camscope/methods-input-x-gradient';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

describe('input × gradient', () => {
  it('equals the product computed on paper', async () => {
    const request = { runtime, explainer: inputXGradient, model: onPaper, image: imageOnPaper, classes: [0] };
    // x = 0, 1, 2, 3; the gradient is −1 at 0 and ½ elsewhere.
    expect([...(await explainOnce(request)).maps[0].raw.data]).toEqual([-0, 0.5, 1, 1.5]);
  });
});
