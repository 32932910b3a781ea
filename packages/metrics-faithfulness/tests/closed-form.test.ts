import { floatTensor } from '@camscope/core';
import {
  averageDrop,
  averageIncrease,
  complexity,
  deletion,
  infidelity,
  insertion,
  road,
  roadLerf,
  roadMorf,
  sensitivityN,
  sparseness,
} from '@camscope/metrics-faithfulness';
import { startNodeRuntime } from '@camscope/runtime-node';
import { floats, noise } from '@camscope/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { ask, classifierOf, linearNetwork, type Question } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const score = 'logit';

describe('on the sum of an image of 1, 2, 3 and 4', () => {
  const image = floats([1, 2, 3, 4], [1, 2, 2]);
  let sum: Question;
  beforeAll(async () => {
    const classifier = await classifierOf(linearNetwork(floats([1, 1, 1, 1], [1, 2, 2])), runtime);
    sum = { classifier, image, heat: [0.25, 0.5, 0.75, 1] };
  });

  it('deletion goes 10, 6, 3, 1, 0: 15/4', async () => {
    const { value, curve, passes } = await ask(deletion, sum, { score, steps: 4 });
    expect(curve).toEqual([
      [0, 10],
      [0.25, 6],
      [0.5, 3],
      [0.75, 1],
      [1, 0],
    ]);
    expect(value).toBeCloseTo(15 / 4, 12);
    expect(passes).toBe(5);
  });

  it('insertion goes 0, 4, 7, 9, 10: 25/4', async () => {
    const options = { score, steps: 4, substrate: 'zero' };
    expect((await ask(insertion, sum, options)).value).toBeCloseTo(25 / 4, 12);
  });

  it('steps are no more than pixels, and may be of unequal size', async () => {
    expect((await ask(deletion, sum, { score, steps: 1000 })).value).toBeCloseTo(15 / 4, 12);
    // Pixels 0, 1 (of 1.33), 3 (of 2.67), 4: scores 10, 6, 1, 0 at 0, ¼, ¾, 1.
    expect((await ask(deletion, sum, { score, steps: 3 })).value).toBeCloseTo(8 / 4 + 7 / 4 + 0.5 / 4, 12);
  });

  it('removed pixels may become the mean: 10, 8.5, 8, 8.5, 10', async () => {
    const { value } = await ask(deletion, sum, { score, steps: 4, substrate: 'mean' });
    expect(value).toBeCloseTo((5 + 8.5 + 8 + 8.5 + 5) / 4, 12);
  });

  it('removed pixels may become the lowest value: 10, 7, 5, 4, 4', async () => {
    const { value } = await ask(deletion, sum, { score, steps: 4, substrate: 'lowest' });
    expect(value).toBeCloseTo((5 + 7 + 5 + 4 + 2) / 4, 12);
  });

  it('pixels of equal heat come in the raster, or at random by the seed', async () => {
    const even = { ...sum, heat: [0.5, 0.5, 0.5, 0.5] };
    const raster = await ask(deletion, even, { score, steps: 4, ties: 'raster' });
    expect(raster.curve!.map(([, y]) => y)).toEqual([10, 9, 7, 4, 0]);
    const values = new Set<number | null>();
    for (let seed = 0; seed < 20; seed++) {
      values.add((await ask(deletion, even, { score, steps: 4, seed })).value);
    }
    expect(values.size).toBeGreaterThan(5);
    const again = await ask(deletion, even, { score, steps: 4, seed: 7 });
    expect(again).toEqual(await ask(deletion, even, { score, steps: 4, seed: 7 }));
  });

  it('average drop: the explanation map sums to 7.5, its probability is 1/(1 + exp −7.5)', async () => {
    const probability = (logit: number) => 1 / (1 + Math.exp(-logit));
    const { value, passes } = await ask(averageDrop, sum);
    expect(value).toBeCloseTo((probability(10) - probability(7.5)) / probability(10), 7);
    expect(passes).toBe(2);
    expect((await ask(averageIncrease, sum)).value).toBe(0);
  });

  it('average increase: less of what speaks against class 1 raises it, and drops nothing', async () => {
    expect((await ask(averageIncrease, { ...sum, target: 1 })).value).toBe(1);
    expect((await ask(averageDrop, { ...sum, target: 1 })).value).toBe(0);
  });

  it('average drop from nothing has a reason', async () => {
    // The probability of a logit of −10,000 is 0 in float32.
    const huge = { ...sum, image: floats([1e3, 2e3, 3e3, 4e3], [1, 2, 2]), target: 1 };
    expect(await ask(averageDrop, huge)).toMatchObject({
      value: null,
      reason: expect.stringMatching(/positive/),
    });
  });

  it('no heat takes the whole image away', async () => {
    const blank = { ...sum, heat: [0, 0, 0, 0] };
    const p = 1 / (1 + Math.exp(-10));
    expect((await ask(averageDrop, blank)).value).toBeCloseTo((p - 0.5) / p, 7);
  });
});

