import { afterAll, describe, expect, it } from 'vitest';
import { reciproCam } from '@camscope/methods-recipro-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { agree, cases, image, networkOf } from './reference.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: reciproCam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Recipro-CAM', () => {
  it('equals the map computed on paper', async () => {
    // Of a place alone S⁰ sees ½A¹ + A², and S¹ −½A¹ + 2A².
    expect(await maps({ scoreSpace: 'logit' })).toEqual([
      [1, 0.5, 1, 1.5],
      [2, -0.5, -1, -1.5],
    ]);
  });

  it('under a Gaussian', async () => {
    // A quarter of the place itself, an eighth of those beside it, a sixteenth of the one across.
    const scores = [1, 0.5, 1, 1.5];
    const at = (...weights: number[]) =>
      weights.reduce((sum, weight, i) => sum + (weight * scores[i]) / 16, 0);
    const expected = [at(4, 2, 2, 1), at(2, 4, 1, 2), at(2, 1, 4, 2), at(1, 2, 2, 4)];
    expect((await maps({ scoreSpace: 'logit', spread: 'gaussian' }))[0]).toEqual(expected);
  });

  it("scores by the network's activation unless told otherwise", async () => {
    // Of two classes a softmax is the sigmoid of what is between them.
    const sigmoid = (logit: number): number => expect.closeTo(1 / (1 + Math.exp(-logit)), 6) as number;
    const between = [-1, 1, 2, 3];
    expect(await maps()).toEqual([between.map(sigmoid), between.map((gap) => sigmoid(-gap))]);
  });

  it.each(cases)('equals PyTorch: $network $layer $options', async (reference) => {
    await agree(runtime, reciproCam, reference);
  });

  it('runs the head once for each place, whatever the number of classes', async () => {
    const request = { runtime, explainer: reciproCam, model: networkOf('residual'), image };
    const all = await explainOnce({ ...request, classes: [0, 1, 2, 3, 4] });
    expect(all.maps).toHaveLength(5);
    expect(all.passes).toBe(1);
    expect(all.facts).toMatchObject({ maps: 5 * 7, taken: 5 * 7, headPasses: 5 * 7, scoreSpace: 'sigmoid' });
  });
});
