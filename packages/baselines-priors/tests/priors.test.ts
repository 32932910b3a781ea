import type { Annotation, BaselineClaim, Dataset, Sample } from '@camscope/core';
import plugin, { centreBox, chance, densityPeak, meanBox, random, uniform } from '@camscope/baselines-priors';
import { parseOptions, type Baseline } from '@camscope/core';
import { describe, expect, it } from 'vitest';

const priors = { meanBox, densityPeak, centreBox, uniform, random, chance };

type Corners = readonly [x0: number, y0: number, x1: number, y1: number];

const annotation = ([x0, y0, x1, y1]: Corners, label = 'Mass'): Annotation => ({
  label,
  boxes: [{ x0, y0, x1, y1 }],
});

function sample(
  id: string,
  patient: string | undefined,
  size: readonly [number, number],
  ...drawn: Annotation[]
) {
  const [width, height] = size;
  return { id, patient, image: `/${id}`, frame: { width, height }, labels: {}, annotations: drawn };
}

/** In shares of the frame: .0–.4 and .5–1 of one patient, .2–.6 of another, .4–.8 of an image without a patient. */
const a = sample('a', 'p1', [10, 10], annotation([0, 0, 4, 4]));
const b = sample('b', 'p1', [20, 20], annotation([10, 10, 20, 20]));
const c = sample('c', 'p2', [10, 20], annotation([2, 4, 6, 12]));
const d = sample('d', undefined, [10, 10], annotation([4, 4, 8, 8]));

function asked(name: keyof typeof priors, samples: readonly Sample[], seed = 0) {
  const dataset: Dataset = { labels: ['Mass'], samples, notes: [] };
  const prior: Baseline = priors[name];
  const claimsOf = prior.over(dataset, parseOptions(prior), { seed });
  return (sample: Sample, label = 'Mass') => {
    const claims = claimsOf({ sample, label, annotations: sample.annotations });
    expect(claims).toHaveLength(1);
    expect(claims[0].of).toBeUndefined();
    return claims[0].claim;
  };
}

function claim(
  name: keyof typeof priors,
  of: Sample,
  samples: readonly Sample[] = [a, b, c, d],
  seed = 0,
): BaselineClaim {
  return asked(name, samples, seed)(of);
}

function corners(claimed: BaselineClaim): number[] {
  if (claimed.is !== 'annotation') throw new Error(`It is ${claimed.is}`);
  const [{ x0, y0, x1, y1 }] = claimed.annotation.boxes;
  return [x0, y0, x1, y1];
}

function data(claimed: BaselineClaim): Float32Array {
  if (claimed.is !== 'map') throw new Error(`It is ${claimed.is}`);
  return claimed.raw.data;
}

function close(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
}

describe('the mean box', () => {
  it("is that of the other patients' boxes, in shares of each frame", () => {
    // Of c and d: .3 to .7.
    close(corners(claim('meanBox', a)), [3, 3, 7, 7]);
    close(corners(claim('meanBox', b)), [6, 6, 14, 14]);
    // Of a, b and d: (0 + .5 + .4) / 3 to (.4 + 1 + .8) / 3, on a frame twice as high as wide.
    close(corners(claim('meanBox', c)), [3, 6, 22 / 3, 44 / 3]);
    // An image without a patient leaves itself out: (0 + .5 + .2) / 3 to (.4 + 1 + .6) / 3.
    close(corners(claim('meanBox', d)), [7 / 3, 7 / 3, 20 / 3, 20 / 3]);
  });

  it('knows a patient from an image of the same name', () => {
    const namesake = sample('p2', undefined, [10, 10], annotation([0, 0, 10, 10]));
    close(corners(claim('meanBox', c, [c, namesake])), [0, 0, 10, 20]);
  });

  it('knows nothing of confounders and other classes', () => {
    const marked = sample('e', 'p3', [10, 10], { ...annotation([9, 9, 10, 10]), confounder: true });
    const other = sample('f', 'p4', [10, 10], annotation([9, 9, 10, 10], 'Nodule'));
    close(corners(claim('meanBox', a, [a, b, c, d, marked, other])), [3, 3, 7, 7]);
  });
});

