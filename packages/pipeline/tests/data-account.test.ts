import priors from '@camscope/baselines-priors';
import { parseOptions, type Annotation, type Baseline, type Dataset, type Sample } from '@camscope/core';
import { accountOf, readerAgreement, trivialPriors } from '@camscope/pipeline';
import { describe, expect, it } from 'vitest';

type Corners = readonly [x0: number, y0: number, x1: number, y1: number];

const drew = (reader: string | undefined, label: string, ...boxes: Corners[]): Annotation => ({
  label,
  boxes: boxes.map(([x0, y0, x1, y1]) => ({ x0, y0, x1, y1 })),
  ...(reader !== undefined && { reader }),
});

function sample(id: string, more: Partial<Sample> = {}): Sample {
  const frame = { width: 10, height: 10 };
  return { id, image: `/${id}`, frame, labels: {}, annotations: [], ...more };
}

const data = (samples: readonly Sample[], more: Partial<Dataset> = {}): Dataset => ({
  labels: ['Mass', 'Nodule'],
  samples,
  notes: [],
  ...more,
});

/** Of two patients; the two images of the first are one file. */
const mixed = data([
  sample('a', {
    patient: 'p',
    image: '/one',
    split: 'train',
    labels: { Mass: 1, Nodule: 0 },
    annotations: [
      drew('R10', 'Mass', [0, 0, 4, 4], [0, 0, 4, 4], [5, 5, 6, 6]),
      drew('R2', 'Mass', [0, 0, 4, 2]),
      { ...drew(undefined, 'Nodule', [0, 0, 1, 1]), confounder: true },
    ],
  }),
  sample('b', { patient: 'p', image: '/one', split: 'train', labels: { Mass: -1, Nodule: 1 } }),
  sample('c', {
    frame: { width: 20, height: 10 },
    split: 'test',
    labels: { Other: 1 },
    annotations: [{ ...drew('R2', 'Mass'), mask: { width: 20, height: 10, runs: [0, 30, 170] } }],
  }),
]);

describe('accountOf', () => {
  it('counts labels, readers, sizes and splits, and tells duplicates', () => {
    const account = accountOf({ ...mixed, missing: ['c'] });
    expect(account).toMatchObject({
      ...{ images: 3, patients: 1, imagesWithoutPatient: 1, missing: ['c'], confounders: 1 },
      drawn: { findings: 3, boxes: 4, outlined: 1 },
      labels: [
        { label: 'Mass', positive: 1, negative: 0, uncertain: 1, annotated: 2, findings: 3, boxes: 4 },
        { label: 'Nodule', positive: 1, negative: 1, uncertain: 0, annotated: 0, findings: 0 },
        { label: 'Other', positive: 1 },
      ],
      readers: [
        { reader: 'R2', images: 2, findings: 2, boxes: 1, outlined: 1 },
        { reader: 'R10', images: 1, findings: 1, boxes: 3 },
      ],
      sizes: [
        { width: 10, height: 10, images: 2 },
        { width: 20, height: 10, images: 1 },
      ],
      splits: [
        { split: 'train', images: 2, patients: 1 },
        { split: 'test', images: 1, patients: 0 },
      ],
      repeatedBoxes: [{ image: 'a', label: 'Mass', reader: 'R10', x0: 0, y0: 0, x1: 4, y1: 4 }],
      sharedFiles: [['a', 'b']],
    });
  });

  it('leaves images out of sizes whose size nothing tells', () => {
    expect(accountOf({ ...mixed, unsized: ['a', 'c'] })).toMatchObject({
      sizes: [{ width: 10, height: 10, images: 1 }],
      imagesWithoutSize: 2,
      splits: { length: 2 },
    });
    expect(accountOf(data([sample('a')])).splits).toEqual([]);
  });
});

const chosen = priors.contributes.map((contribution) => {
  const baseline = contribution as Baseline;
  return { name: baseline.id, contribution: baseline, options: parseOptions(baseline) };
});

const priorsOf = (of: Dataset) => {
  const { takenAs, labels } = trivialPriors(of, chosen, 0);
  return {
    takenAs,
    labels: labels.map(({ label, findings, priors: all }) => ({
      label,
      findings,
      ...Object.fromEntries(all.map(({ prior, ...rest }) => [prior, rest])),
    })),
  };
};