describe('on a linear network, whose contributions are weight times pixel', () => {
  const dims = [1, 8, 6];
  const weights = floatTensor(
    noise(3, dims).data.map((value) => Math.abs(value) + 0.1),
    dims,
  );
  const image = floatTensor(
    noise(4, dims).data.map((value) => Math.abs(value) + 0.1),
    dims,
  );
  const contributions = weights.data.map((weight, i) => weight * image.data[i]);
  const highest = Math.max(...contributions);
  let linear: Question;
  beforeAll(async () => {
    const classifier = await classifierOf(linearNetwork(weights), runtime);
    linear = { classifier, image, heat: contributions.map((each) => each / highest) };
  });

  it('sensitivity-n of the contributions is 1 for every n', async () => {
    const { value, curve, passes } = await ask(sensitivityN, linear);
    expect(value).toBeCloseTo(1, 6);
    expect(curve!.map(([x]) => x)).toEqual([0.05, 0.2, 0.5]);
    for (const [, y] of curve!) expect(y).toBeCloseTo(1, 5);
    expect(passes).toBe(301);
    expect((await ask(sensitivityN, { ...linear, target: 1 })).value).toBeCloseTo(-1, 6);
  });

  it('sensitivity-n may draw squares, those at the border cut off: four of 5×5 here, of which n is one', async () => {
    const options = { patch: 5, shares: [0.25], subsets: 40 };
    const { value, passes } = await ask(sensitivityN, linear, options);
    expect(value).toBeCloseTo(1, 6);
    expect(passes).toBe(41);
    // Heat in one square alone, which takes the most: it is drawn or not, so the correlation is that of two groups.
    const [left, top] = [(i: number) => i % 6 < 5, (i: number) => i < 30];
    const drops = [true, false].flatMap((x) =>
      [true, false].map((y) =>
        contributions.reduce((sum, each, i) => (left(i) === x && top(i) === y ? sum + each : sum), 0),
      ),
    );
    expect(drops[0]).toBe(Math.max(...drops));
    const corner = { ...linear, heat: contributions.map((_, i) => (left(i) && top(i) ? 1 : 0)) };
    const { value: one } = await ask(sensitivityN, corner, options);
    expect(one).toBeGreaterThan(0.5);
    expect(one).toBeLessThan(1);
  });

  it('infidelity of the contributions to removed squares is 0, up to the unit of the map', async () => {
    const { value, passes } = await ask(infidelity, linear);
    expect(value).toBeLessThan(1e-10);
    expect(passes).toBe(201);
    const unscaled = { ...linear, heat: contributions };
    expect((await ask(infidelity, unscaled, { scale: 'none' })).value).toBeLessThan(1e-10);
    const halved = { ...linear, heat: contributions.map((each) => each / 2) };
    expect((await ask(infidelity, halved, { scale: 'none' })).value).toBeGreaterThan(1e-3);
  });

  it('infidelity of the weights to noise is 0', async () => {
    const sensitive = { ...linear, heat: weights.data };
    const options = { perturbation: 'gaussian', scale: 'none' };
    expect((await ask(infidelity, sensitive, options)).value).toBeLessThan(1e-10);
    expect((await ask(infidelity, linear, options)).value).toBeGreaterThan(1e-3);
  });

  it('infidelity of no heat is the mean squared drop: that of the noise times the squared weights', async () => {
    const blank = { ...linear, heat: new Float32Array(48) };
    const { value } = await ask(infidelity, blank, { perturbation: 'gaussian', samples: 4000 });
    const expected = 0.2 ** 2 * weights.data.reduce((sum, weight) => sum + weight ** 2, 0);
    // The standard error of a variance of 4000 normal numbers is 2.2%.
    expect(Math.abs(value! / expected - 1)).toBeLessThan(0.1);
  });

  it('no order of pixels deletes faster or inserts faster than that of the contributions', async () => {
    const best = {
      deletion: (await ask(deletion, linear, { score })).value!,
      insertion: (await ask(insertion, linear, { score, substrate: 'zero' })).value!,
    };
    const heat = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 48, maxLength: 48 });
    await fc.assert(
      fc.asyncProperty(heat, async (values) => {
        const other = { ...linear, heat: values };
        expect((await ask(deletion, other, { score })).value).toBeGreaterThan(best.deletion - 1e-4);
        const inserted = await ask(insertion, other, { score, substrate: 'zero' });
        expect(inserted.value).toBeLessThan(best.insertion + 1e-4);
      }),
      { numRuns: 20 },
    );
  });

  it('ROAD averages over shares, and is half of LeRF less MoRF', async () => {
    const options = { score, shares: [0.25, 0.5, 0.75] };
    const [both, morf, lerf] = [
      await ask(road, linear, options),
      await ask(roadMorf, linear, options),
      await ask(roadLerf, linear, options),
    ];
    expect([both.passes, morf.passes, lerf.passes]).toEqual([6, 3, 3]);
    expect(both.value).toBeCloseTo((lerf.value! - morf.value!) / 2, 12);
    expect(morf.value).toBeCloseTo(morf.curve!.reduce((sum, [, y]) => sum + y, 0) / 3, 12);
    expect(both.value).toBeGreaterThan(0);
    const noisier = await ask(roadMorf, linear, { ...options, noise: 1 });
    expect(noisier.value).not.toBeCloseTo(morf.value!, 3);
  });

  it('an image of one value is imputed as it is', async () => {
    const flat = { ...linear, image: floatTensor(new Float32Array(48).fill(0.5), dims) };
    const whole = 0.5 * weights.data.reduce((a, b) => a + b, 0);
    const { curve } = await ask(roadMorf, flat, { score, noise: 0 });
    for (const [, y] of curve!) expect(y).toBeCloseTo(whole, 4);
  });

  test.each([
    ['deletion', deletion, { steps: 10 }],
    ['road', road, {}],
    ['sensitivity-n', sensitivityN, { subsets: 20 }],
    ['infidelity', infidelity, { samples: 20 }],
  ] as const)('%s does not depend on the batch size', async (_, measure, options) => {
    const { value } = await ask(measure, linear, options);
    for (const batch of [1, 3, 64]) {
      const classifier = await classifierOf(linearNetwork(weights), runtime, batch);
      expect((await ask(measure, { ...linear, classifier }, options)).value).toBeCloseTo(value!, 5);
      await classifier.release();
    }
  });

  test.each([
    ['of one value', 0.5],
    ['of zeros', 0],
  ])('a map %s has a defined outcome', async (_, value) => {
    const even = { ...linear, heat: new Float32Array(48).fill(value) };
    for (const measure of [deletion, insertion, averageDrop, averageIncrease, road, infidelity]) {
      expect(Number.isFinite((await ask(measure, even)).value), measure.id).toBe(true);
    }
    expect(await ask(sensitivityN, even)).toMatchObject({
      value: null,
      reason: expect.stringMatching(/heat/),
    });
  });
});

