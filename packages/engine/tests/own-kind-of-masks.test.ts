import { defineExplainer, floatTensor, type Masks, type MaskSet } from '@camscope/core';
import { prepare } from '@camscope/engine';
import { mul } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, expect, it } from 'vitest';
import { openResidual, picture, residual, scoresOf, SIZE } from './perturbation-support.ts';
import { explainOne } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = picture(3);
const x = Array.from(image.data);
const brightest = x.indexOf(Math.max(...x));

/**
 * Two masks that an image itself tells, as what is fed and what all share: its brightest pixel twice or thrice as bright. Weights
 * count three parts, of which the first mask has one and the second two.
 */
const ofTheBrightest: Masks = {
  ofActivations: false,
  inputs: ({ image: [, height, width] }) => ({
    times: { shape: [1, 1, 1] },
    where: { shape: [1, height, width], shared: true },
  }),
  mask: ({ times, where }) => mul(times, where),
  over: ({ image: given, budget }): MaskSet => {
    const { data } = given();
    const top = data.indexOf(Math.max(...data));
    const where = floatTensor(new Float32Array(data.length).fill(1), [1, 1, SIZE, SIZE]);
    where.data[top] = 2;
    return {
      count: 2,
      order: [1, 0],
      constant: 0,
      duplicates: 0,
      taken: () => Math.min(2, budget),
      rowOf: (mask) => mask,
      shared: { where },
      feeds: (masks) => ({
        times: floatTensor(
          Float32Array.from(masks, (mask) => mask + 1),
          [masks.length, 1, 1, 1],
        ),
      }),
      parts: { count: 3, kept: (mask) => (mask === 0 ? [1, 0, 0] : [0, 1, 1]) },
      maps: (_, weights) => weights.map((list) => floatTensor(Float32Array.from(list), [1, 1, 3])),
      fill: (maps) =>
        floatTensor(
          maps.data.map(() => maps.data[top]),
          maps.dims,
        ),
    };
  },
  identity: (_, budget) => ['brightest', Math.min(2, budget)],
};

const asking = (fill: 'parts' | 'zero', masks: Masks = ofTheBrightest) =>
  defineExplainer({
    id: 'brightest',
    title: 'Brightest',
    perturb: ({ mask }) => ({
      masks,
      of: 'image',
      keep: mask,
      fill: fill === 'parts' ? { kind: 'parts' } : { kind: 'value', value: 0 },
      scoreSpace: 'logit',
      references: fill === 'parts' ? [{ kind: 'parts' }] : [],
      weigh: ({ masked, references: [whole = 0] }, { indices, parts }) => {
        const weights = new Float64Array(parts.count).fill(whole);
        indices.forEach((mask, i) =>
          Array.from(parts.kept(mask)).forEach((kept, part) => (weights[part] += kept * masked[i])),
        );
        return weights;
      },
    }),
  });

async function explained(explainer: ReturnType<typeof asking>, budget?: number) {
  const network = await openResidual(residual(), runtime);
  const prepared = await prepare({ network, explainer, runtime, session: { provider: 'cpu' }, budget });
  try {
    return await explainOne(prepared, { image, classes: [0, 2] });
  } finally {
    await prepared.release();
  }
}

/** Scores of the image times 1 or 2, its brightest pixel twice that, on what it is filled with. */
const scores = (times: number, fill = 0) =>
  scoresOf(
    x.map((value, i) => {
      const keep = (i === brightest ? 2 : 1) * times;
      return fill + keep * (value - fill);
    }),
  );

it('a kind that nobody knows sees the image, and its weights count parts', async () => {
  const { maps, passes, facts } = await explained(asking('zero'));
  const [one, two] = [scores(1), scores(2)];
  maps.forEach(({ target, raw, massSeen }) => {
    expect(raw.dims).toEqual([1, 1, 3]);
    expect(Array.from(raw.data)).toEqual(
      [one[target], two[target], two[target]].map((value) => expect.closeTo(value, 4)),
    );
    expect(massSeen).toBeUndefined();
  });
  expect(passes).toBe(1 + 2);
  expect(facts).toMatchObject({ maps: 2, taken: 2, scored: 2 });
});

it('is told the budget, and says which masks are taken', async () => {
  const { maps } = await explained(asking('zero'), 1);
  const two = scores(2);
  expect(Array.from(maps[0].raw.data)).toEqual([0, expect.closeTo(two[0], 4), expect.closeTo(two[0], 4)]);
});

it('says what parts are filled with, masked or shown as a whole', async () => {
  const { maps, passes } = await explained(asking('parts'));
  const whole = scoresOf(x.map(() => x[brightest]));
  const [one, two] = [scores(1, x[brightest]), scores(2, x[brightest])];
  expect(Array.from(maps[0].raw.data)).toEqual(
    [one[0], two[0], two[0]].map((value) => expect.closeTo(value + whole[0], 4)),
  );
  expect(passes).toBe(1 + 1 + 2);
  const { fill: _, ...without } = ofTheBrightest.over({ image: () => image, budget: Infinity } as never);
  const lacking = asking('parts', { ...ofTheBrightest, over: () => without });
  await expect(explained(lacking)).rejects.toThrow(/no parts to fill with/);
});