describe('the density of boxes', () => {
  it("counts the other patients' boxes on a grid of 128 × 128", () => {
    const density = data(claim('densityPeak', a));
    const at = (x: number, y: number) => density[y * 128 + x];
    // Centres of cells: those of .2–.6 are 26 to 76, those of .4–.8 are 51 to 101.
    expect([at(25, 26), at(26, 26), at(50, 50), at(51, 51), at(76, 76), at(77, 77)]).toEqual([
      0, 1, 1, 2, 2, 1,
    ]);
    expect([at(101, 101), at(102, 101), at(51, 101), at(50, 101)]).toEqual([1, 0, 1, 0]);
    expect(density.reduce((sum, count) => sum + count, 0)).toBe(2 * 51 ** 2);
  });

  it('leaves every box of the patient out, and only those', () => {
    const density = data(claim('densityPeak', c));
    // a covers cells 0 to 50, b 64 to 127, d 51 to 101.
    expect(density.reduce((sum, count) => sum + count, 0)).toBe(51 ** 2 + 64 ** 2 + 51 ** 2);
    expect([density[0], density[128 * 128 - 1], density[70 * 128 + 70]]).toEqual([1, 1, 2]);
  });
});

it('the centre box is the middle four fifths', () => {
  close(corners(claim('centreBox', c)), [1, 2, 9, 18]);
});

describe('the random map', () => {
  it('is the same for the same finding and seed, whatever else there is', () => {
    const first = data(claim('random', a));
    expect(first).toEqual(data(claim('random', a, [a])));
    expect(first).toHaveLength(49);
    expect(first.every((heat) => heat >= 0 && heat < 1)).toBe(true);
  });

  it('is another for another image, class or seed', () => {
    const of = asked('random', [a, b]);
    const maps = [of(a), of(b), of(a, 'Nodule'), claim('random', a, [a, b], 1)].map(data);
    expect(new Set(maps.map((map) => map.join())).size).toBe(4);
  });
});

describe('a class of one patient', () => {
  it('gives the priors that learn nothing to go by, and leaves the others', () => {
    const names = Object.keys(priors) as (keyof typeof priors)[];
    expect(Object.fromEntries(names.map((name) => [name, claim(name, a, [a, b]).is]))).toEqual({
      meanBox: 'none',
      densityPeak: 'none',
      centreBox: 'annotation',
      uniform: 'uniform',
      random: 'map',
      chance: 'chance',
    });
  });
});

it('one is what methods should beat, one is chance, and one is noise', () => {
  expect(
    plugin.contributes.flatMap((one) => ('role' in one && one.role ? [[one.id, one.role]] : [])),
  ).toEqual([
    ['mean-box', 'reference'],
    ['random', 'control'],
    ['chance', 'chance'],
  ]);
});

it('grid and margin are options', () => {
  const dataset: Dataset = { labels: [], samples: [a, c], notes: [] };
  const finding = { sample: a, label: 'Mass', annotations: [] };
  const [{ claim: noise }] = random.over(dataset, { grid: 3 }, { seed: 0 })(finding);
  expect(data(noise)).toHaveLength(9);
  const [{ claim: box }] = centreBox.over(dataset, { margin: 0.25 }, { seed: 0 })(finding);
  close(corners(box), [2.5, 2.5, 7.5, 7.5]);
  // Of the other patient's box, .2 to .6: the cells of four whose centres are .375.
  const [{ claim: density }] = densityPeak.over(dataset, { grid: 4 }, { seed: 0 })(finding);
  expect([...data(density)].flatMap((count, i) => (count > 0 ? [i] : []))).toEqual([5]);
});
