import { floatTensor, parseOptions, presetOf } from '@camscope/core';
import { MemoryScoreCache, prepare } from '@camscope/engine';
import { scoreCam } from '@camscope/methods-score-cam';
import { gaussian, random } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  countingRuntime,
  explainOnce,
  floats,
  imageOnPaper,
  NetworkBuilder,
  noise,
  onPaper,
  openInMemory,
} from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function onPaperMaps(options: object) {
  const request = { runtime, explainer: scoreCam, model: onPaper, image: imageOnPaper, options };
  const { maps, ...rest } = await explainOnce({ ...request, classes: [0, 1] });
  return { ...rest, values: maps.map(({ raw }) => [...raw.data]) };
}
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5));

// x = 0 1 2 3, A¹ = x, A² = 1 0 0 0. Through A¹ the image is 0 ⅓ 4/3 3: means of the maps 7/6 and 5/12, scores
// S = (4, 1). Through A² it is zero: means 0 and 1, scores S = (4, 8).
const map = (a: number, b: number) => close([b, a, 2 * a, 3 * a]);

describe('Score-CAM', () => {
  it('equals the map computed on paper', async () => {
    const { values, passes, facts } = await onPaperMaps({ scoreSpace: 'logit' });
    expect(values).toEqual([map(4, 4), map(1, 8)]);
    expect(passes).toBe(3);
    expect(facts).toMatchObject({ maps: 2, taken: 2, scored: 2, scoreSpace: 'logit' });
  });

  it('takes two scores of a network without activation for those of the answers to one question', async () => {
    const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));
    const { values, facts } = await onPaperMaps({});
    expect(values).toEqual([map(sigmoid(3), sigmoid(-4)), map(sigmoid(-3), sigmoid(4))]);
    expect(facts!.scoreSpace).toBe('softmax');
  });

  it.each([
    // The image itself scores (4, −1), the mean image 1.5 everywhere (3, −3), black 0 everywhere (4, 8).
    ['image', 4, -1],
    ['mean', 3, -3],
    ['black', 4, 8],
    ['zero', 4, 8],
  ])('subtracts the score of the baseline %s', async (baseline, first, second) => {
    const { values } = await onPaperMaps({ scoreSpace: 'logit', baseline });
    expect(values).toEqual([map(4 - first, 4 - first), map(1 - second, 8 - second)]);
  });

  it('norms the scores over maps', async () => {
    const options = { scoreSpace: 'logit', baseline: 'mean' };
    const softmax = (await onPaperMaps({ ...options, channelNorm: 'softmax' })).values;
    const share = 1 / (1 + Math.exp(7));
    expect(softmax).toEqual([map(0.5, 0.5), map(share, 1 - share)]);
    const relu = (await onPaperMaps({ scoreSpace: 'logit', baseline: 'zero', channelNorm: 'relu' })).values;
    expect(relu).toEqual([map(0, 0), map(0, 0)]);
  });

  it('fills masked places with what it is told', async () => {
    // To the mean 1.5, through A²: 0 1.5 1.5 1.5: means 1.125 and 0.25, scores (3.25, −0.25); through A¹:
    // 1.5 4/3 11/6 3: mean 23/12, none below 1, scores (23/6, −23/6).
    const { values } = await onPaperMaps({ scoreSpace: 'logit', fill: 'mean' });
    expect(values).toEqual([map(23 / 6, 3.25), map(-23 / 6, -0.25)]);
  });

  it('shows the image through maps as they are, when asked to', async () => {
    // Through A¹ unnormed: 0 1 4 9: means 3.5 and 0.25, scores (8, −5).
    const { values } = await onPaperMaps({ scoreSpace: 'logit', maskNorm: 'none' });
    expect(values).toEqual([map(8, 4), map(-5, 8)]);
  });

  it('adds up maps in [0, 1], when asked to', async () => {
    const { values } = await onPaperMaps({ scoreSpace: 'logit', mapFrom: 'normalised' });
    expect(values).toEqual([close([4, 4 / 3, 8 / 3, 4]), close([8, 1 / 3, 2 / 3, 1])]);
  });

  it('says how its maps are finished', () => {
    const finish = (options: object) => scoreCam.finish!(parseOptions(scoreCam, options));
    expect(finish({})).toEqual({ rectify: 'upsampled' });
    expect(finish({ mapFrom: 'raw' })).toEqual({ rectify: 'raw' });
    for (const preset of Object.keys(scoreCam.presets!)) {
      const { map } = presetOf(scoreCam, { preset })!;
      expect(map).toMatchObject(finish({ preset }));
    }
  });
});

