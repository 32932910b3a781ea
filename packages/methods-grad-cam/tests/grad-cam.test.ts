import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, testExplainer } from '@camscope/testkit';
import { gradCam } from '@camscope/methods-grad-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const explainer = gradCam;

describe('what every method must do', () =>
  testExplainer(gradCam, { test: it, runtime, options: [{}, { relu: false }] }));

describe('Grad-CAM', () => {
  it('equals the map computed on paper', async () => {
    const { logits, maps, layers } = await explainOnce({
      runtime,
      explainer,
      model: onPaper,
      image: imageOnPaper,
      classes: [0, 1],
    });
    expect(layers.map((layer) => layer.tensor)).toEqual(['maps']);
    expect([...logits]).toEqual([2 * 1.5 + 4 * 0.25, -2 * 1.5 + 8 * 0.25]);
    // Class 0: weights (½, 1): ½·A¹ + A². Class 1: weights (−½, 2), negative parts removed.
    expect([...maps[0].raw.data]).toEqual([1, 0.5, 1, 1.5]);
    expect([...maps[1].raw.data]).toEqual([2, 0, 0, 0]);
    expect(maps[0].raw.dims).toEqual([1, 2, 2]);
  });

  it('keeps negative evidence without the ReLU', async () => {
    const { maps } = await explainOnce({
      runtime,
      explainer,
      model: onPaper,
      image: imageOnPaper,
      classes: [1],
      options: { relu: false },
    });
    expect([...maps[0].raw.data]).toEqual([2, -0.5, -1, -1.5]);
  });
});
