import { factorTable } from '@camscope/statistics';
import { describe, expect, test } from 'vitest';
import { renderReport, type ReportData } from '../src/index.ts';
import { bothPages, wordsOf } from './pages.ts';

/** Four findings; `b` has no region on the last one. */
const VALUES = {
  a: [0.8, 0.6, 0.4, 0.2],
  b: [0.1, 0.2, 0.3, 0],
  'mean-box': [0.3, 0.3, 0.3, 0.3],
};

const scores = Object.entries(VALUES).flatMap(([method, values]) =>
  values.map((value, i) => ({
    model: method === 'mean-box' ? '' : 'net',
    image: `i${i}`,
    patient: `p${i}`,
    class: 'Effusion',
    method,
    segmenter: 'otsu',
    metric: 'iou',
    reader: '',
    regions: value === 0 ? '0' : '1',
    blank: '',
    reason: '',
    value,
  })),
);

function dataOf(extra: Partial<ReportData> = {}, rows = scores): ReportData {
  return {
    study: { title: 'T', camscope: '1.2.3', images: 4, findings: 4, failures: [], notes: [] },
    models: [{ name: 'net' }],
    series: [
      { name: 'a', title: 'Method A', kind: 'method' },
      { name: 'b', title: 'Method B', kind: 'method' },
      { name: 'mean-box', title: 'mean box', kind: 'prior' },
    ],
    measures: [
      { id: 'iou', title: 'IoU', kind: 'metric', direction: 'higher', range: [0, 1] },
      { id: 'overlap', title: 'overlap', kind: 'agreement', direction: 'higher', range: [0, 1] },
      { id: 'area', title: 'Area', kind: 'feature', direction: 'none', range: [0, 1] },
    ],
    scores: factorTable(
      Object.keys(scores[0]).filter((name) => name !== 'value'),
      rows,
    ),
    ...extra,
  };
}

const tableOf = (data: ReportData, name: string) => {
  const found = renderReport(data).tables.find((table) => table.name === name);
  if (!found) throw new Error(`no table ${name}`);
  const [head, ...lines] = found.csv.trimEnd().split('\n');
  const columns = head.split(',');
  return {
    ...found,
    rows: lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i], cell]))),
  };
};

const said = (data: ReportData, id: string) =>
  renderReport(data).sentences.find((sentence) => sentence.id === id)!;

describe('means of the primary metric', () => {
  test('over all findings, and over those with a prediction', () => {
    const means = (name: string) =>
      tableOf(dataOf(), name).rows.map((row) => [row['method'], row['n'], Number(row['mean'])]);
    expect(means('iou-net-all')).toEqual([
      ['a', '4', 0.5],
      ['b', '4', expect.closeTo(0.15, 12)],
      ['mean-box', '4', 0.3],
    ]);
    expect(means('iou-net-found')).toEqual([
      ['a', '4', 0.5],
      ['b', '3', expect.closeTo(0.2, 12)],
      ['mean-box', '4', 0.3],
    ]);
  });

  test('readers of one finding are averaged first', () => {
    const twice = scores.flatMap((row) => [
      { ...row, reader: '1' },
      { ...row, reader: '2', value: row.method === 'a' ? row.value - 0.1 : row.value },
    ]);
    const [a] = tableOf(dataOf({}, twice), 'iou-net-all').rows;
    expect([a['n'], Number(a['mean'])]).toEqual(['4', expect.closeTo(0.45, 12)]);
  });

  test('intervals hold the mean, and say level, replicates and clusters', () => {
    const [a] = tableOf(dataOf(), 'iou-net-all').rows;
    expect(Number(a['low'])).toBeGreaterThanOrEqual(0.2);
    expect(Number(a['low'])).toBeLessThan(0.5);
    expect(Number(a['high'])).toBeGreaterThan(0.5);
    expect(Number(a['high'])).toBeLessThanOrEqual(0.8);
    expect([a['level'], a['interval'], a['replicates'], a['patients']]).toEqual(['0.95', 'bca', '2000', '4']);
  });

  test('a missing value is a dash with its reason, and in no mean', () => {
    const rows = scores.map((row) =>
      row.method === 'b' ? { ...row, value: null, reason: 'RUNTIME_FAILED: no memory' } : row,
    );
    const data = dataOf({}, rows as typeof scores);
    const html = bothPages(renderReport(data));
    expect(tableOf(data, 'iou-net-all').latex).toContain('Method B & --\\textsuperscript{a}');
    expect(html).toContain('Values that are missing, by reason');
    expect(tableOf(data, 'missing').rows).toEqual([
      { what: 'scores', reason: 'RUNTIME_FAILED: no memory', n: '4', methods: 'b', measures: 'iou' },
    ]);
  });

  test('a prior has one value for every network', () => {
    const two = [
      ...scores,
      ...scores.filter(({ model }) => model).map((row) => ({ ...row, model: 'other' })),
    ];
    const data = dataOf({ models: [{ name: 'net' }, { name: 'other' }] }, two);
    for (const name of ['iou-net-all', 'iou-other-all']) {
      expect(tableOf(data, name).rows.map((row) => [row['method'], Number(row['mean'])])).toEqual([
        ['a', 0.5],
        ['b', expect.closeTo(0.15, 12)],
        ['mean-box', 0.3],
      ]);
    }
  });
});

