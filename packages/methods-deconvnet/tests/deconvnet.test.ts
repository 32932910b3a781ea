import { afterAll, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { deconvnet } from '@camscope/methods-deconvnet';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

it('equals what is computed on paper', async () => {
  const request = { runtime, explainer: deconvnet, model: onPaper, image: imageOnPaper, classes: [0, 1] };
  const { maps } = await explainOnce(request);
  // ½ − 1 wherever a ReLU is shut or not; of class 1 what is negative goes no further: 0 − 2.
  expect(maps.map(({ raw }) => [...raw.data])).toEqual([
    [-0.5, -0.5, -0.5, -0.5],
    [-2, -2, -2, -2],
  ]);
});