describe('measures of the map alone', () => {
  let network: Question;
  beforeAll(async () => {
    const classifier = await classifierOf(linearNetwork(floats([1, 1, 1, 1], [1, 2, 2])), runtime);
    network = { classifier, image: floats([1, 2, 3, 4], [1, 2, 2]), heat: [] };
  });

  test.each([
    ['even', [0.5, 0.5, 0.5, 0.5], 0, Math.log(4)],
    ['one pixel', [0, 0, 1, 0], 3 / 4, 0],
    ['1, 2, 3, 4 quarters', [0.5, 1, 0.25, 0.75], 1 / 4, 1.2798542258336676],
    ['half', [1, 0, 0, 1], 1 / 2, Math.log(2)],
  ])('%s', async (_, heat, gini, entropy) => {
    expect(await ask(sparseness, { ...network, heat })).toMatchObject({
      value: expect.closeTo(gini, 6),
      passes: 0,
    });
    expect(await ask(complexity, { ...network, heat })).toMatchObject({
      value: expect.closeTo(entropy, 6),
      passes: 0,
    });
  });

  it('no heat has a reason', async () => {
    const blank = { ...network, heat: [0, 0, 0, 0] };
    expect(await ask(sparseness, blank)).toMatchObject({ value: null, reason: 'The map has no heat' });
    expect(await ask(complexity, blank)).toMatchObject({ value: null, reason: 'The map has no heat' });
  });
});