describe('trivialPriors', () => {
  const one = sample('a', {
    annotations: [drew('R1', 'Mass', [0, 0, 4, 4]), drew('R2', 'Mass', [0, 0, 8, 4])],
  });
  const other = sample('b', {
    frame: { width: 20, height: 20 },
    annotations: [drew('R1', 'Mass', [0, 0, 8, 8], [4, 4, 12, 12])],
  });

  it('measures what each claims against every reader', () => {
    // Of b, the mean is [.1, .1, .5, .5], that is [1, 1, 5, 5] on a: 9 of 23 and 12 of 36. That of a is [0, 0, .6, .4], or
    // [0, 0, 12, 8] on b: 64 of 96, and the larger of its two.
    // Where the boxes of b are twice, [.2, .4) both ways, is (2, 2) on a, within both; a's are twice at (0, 0).
    expect(priorsOf(data([one, other]))).toMatchObject({
      takenAs: undefined,
      labels: [
        {
          label: 'Mass',
          findings: 3,
          'mean-box': {
            measure: 'iou',
            mean: expect.closeTo((9 / 23 + 12 / 36 + 64 / 96) / 3, 12),
            findings: 3,
          },
          'density-peak': { measure: 'hit', mean: 1, findings: 3 },
          chance: { measure: 'hit', mean: expect.closeTo((0.16 + 0.32 + 112 / 400) / 3, 12), findings: 3 },
        },
      ],
    });
  });

  it('leaves a patient out as a whole', () => {
    const same = [one, other].map((image) => ({ ...image, patient: 'p' }));
    const [label] = priorsOf(data(same)).labels;
    expect(label).toMatchObject({ findings: 3, chance: { findings: 3 }, 'centre-box': { findings: 3 } });
    expect(label).not.toHaveProperty('mean-box');
    expect(label).not.toHaveProperty('density-peak');
  });

  it('stands on images whose size is known or, where none is, takes all as one size', () => {
    expect(priorsOf(data([one, other], { unsized: ['b'] })).labels).toMatchObject([{ findings: 2 }]);
    const { takenAs, labels } = priorsOf(data([one, other], { unsized: ['a', 'b'] }));
    expect(takenAs).toEqual({ width: 20, height: 20 });
    // The mean of a's boxes is [0, 0, 6, 4] in pixels, that of b's [2, 2, 10, 10].
    const mean = (4 / 76 + 12 / 84 + 24 / 64) / 3;
    expect(labels).toMatchObject([{ findings: 3, 'mean-box': { mean: expect.closeTo(mean, 12) } }]);
    expect(labels[0]).not.toHaveProperty('chance');
  });

  it('asks masks and outlines, not the boxes around them, what is hit', () => {
    const mask = { width: 10, height: 10, runs: [0, 25, 75] };
    const contours = [
      [
        [0, 0],
        [5, 0],
        [5, 5],
        [0, 5],
      ],
    ] as const;
    const box = { x0: 0, y0: 0, x1: 10, y1: 10 };
    const chanceOf = (more: Partial<Annotation>) =>
      priorsOf(data([sample('a', { annotations: [{ label: 'Mass', boxes: [box], ...more }] })])).labels[0];
    expect(chanceOf({ mask })).toMatchObject({ chance: { mean: 0.25 } });
    expect(chanceOf({ contours })).toMatchObject({ chance: { mean: 0.25 } });
    expect(chanceOf({})).toMatchObject({ chance: { mean: 1 } });
    // The columns 0 and 1, and the upper half of column 2: the one spot where others' boxes lie is at (2.5, 5.5).
    const spot = sample('b', { annotations: [drew(undefined, 'Mass', [2, 5, 3, 6])] });
    const hitOf = (runs: readonly number[]) => {
      const annotations = [{ label: 'Mass', boxes: [box], mask: { width: 10, height: 10, runs } }];
      const [{ findings, ...of }] = priorsOf(data([sample('a', { annotations }), spot])).labels;
      return findings === 2 && (of as unknown as Record<string, { mean: number }>)['density-peak'].mean;
    };
    expect(hitOf([0, 25, 75])).toBe(0);
    expect(hitOf([0, 26, 74])).toBe(0.5);
  });

  it('knows no confounder and nothing that cannot be measured', () => {
    const drawn = drew(undefined, 'Mass', [0, 0, 4, 4]);
    const annotations = [
      { ...drawn, confounder: true },
      { ...drawn, boxes: [], fault: 'no area' },
    ];
    expect(priorsOf(data([sample('a', { annotations })])).labels).toEqual([]);
    expect(priorsOf(data([])).labels).toEqual([]);
  });
});

describe('readerAgreement', () => {
  it('compares the largest boxes of each pair where both drew', () => {
    const annotations = [
      drew('R10', 'Mass', [5, 5, 6, 6], [0, 0, 4, 4]),
      drew('R2', 'Mass', [0, 0, 4, 2]),
      drew('R1', 'Mass', [4, 4, 8, 8]),
      drew('R2', 'Nodule', [0, 0, 1, 1]),
      drew(undefined, 'Nodule', [0, 0, 1, 1]),
    ];
    const more = sample('b', {
      annotations: [drew('R2', 'Mass', [0, 0, 2, 2]), drew('R10', 'Mass', [0, 0, 2, 2])],
    });
    expect(readerAgreement(data([sample('a', { annotations }), more]))).toEqual([
      {
        label: 'Mass',
        ...{ mean: 1.5 / 4, findings: 4 },
        pairs: [
          { readers: ['R2', 'R10'], mean: 0.75, findings: 2 },
          { readers: ['R1', 'R2'], mean: 0, findings: 1 },
          { readers: ['R1', 'R10'], mean: 0, findings: 1 },
        ],
      },
    ]);
  });
});
