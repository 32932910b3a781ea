import { afterAll, describe, expect, it } from 'vitest';
import { ablationCam } from '@camscope/methods-ablation-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { agree, cases, image, networkOf } from './reference.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: ablationCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Ablation-CAM', () => {
  it('equals the map computed on paper', async () => {
    // S⁰ = 2·1.5 + 4·0.25 = 4: 3 of it are lost without A¹, 1 without A². S¹ = −2·1.5 + 8·0.25 = −1: −3 and 2.
    expect(await maps()).toEqual([
      [0.25, 0.75, 1.5, 2.25],
      [2, -3, -6, -9],
    ]);
    expect(await maps({ relativeTo: 'none' })).toEqual([
      [1, 3, 6, 9],
      [2, -3, -6, -9],
    ]);
  });

  it('turns every sign where it divides by a negative score, as published', async () => {
    expect((await maps({ preset: 'authors' }))[1]).toEqual([-2, 3, 6, 9]);
  });

  it('does not divide by a score of 0', () => {
    const masks = { indices: [0, 1, 2], parts: { count: 3, kept: () => [] } };
    const { weigh } = ablationCam.perturb!({} as never, ablationCam.options.parse({}));
    const weights = weigh({ masked: Float64Array.of(-1, 0, 2), image: 0, references: [] }, masks);
    expect(Array.from(weights)).toEqual([1, 0, -2]);
  });

  it.each(cases)('equals PyTorch: $network $layer $options', async (reference) => {
    await agree(runtime, ablationCam, reference);
  });

  it('runs the head once for each channel, whatever the number of classes', async () => {
    const request = { runtime, explainer: ablationCam, model: networkOf('residual'), image };
    const all = await explainOnce({ ...request, classes: [0, 1, 2, 3, 4] });
    expect(all.maps).toHaveLength(5);
    expect(all.passes).toBe(1);
    expect(all.facts).toMatchObject({ maps: 8, taken: 8, headPasses: 8, scoreSpace: 'logit' });
    const one = await explainOnce({ ...request, classes: [3] });
    expect(one.facts!.headPasses).toBe(8);
    expect(one.maps[0].raw).toEqual(all.maps[3].raw);
  });
});