test('the verdict: which is best, and what beats the mean box', () => {
  // 20 findings: a is always .2 above the mean box, b always .1 below.
  const rows = Array.from({ length: 20 }, (_, i) => i).flatMap((i) =>
    [
      ['a', 0.5],
      ['b', 0.2],
      ['mean-box', 0.3],
    ].map(([method, base]) => ({
      ...scores[0],
      model: method === 'mean-box' ? '' : 'net',
      method: String(method),
      image: `i${i}`,
      patient: `p${i}`,
      value: Number(base) + 0.01 * i,
    })),
  );
  const data = dataOf({}, rows);
  // The mean of .5 + .01 i over i = 0 … 19 is .595.
  expect(said(data, 'best').text).toMatch(
    /^On all 20 findings \(20 patients\), Method A is best of 2 methods by IoU: 0\.595 \(0\.\d{3}–0\.\d{3}\)\.$/,
  );
  expect(said(data, 'lead').text).toBe(
    'Method A is ahead of Method B by 0.300, a significant difference (p < 0.001, Wilcoxon’s test with Holm’s correction). Method A is significantly better than every other method.',
  );
  expect(said(data, 'strongest-prior').text).toBe(
    'Method A beats mean box, a trivial answer: 0.395 against 0.595 of Method A; 1 of 2 is significantly worse.',
  );
});

test('regions that no segmenter made stand beside those of every segmenter', () => {
  const rows = scores.flatMap((row) =>
    row.method === 'mean-box'
      ? [{ ...row, segmenter: '' }]
      : [row, { ...row, segmenter: 'threshold', value: row.value / 2 }],
  );
  const means = tableOf(dataOf({}, rows), 'segmenters').rows.map((row) => [
    ...[row['segmenter'], row['method'], Number(row['mean'])],
  ]);
  expect(means).toEqual([
    ['otsu', 'a', 0.5],
    ['otsu', 'b', expect.closeTo(0.15, 12)],
    ['otsu', 'mean-box', 0.3],
    ['threshold', 'a', 0.25],
    ['threshold', 'b', expect.closeTo(0.075, 12)],
    ['threshold', 'mean-box', 0.3],
  ]);
  for (const segmenter of ['otsu', 'threshold']) {
    const data = dataOf({ segmenter }, rows);
    expect(tableOf(data, 'iou-against-mean-box').rows.map((row) => row['method'])).toEqual(['a', 'b']);
    expect(said(data, 'strongest-prior').numbers).toMatchObject({ prior: 'mean-box', priors: 1 });
  }
});

test('the verdict pathology by pathology, where it is another one', () => {
  // 20 findings each: on the heart a is .2 below the mean box, on the fluid .4 above; b is .1 below everywhere.
  const rows = ['Heart', 'Fluid'].flatMap((label) =>
    Array.from({ length: 20 }, (_, i) => i).flatMap((i) =>
      [
        ['a', label === 'Heart' ? 0.1 : 0.7],
        ['b', 0.2],
        ['mean-box', 0.3],
      ].map(([method, base]) => ({
        ...{ ...scores[0], class: label, image: `i${i}`, patient: `p${i}` },
        ...{ model: method === 'mean-box' ? '' : 'net', method: String(method) },
        value: Number(base) + 0.01 * i,
      })),
    ),
  );
  const data = dataOf({}, rows);
  expect(said(data, 'strongest-prior').text).toContain('Method A beats mean box');
  expect(said(data, 'priors-by-class').text).toBe(
    'Against the strongest trivial answer of each pathology: for Heart (20 findings) no method beats mean box, 2 are worse (0.395 against 0.295 of Method B); for Fluid (20 findings) Method A beats mean box, 1 is worse (0.395 against 0.795 of Method A).',
  );
  const found = tableOf(data, 'iou-against-priors-by-class').rows;
  expect(
    found.map((row) => [row['class'], row['method'], Number(row['difference']), row['verdict']]),
  ).toEqual([
    ['Heart', 'a', expect.closeTo(-0.2, 12), 'worse'],
    ['Heart', 'b', expect.closeTo(-0.1, 12), 'worse'],
    ['Fluid', 'a', expect.closeTo(0.4, 12), 'better'],
    ['Fluid', 'b', expect.closeTo(-0.1, 12), 'worse'],
  ]);
});