describe('repeated masks', () => {
  it('grow, and weigh by the mean of their scores', async () => {
    // Through ½ and 3/2 of A¹: means of the maps 7/12 and 13/24, 7/4 and 3/8, so on the whole 7/6 and 11/24.
    const { values, passes, facts } = await onPaperMaps({ scoreSpace: 'logit', repeat: 'scale', samples: 2 });
    expect(values).toEqual([map(25 / 6, 4), map(4 / 3, 8)]);
    expect(passes).toBe(5);
    expect(facts).toMatchObject({ maps: 4, taken: 4, scored: 4 });
  });

  it('take noise at every pixel of the image', async () => {
    const noisy = { scoreSpace: 'logit', repeat: 'noise', samples: 3 };
    const { values, passes } = await onPaperMaps({ ...noisy, seed: 5 });
    const seeds = random(5);
    const shown = (mask: readonly number[]) => {
      const draw = gaussian(seeds() * 2 ** 32);
      return mask.map((value, i) => i * (value + 2 * draw()));
    };
    const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
    const weights = [
      [0, 1 / 3, 2 / 3, 1],
      [1, 0, 0, 0],
    ].map((mask) => {
      const means = Array.from({ length: 3 }, () => {
        const x = shown(mask);
        return [mean(x.map((v) => Math.max(v, 0))), mean(x.map((v) => Math.max(1 - v, 0)))];
      });
      return [mean(means.map(([a, b]) => 2 * a + 4 * b)), mean(means.map(([a, b]) => 8 * b - 2 * a))];
    });
    expect(values).toEqual([0, 1].map((c) => map(weights[0][c], weights[1][c])));
    expect(passes).toBe(7);
    expect((await onPaperMaps({ ...noisy, seed: 6 })).values).not.toEqual(values);
  });

  it('are scored for whole maps within a budget, which say how much of the map they are', async () => {
    const request = { runtime, explainer: scoreCam, model: onPaper, image: imageOnPaper, classes: [0] };
    const options = { scoreSpace: 'logit', repeat: 'scale', samples: 2 };
    const within = (budget: number) => explainOnce({ ...request, options, budget });
    const { maps, passes } = await within(3);
    expect(passes).toBe(3);
    expect([...maps[0].raw.data]).toEqual(map(25 / 6, 0));
    // Of A², 1 in all, nothing is known but that of A¹, 6.
    expect(maps[0].massSeen).toMatchObject({ share: expect.closeTo(6 / 7, 2) as number, estimated: true });
    await expect(within(1)).rejects.toThrow(/Allow for 2 masks/);
  });
});

describe('constant and equal maps', () => {
  // Five maps of a random image: x, a constant, x again, zero, −x.
  const image = noise(4, [1, 4, 4]);
  const net = new NetworkBuilder(1, 'image', 1);
  const weights = [net.weight(floats([1, 0, 1, 0, -1], [5, 1, 1, 1])), net.weight(floats([1, 0.5, 1, 0, 1]))];
  net.head(net.relu(net.node('Conv', ['image', ...weights], {}, 5)), 3);
  const model = net.build('image', 4);
  const run = (options: object) =>
    explainOnce({ runtime, explainer: scoreCam, model, image, options, classes: [0, 1, 2] });

  it('are skipped, and scored once', async () => {
    const { facts, passes } = await run({});
    expect(facts).toMatchObject({ maps: 5, constant: 2, duplicates: 1, taken: 3, scored: 2 });
    expect(passes).toBe(3);
  });

  it('are all taken, when asked to, for one pass', async () => {
    const { facts, passes, maps } = await run({ constant: 'take', scoreSpace: 'logit' });
    expect(facts).toMatchObject({ taken: 5, scored: 3 });
    expect(passes).toBe(4);
    // The constant map of ½ adds half the score of a black image.
    const black = await explainOnce({
      runtime,
      explainer: scoreCam,
      model,
      image: floatTensor(new Float32Array(16), [1, 4, 4]),
      classes: [],
    });
    const without = (await run({ scoreSpace: 'logit' })).maps;
    maps.forEach(({ raw }, c) => {
      const expected = without[c].raw.data.map((value) => value + black.logits[c] / 2);
      expect([...raw.data]).toEqual(close([...expected]));
    });
  });
});

it('reads every option but the masks off one score matrix', async () => {
  const network = await openInMemory(onPaper, runtime);
  const scores = new MemoryScoreCache();
  let ran = 0;
  const counting = countingRuntime(runtime, (more) => (ran += more));
  const runs: number[] = [];
  const variants = [
    {},
    { scoreSpace: 'softmax' },
    { channelNorm: 'softmax', mapFrom: 'raw' },
    { constant: 'take' },
    { baseline: 'zero' },
    { upsample: 'nearest' },
    { repeat: 'noise', samples: 2 },
    { repeat: 'noise', samples: 2, channelNorm: 'softmax' },
    { repeat: 'noise', samples: 2, noise: 1 },
    { repeat: 'noise', samples: 2, seed: 1 },
    { repeat: 'scale', samples: 2 },
    { repeat: 'scale', samples: 1 },
  ];
  for (const options of variants) {
    const session = { provider: 'cpu' };
    const request = { network, explainer: scoreCam, options, runtime: counting, session, scores };
    const prepared = await prepare(request);
    ran = 0;
    await prepared.explain([{ image: imageOnPaper, classes: [0, 1] }]);
    runs.push(ran);
    await prepared.release();
  }
  expect(runs).toEqual([3, 0, 0, 3, 1, 3, 5, 0, 5, 5, 5, 3]);
});
