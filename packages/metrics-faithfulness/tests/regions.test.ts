import {
  adcc,
  faithfulnessEstimate,
  irof,
  mstCompactness,
  regionPerturbation,
} from '@camscope/metrics-faithfulness';
import { startNodeRuntime } from '@camscope/runtime-node';
import { floats } from '@camscope/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, classifierOf, linearNetwork, type Question } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const network = linearNetwork(floats([1, 1, 1, 1], [1, 2, 2]));
let classifier: Question['classifier'];
beforeAll(async () => {
  classifier = await classifierOf(network, runtime);
});

describe('on the sum of an image of 1, 2, 3 and 4', () => {
  const options = { score: 'logit', substrate: 'zero', side: 1 };
  const squares = { ...options, cut: 'grid' };
  let sum: Question;
  beforeAll(() => {
    sum = { classifier, image: floats([1, 2, 3, 4], [1, 2, 2]), heat: [0.25, 0.5, 0.75, 1] };
  });

  it('region perturbation: drops of 0, 4, 7, 9 and 10', async () => {
    const { value, curve, passes } = await ask(regionPerturbation, sum, options);
    expect(value).toBe(30 / 5);
    expect(curve).toEqual([
      [0, 10],
      [0.25, 6],
      [0.5, 3],
      [0.75, 1],
      [1, 0],
    ]);
    expect(passes).toBe(5);
    expect((await ask(regionPerturbation, sum, { ...options, regions: 2 })).value).toBeCloseTo(11 / 3, 12);
  });

  it('IROF: 1, 0.6, 0.3, 0.1 and 0 are left, whatever the batch', async () => {
    const { value } = await ask(irof, sum, squares);
    expect(value).toBeCloseTo(1 - (0.5 + 0.6 + 0.3 + 0.1) / 4, 7);
    const alone = { ...sum, classifier: await classifierOf(network, runtime, 1) };
    expect((await ask(irof, alone, squares)).value).toBe(value);
  });

  it('IROF by superpixels: two halves of one grey level each, of which the brighter goes first', async () => {
    const halves = Array.from({ length: 200 }, (_, i) => (i % 20 < 10 ? 1 : 3));
    const image = floats(halves, [1, 10, 20]);
    const ones = floats(new Array<number>(200).fill(1), [1, 10, 20]);
    const whole = await classifierOf(linearNetwork(ones), runtime);
    const question = { classifier: whole, image, heat: [...image.data] };
    const { value, passes } = await ask(irof, question, { ...options, segments: 2 });
    expect(passes).toBe(3);
    expect(value).toBeCloseTo(1 - (0.5 + 0.25 + 0) / 2, 7);
  });

  it('IROF of a class whose score is not positive has a reason', async () => {
    expect(await ask(irof, { ...sum, target: 1 }, squares)).toMatchObject({
      value: null,
      reason: expect.stringMatching(/not positive/),
    });
  });

  it('faithfulness estimate: heat is exactly in line with what each pixel adds', async () => {
    const { value, passes } = await ask(faithfulnessEstimate, sum, { pixels: 1 });
    expect(value).toBeCloseTo(1, 7);
    expect(passes).toBe(5);
  });

  it('ADCC of a map whose other is the same everywhere has a reason', async () => {
    expect(await ask(adcc, { ...sum, other: [1, 1, 1, 1] })).toMatchObject({
      value: null,
      reason: expect.stringMatching(/same everywhere/),
    });
  });
});

describe('MST compactness', () => {
  const compactness = async (heat: number[], width: number, options = {}) => {
    const image = floats(heat, [1, heat.length / width, width]);
    return (await ask(mstCompactness, { classifier, image, heat }, options)).value;
  };

  it('of the corners of a square: a hull of 9, a tree of 9', async () => {
    const corners = [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1];
    expect(await compactness(corners, 4)).toBeCloseTo((100 * Math.hypot(4, 4) * (4 / 9)) / 3, 9);
  });

  it('of a line, which spans no area: as if that were of the diagonal', async () => {
    expect(await compactness([1, 1, 1, 0, 0, 0], 3)).toBeCloseTo(100 * (3 / 2), 9);
  });

  it('clusters far from each other are not joined where each has neighbours enough', async () => {
    const two = [1, 1, ...Array<number>(16).fill(0), 1, 1];
    const diagonal = Math.hypot(20, 1);
    expect(await compactness(two, 20, { neighbours: 1 })).toBeCloseTo(
      (100 * diagonal * (4 / 2)) / diagonal,
      9,
    );
    expect(await compactness(two, 20, { neighbours: 2 })).toBeCloseTo(
      (100 * diagonal * (4 / 19)) / diagonal,
      9,
    );
  });

  it('pixels without heat never count, and one hot pixel has a reason', async () => {
    expect(await compactness([1, 0, 0, 0, 0, 0, 0, 0, 0], 3)).toBeNull();
  });
});
