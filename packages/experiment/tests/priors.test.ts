import type { Annotation, Dataset, Sample } from '@camscope/core';
import { describe, expect, it } from 'vitest';
import { mapSchema } from '../src/measure/heatmap-of.ts';
import type { Claim } from '../src/measure/task.ts';
import { priorNames, Priors, type PriorName } from '../src/priors/priors.ts';
import { columns, run, table } from './running.ts';
import { annotated, STUDY } from './support.ts';

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

function priors(samples: readonly Sample[], names: readonly PriorName[], seed = 0): Priors {
  const dataset: Dataset = { labels: ['Mass'], samples, notes: [] };
  return new Priors(dataset, { names, seed, map: mapSchema.parse({}) });
}

function claim(name: PriorName, of: Sample, samples: readonly Sample[] = [a, b, c, d], seed = 0): Claim {
  return priors(samples, [name], seed).candidatesOf(of, 'Mass')[0].claim;
}

function corners(claimed: Claim): number[] {
  if (claimed.is !== 'annotation') throw new Error(`It is ${claimed.is}`);
  const [{ x0, y0, x1, y1 }] = claimed.annotation.boxes;
  return [x0, y0, x1, y1];
}

function data(claimed: Claim): Float32Array {
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
    close(corners(claim('mean-box', a)), [3, 3, 7, 7]);
    close(corners(claim('mean-box', b)), [6, 6, 14, 14]);
    // Of a, b and d: (0 + .5 + .4) / 3 to (.4 + 1 + .8) / 3, on a frame twice as high as wide.
    close(corners(claim('mean-box', c)), [3, 6, 22 / 3, 44 / 3]);
    // An image without a patient leaves itself out: (0 + .5 + .2) / 3 to (.4 + 1 + .6) / 3.
    close(corners(claim('mean-box', d)), [7 / 3, 7 / 3, 20 / 3, 20 / 3]);
  });

  it('knows a patient from an image of the same name', () => {
    const namesake = sample('p2', undefined, [10, 10], annotation([0, 0, 10, 10]));
    close(corners(claim('mean-box', c, [c, namesake])), [0, 0, 10, 20]);
  });

  it('knows nothing of confounders and other classes', () => {
    const marked = sample('e', 'p3', [10, 10], { ...annotation([9, 9, 10, 10]), confounder: true });
    const other = sample('f', 'p4', [10, 10], annotation([9, 9, 10, 10], 'Nodule'));
    close(corners(claim('mean-box', a, [a, b, c, d, marked, other])), [3, 3, 7, 7]);
  });
});

describe('the density of boxes', () => {
  it("counts the other patients' boxes on a grid of 128 × 128", () => {
    const density = data(claim('density-peak', a));
    const at = (x: number, y: number) => density[y * 128 + x];
    // Centres of cells: those of .2–.6 are 26 to 76, those of .4–.8 are 51 to 101.
    expect([at(25, 26), at(26, 26), at(50, 50), at(51, 51), at(76, 76), at(77, 77)]).toEqual([
      0, 1, 1, 2, 2, 1,
    ]);
    expect([at(101, 101), at(102, 101), at(51, 101), at(50, 101)]).toEqual([1, 0, 1, 0]);
    expect(density.reduce((sum, count) => sum + count, 0)).toBe(2 * 51 ** 2);
  });

  it('leaves every box of the patient out, and only those', () => {
    const density = data(claim('density-peak', c));
    // a covers cells 0 to 50, b 64 to 127, d 51 to 101.
    expect(density.reduce((sum, count) => sum + count, 0)).toBe(51 ** 2 + 64 ** 2 + 51 ** 2);
    expect([density[0], density[128 * 128 - 1], density[70 * 128 + 70]]).toEqual([1, 1, 2]);
  });
});

it('the centre box is the middle four fifths', () => {
  close(corners(claim('centre-box', c)), [1, 2, 9, 18]);
});

describe('the random map', () => {
  it('is the same for the same finding and seed, whatever else there is', () => {
    const first = data(claim('random', a));
    expect(first).toEqual(data(claim('random', a, [a])));
    expect(first).toHaveLength(49);
    expect(first.every((heat) => heat >= 0 && heat < 1)).toBe(true);
  });

  it('is another for another image, class or seed', () => {
    const all = priors([a, b], ['random']);
    const of = (one: Sample, label: string) => data(all.candidatesOf(one, label)[0].claim);
    const maps = [of(a, 'Mass'), of(b, 'Mass'), of(a, 'Nodule'), data(claim('random', a, [a, b], 1))];
    expect(new Set(maps.map((map) => map.join())).size).toBe(4);
  });
});

describe('a class of one patient', () => {
  it('gives the priors that learn nothing to go by, and leaves the others', () => {
    const kinds = priors([a, b], priorNames)
      .candidatesOf(a, 'Mass')
      .map(({ name, claim: { is } }) => [name, is]);
    expect(Object.fromEntries(kinds)).toEqual({
      'mean-box': 'none',
      'density-peak': 'none',
      'centre-box': 'annotation',
      uniform: 'uniform',
      random: 'map',
      chance: 'chance',
    });
  });

  it('is a reason in the rows where the prior has its values, and no failure', async () => {
    const study = STUDY.replace('priors: []', 'priors: [mean-box, density-peak]').replace(
      '[hot-area]',
      '[hot-area, mean-heat]',
    );
    const { out, result } = await run({
      study,
      list: [
        { id: 'a.raw', patient: 'p1', annotations: annotated('Bright', 'Dark') },
        { id: 'b.raw', patient: 'p2', annotations: annotated('Dark') },
      ],
    });
    const lines = (await table(out, 'scores.csv')).filter(
      ({ kind, image }) => kind === 'prior' && image === 'a.raw',
    );
    const reason = 'No other patient has a box of this class';
    expect(columns(lines, 'class', 'method', 'segmenter', 'metric', 'value', 'reason')).toEqual([
      `Bright mean-box  hot-area  ${reason}`,
      `Bright density-peak threshold hot-area  ${reason}`,
      `Bright density-peak  mean-heat  ${reason}`,
      'Dark mean-box  hot-area 16 ',
      'Dark density-peak threshold hot-area 16 ',
      'Dark density-peak  mean-heat 0.25 ',
    ]);
    expect(result.failures.size).toBe(0);
    expect(result.failedMaps).toBe(0);
  });
});

it('the uniform map has the same heat everywhere, and no regions', async () => {
  const study = STUDY.replace('priors: []', 'priors: [uniform]').replace(
    '[hot-area]',
    '[hot-area, mean-heat]',
  );
  const { out } = await run({ study, list: [{ id: 'a.raw', annotations: annotated('Bright') }] });
  const lines = (await table(out, 'scores.csv')).filter(({ kind }) => kind === 'prior');
  expect(columns(lines, 'method', 'metric', 'value')).toEqual(['uniform mean-heat 1']);
});