test('agreement: means of pairs within a network, readers among them', () => {
  const pair = (a: string, b: string, value: number, image: string, models = ['net', 'net']) => ({
    ...{ model_a: models[0], a, model_b: models[1], b, image, patient: image, class: 'Effusion' },
    ...{ metric: 'overlap', segmenter: 'otsu', reason: '', value },
  });
  const rows = [
    pair('a', 'b', 0.2, 'i0'),
    pair('b', 'a', 0.4, 'i1'),
    pair('radiologist', 'a', 0.1, 'i0', ['', 'net']),
    pair('radiologist', 'b', 0.3, 'i0', ['', 'net']),
    pair('a', 'a', 0.9, 'i0', ['net', 'other']),
  ];
  const agreement = factorTable(
    Object.keys(rows[0]).filter((name) => name !== 'value'),
    rows,
  );
  const series = [...dataOf().series, { name: 'radiologist', kind: 'reader' as const }];
  const data = dataOf({ agreement, series });
  const found = tableOf(data, 'agreement-overlap').rows.filter((row) => row['model'] === '(all)');
  const of = (a: string, b: string) =>
    found.find((row) => row['a'] === a && row['b'] === b && row['class'] === 'Effusion');
  expect([of('a', 'b')!['n'], Number(of('a', 'b')!['mean'])]).toEqual(['2', expect.closeTo(0.3, 12)]);
  expect(of('radiologist', 'a')!['mean']).toBe('0.1');
  expect(of('radiologist', 'b')!['mean']).toBe('0.3');
  const figure = renderReport(data).figures.find(({ name }) => name === 'agreement-overlap-between-networks');
  expect(figure!.svg).toContain('other, net: 0.900, n = 1');
  expect(said(data, 'agreement').text).toBe(
    'By overlap, the 2 methods on all 2 findings agree among themselves at 0.300; with readers at 0.200, from 0.100 (Method A) to 0.300 (Method B).',
  );
});

test('with several readers, tables say that they are means, and readers are compared under each segmenter', () => {
  const twice = scores.flatMap((row) => ['R1', 'R2'].map((reader) => ({ ...row, reader })));
  const pair = { model_a: '', a: 'reader:R1', model_b: '', b: 'reader:R2', image: 'i0', patient: 'p0' };
  const common = { class: 'Effusion', metric: 'overlap', reason: '', value: 0.7 };
  const rows = [
    { ...pair, ...common, segmenter: '' },
    { ...pair, ...common, model_b: 'net', b: 'a', segmenter: 'otsu', value: 0.2 },
  ];
  const agreement = factorTable(
    Object.keys(rows[0]).filter((name) => name !== 'value'),
    rows,
  );
  const readers = ['R1', 'R2'].map((name) => ({ name: `reader:${name}`, kind: 'reader' as const }));
  const data = dataOf({ agreement, series: [...dataOf().series, ...readers] }, twice);
  const html = bothPages(renderReport(data));
  expect(html).toContain('A finding’s value is its mean over its readers (R1 and R2).');
  expect(html).toContain('readers agree at 0.700.');
  expect(bothPages(renderReport(dataOf()))).not.toContain('its mean over the readers');
});

test('features: Spearman’s correlation with performance', () => {
  const rows = [0.4, 0.3, 0.2, 0.1].map((value, i) => ({
    ...{ image: `i${i}`, patient: `p${i}`, class: 'Effusion', reader: '', feature: 'area', reason: '' },
    value,
  }));
  const features = factorTable(
    Object.keys(rows[0]).filter((name) => name !== 'value'),
    rows,
  );
  const found = tableOf(dataOf({ features }), 'features').rows;
  // By rank, a falls with the image’s number as area does; b is .1, .2, .3, 0: ranks 2, 3, 4, 1 against 4, 3, 2, 1.
  expect(found.map((row) => [row['method'], row['n'], Number(row['spearman'])])).toEqual([
    ['a', '4', expect.closeTo(1, 12)],
    ['b', '4', expect.closeTo(0.2, 12)],
  ]);
});

