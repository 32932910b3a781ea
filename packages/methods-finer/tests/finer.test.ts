import { afterAll, describe, expect, it } from 'vitest';
import { parseOptions } from '@camscope/core';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, madeOf, onPaper, testExplainer } from '@camscope/testkit';
import { finer } from '@camscope/methods-finer';
import { gradCam } from '@camscope/methods-grad-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

async function map(options: object, of: object = {}): Promise<number[]> {
  const explainer = madeOf(finer, [gradCam, of]);
  const request = { runtime, explainer, model: onPaper, image: imageOnPaper, classes: [0], options };
  return [...(await explainOnce(request)).maps[0].raw.data];
}

describe('what every method must do', () => testExplainer(madeOf(finer, gradCam), { test: it, runtime }));

describe('finer(grad-cam)', () => {
  it('equals the map computed on paper', async () => {
    // Class 0 has ½·A¹ + A², class 1 has −½·A¹ + 2·A²: [1, ½, 1, 1½] less γ · [2, −½, −1, −1½].
    expect(await map({ gamma: 1 }, { relu: false })).toEqual([-1, 1, 2, 3]);
    expect(await map({ gamma: 1 })).toEqual([0, 1, 2, 3]);
  });

  it('is Grad-CAM where other classes do not count', async () => {
    expect(await map({ gamma: 0 })).toEqual([1, 0.5, 1, 1.5]);
  });

  it('weighs the only other class by 1, evenly or by its probability', async () => {
    const [even, soft] = [await map({}), await map({ weighting: 'softmax' })];
    soft.forEach((value, i) => expect(value).toBeCloseTo(even[i], 6));
  });
});

describe.each(['even', 'softmax'] as const)('the score, %s', (weighting) => {
  const { score } = finer.combine!(parseOptions(finer, { weighting }) as never);
  const logits = [1, 3, -2, 0.5, 0.8];

  it('leaves out what is far from the class', () => {
    const far = logits.with(2, -50);
    const near = score!.value(logits, 0, logits);
    expect(score!.value(far, 0, logits)).toBe(near);
  });

  it('is of the classes that are nearest on the image as it is', () => {
    const masked = [1, 1, 1, 1, -5];
    expect(score!.value(masked, 0, logits)).not.toBe(score!.value(masked, 0, masked));
  });
});
