import { afterAll, describe, expect, it } from 'vitest';
import { occlusion } from '@camscope/methods-occlusion';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, testExplainer } from '@camscope/testkit';
import { agree, cases, image, networkOf } from './reference.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

describe('what every method must do', () => testExplainer(occlusion, { test: it, runtime }));

describe('Occlusion', () => {
  it('equals the map computed on paper', async () => {
    // Without pixel x, A¹ loses x and A² gains 1 − A²: S⁰ drops by x/2 − (1 − A²), S¹ by −x/2 − 2(1 − A²).
    const explained = await explainOnce({
      runtime,
      explainer: occlusion,
      model: onPaper,
      image: imageOnPaper,
      classes: [0, 1],
      options: { window: 1, stride: 1, scoreSpace: 'logit' },
    });
    expect(explained.maps.map(({ raw }) => [...raw.data])).toEqual([
      [0, -0.5, 0, 0.5],
      [0, -2.5, -3, -3.5],
    ]);
    expect(explained.passes).toBe(1 + 4);
  });

  it.each(cases)('equals PyTorch: $network $options', async (reference) => {
    await agree(runtime, occlusion, reference);
  });

  it('takes one pass for each window, whatever the number of classes', async () => {
    const request = { runtime, explainer: occlusion, model: networkOf('residual'), image };
    const all = await explainOnce({ ...request, classes: [0, 1, 2, 3, 4] });
    // Of 20×28 pixels: windows of 4, 2 apart, 9 in a column and 13 in a row.
    expect(all.maps).toHaveLength(5);
    expect(all.passes).toBe(1 + 9 * 13);
    expect(all.facts).toMatchObject({ maps: 9 * 13, headPasses: 0, scoreSpace: 'sigmoid' });
  });

  it('says what to do about a window larger than the image', async () => {
    const request = { runtime, explainer: occlusion, model: networkOf('residual'), image, classes: [0] };
    await expect(explainOnce({ ...request, options: { window: 21 } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      details: { found: 'an image of 20×28 pixels', fix: 'Choose a window of 20 pixels or less' },
    });
  });
});