test('classification as it was measured', () => {
  const row = { model: 'net', label: 'Effusion', metric: 'auroc', n: 10, positives: 4 };
  const { latex, rows } = tableOf(
    dataOf({
      classification: [
        { ...row, value: 0.75, low: 0.6, high: 0.9, interval: 'DeLong' },
        { ...row, label: 'Mass', positives: 0, value: null, reason: 'no image has it' },
        { ...row, label: 'Nodule', positives: 1, value: 0.5, reason: 'one patient alone has it' },
      ],
    }),
    'classification-auroc',
  );
  expect(rows[0]).toMatchObject({ value: '0.75', low: '0.6', high: '0.9', interval: 'DeLong' });
  expect(latex).toContain('Effusion & 4 / 10 & 0.750');
  expect(latex).toContain('{\\scriptsize 0.600--0.900}');
  expect(latex).toContain('Mass & 0 / 10 & --\\textsuperscript{a}');
  expect(latex).toMatch(/Nodule & 1 \/ 10 & .*0\.500.*\\textsuperscript\{b\}/);
});

describe('numbers that are all the same, options and thresholds', () => {
  const text = (data: ReportData) => wordsOf(renderReport(data));

  test('one value for every network and pathology', () => {
    const row = { model: 'net', metric: 'auroc', n: 10, positives: 4, value: 1 };
    const classification = ['Effusion', 'Mass'].map((label) => ({ ...row, label }));
    expect(text(dataOf({ classification }))).toContain(
      'auroc of the networks as classifiers: 1.000 for all 2 pathologies.',
    );
  });

  test('one note', () => {
    const data = dataOf();
    const noted = { ...data, study: { ...data.study, notes: ['2 images were not found.'] } };
    expect(text(noted)).toContain('Nothing failed, and no value is missing. There is 1 note on the data.');
  });

  test('options with parts of their own, and long lists', () => {
    const options = { count: 5, findings: { Effusion: 0.3, Mass: 0.1 }, at: [1, 2, 3, 4, 5, 6, 7] };
    const data = dataOf();
    const stages = [{ kind: 'dataset', name: 'phantom', options }];
    expect(text({ ...data, study: { ...data.study, stages } })).toContain(
      'phantom (count 5; findings Effusion 0.3, Mass 0.1; at 1, 2, 3, 4, 5, … (7 in all))',
    );
  });

  test('a measure at several thresholds is described once', () => {
    const data = dataOf();
    const accuracy = [0.1, 0.5].map((at) => ({
      ...{ ...data.measures[0], id: `accuracy.${at}`, title: `Accuracy at IoU (${at})` },
      summary: 'Whether it is above.',
      threshold: { family: 'accuracy', title: 'Accuracy at IoU', of: 'IoU', at },
    }));
    const html = bothPages(renderReport({ ...data, measures: [...data.measures, ...accuracy] }));
    expect(html.match(/Whether it is above/g)).toHaveLength(1);
    expect(html).toContain('<dt>Accuracy at IoU</dt><dd>Whether it is above. Thresholds: 0.1, 0.5.</dd>');
  });
});

test('sections without data are left out', () => {
  const empty: ReportData = {
    study: { title: 'Nothing', camscope: '1', images: 0, findings: 0, failures: [], notes: [] },
    models: [],
    series: [],
    measures: [],
  };
  const { html, details, figures, tables } = renderReport(empty);
  const sections = (page: string) => [...page.matchAll(/<section id="([a-z-]+)"/g)].map(([, id]) => id);
  expect([sections(html), sections(details)]).toEqual([[], ['summary', 'setup']]);
  expect(html).toContain('The study covers 0 findings in 0 images.');
  expect([figures, tables]).toEqual([[], []]);
});

test('the same data give the same report, another seed other intervals', () => {
  expect(renderReport(dataOf())).toEqual(renderReport(dataOf()));
  const many = Array.from({ length: 30 }, (_, i) => ({
    ...scores[0],
    image: `i${i}`,
    patient: `p${i}`,
    value: ((7 * i) % 30) / 30,
  }));
  const [one, two] = [0, 1].map((seed) => {
    const { tables } = renderReport(dataOf({}, many), { seed });
    return tables.find(({ name }) => name === 'iou-net-all')!.csv;
  });
  expect(one).not.toBe(two);
});
