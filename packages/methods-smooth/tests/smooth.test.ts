import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  explainOnce,
  type ExplainOnceRequest,
  madeOf,
  noise,
  poolLinear,
  testExplainer,
} from '@camscope/testkit';
import { smooth } from '@camscope/methods-smooth';
import { inputGradient } from '@camscope/methods-input-gradient';
import { smoothGrad } from '@camscope/methods-smooth-grad';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = noise(4, [1, 16, 16]);
const explainer = madeOf(smooth, inputGradient);

async function map(asked: ExplainOnceRequest['explainer'], options: object): Promise<Float32Array> {
  const request = { runtime, explainer: asked, model: poolLinear(), image, classes: [1], options };
  return (await explainOnce(request)).maps[0].raw.data;
}

describe('what every method must do', () =>
  testExplainer(madeOf(smooth, inputGradient), { test: it, runtime, options: [{ sigma: 0.1, samples: 3 }] }));

describe('smooth', () => {
  it('of the input gradient is SmoothGrad', async () => {
    const options = { samples: 5, sigma: 0.1 };
    const [made, expected] = [await map(explainer, options), await map(smoothGrad, options)];
    made.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  it('has the class of the image as it is, and tells its logits', async () => {
    const request = { runtime, model: poolLinear(), image, classes: 'top1' as const, options: { sigma: 5 } };
    const { logits, maps, passes } = await explainOnce({ ...request, explainer });
    const plain = await explainOnce({ ...request, explainer: inputGradient, options: {} });
    expect([...logits]).toEqual([...plain.logits]);
    expect(maps[0].target).toBe(plain.maps[0].target);
    expect(passes).toBe(9);
  });
});
