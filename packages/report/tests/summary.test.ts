import { factorTable } from '@camscope/statistics';
import { describe, expect, it, test } from 'vitest';
import { renderReport, type ReportData } from '../src/index.ts';
import { holes } from './holes.ts';
import { CLASSES, METHODS, NETWORKS, study } from './study.ts';

const sentencesOf = (data: ReportData) => renderReport(data, { replicates: 200 }).sentences;
const said = (data: ReportData, id: string) => sentencesOf(data).find((sentence) => sentence.id === id)!;
const near = (value: number): number => expect.closeTo(value, 12) as number;

describe('a study with holes', () => {
  it('ranks methods over the rows that they share, and says how many', () => {
    // a on n1 without i0: 11 · .2 + .02 · 66; on n2: 12 · .3 + .02 · 66.
    const { text, numbers } = said(holes(), 'best');
    expect(numbers).toMatchObject({
      ...{ best: 'a', mean: near((3.52 + 4.92) / 23), rows: 23, allRows: 24, findings: 12, compared: 2 },
      ...{ readersLow: near(0.8), readersHigh: near(0.8), readersFindings: 8, others: 1 },
    });
    expect(text).toMatch(
      /^On all 12 findings \(23 of 24 on the networks, 12 patients, 2 networks\), Method A is best of 2 methods by IoU: 0\.367 \(0\.\d+–0\.\d+\); readers reach 0\.800 on 8 of them\. 1 other method explains fewer\.$/,
    );
  });

  it('says a difference that is that of the means', () => {
    const best = said(holes(), 'best').numbers['mean'] as number;
    const { numbers } = said(holes(), 'lead');
    expect(numbers).toMatchObject({ second: 'b', difference: near(0.05), undecided: '' });
    expect(best - (numbers['secondMean'] as number)).toBeCloseTo(0.05, 12);
  });

  it('holds methods against the strongest guess, where it has a value', () => {
    // i2 to i11: a has 10 · .2 + .02 · 65 on n1 and 1 more on n2.
    const { text, numbers } = said(holes(), 'strongest-prior');
    expect(numbers).toMatchObject({
      ...{ prior: 'strong', priors: 2, priorMean: near(0.5), best: 'a', bestMean: near(0.38) },
      ...{ findings: 10, allFindings: 12, rows: 20, allRows: 20, worse: 2 },
    });
    expect(text).toBe(
      'No method beats Strong guess, the strongest of 2 trivial answers: 0.500 against 0.380 of Method A on the 10 of 12 findings for which they have a value; all of 2 are significantly worse.',
    );
  });

  it('takes the strongest guess of each pathology', () => {
    // Fluid, i2 to i7: 6 · .25 + .02 · 27 is 2.04 of 6; masses, i8 to i11: 4 · .25 + .02 · 38 is 1.76 of 4.
    expect(said(holes(), 'priors-by-class').numbers).toMatchObject({
      ...{ 'prior.Fluid': 'strong', 'findings.Fluid': 6, 'bestMean.Fluid': near(0.34) },
      ...{ 'prior.Mass': 'strong', 'findings.Mass': 4, 'bestMean.Mass': near(0.44) },
    });
  });

  it('tells pairs on all findings apart from those on few', () => {
    expect(said(holes(), 'agreement')).toMatchObject({
      text: 'By overlap, the 2 methods on all 12 findings agree among themselves at 0.700; with readers at 0.250, from 0.200 (Method B) to 0.300 (Method A). 1 method on 2 findings stands apart.',
      numbers: { amongMethods: near(0.7), withReaders: near(0.25), rows: 24, apart: 1, apartLow: 2 },
    });
  });

  it('counts what is missing in every table', () => {
    expect(said(holes(), 'missing').text).toBe(
      '3 of 84 scores are missing and 2 of 6 values of classification are missing.',
    );
    expect(said(holes(), 'missing').numbers).toMatchObject({ 'missing.scores': 3, 'rows.scores': 84 });
  });

  it('says how many rows of a range lie at its end, and what each stands on', () => {
    expect(said(holes(), 'classification').text).toBe(
      'AUROC of the networks as classifiers: from 0.750 (Fluid, n1; 8 positive of 40 images) to 1.000 (2 of 4); 2 have no value.',
    );
  });

  it('sets a method on part of the findings apart, beside the best of the others there', () => {
    const { tables, details } = renderReport(holes(), { replicates: 50 });
    const { csv } = tables.find(({ name }) => name === 'iou-standings')!;
    const [head, ...lines] = csv
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const of = (name: string) => {
      const line = lines.find((cells) => cells[head.indexOf('method')] === name)!;
      return Object.fromEntries(head.map((column, i) => [column, line[i]]));
    };
    // i1 and i2 on two networks: c has .9; a .22, .24, .32, .34.
    expect(of('c')).toMatchObject({
      group: 'partial',
      findings: '2',
      best: 'a',
      mean: '0.9',
      best_mean: '0.28',
    });
    expect(of('a')).toMatchObject({ group: 'compared', findings: '12', n: '23' });
    expect(details).toContain('Method C (2 of 12)');
    expect(details).toContain('Strong guess (10 of 12)');
  });
});

describe('ties', () => {
  const rows = (apart: number) =>
    Array.from({ length: 8 }, (_, i) => i).flatMap((i) =>
      [0.5, 0.5 + apart, 0.3].map((base, m) => ({
        ...{
          model: 'net',
          image: `i${i}`,
          patient: `p${i}`,
          class: 'Heart',
          method: 'abc'[m],
          metric: 'iou',
        },
        ...{ segmenter: '', reader: '', regions: '1', blank: '', reason: '', value: base + 0.01 * i },
      })),
    );
  const dataOf = (apart: number): ReportData => {
    const { scores: _, agreement: __, classification: ___, ...data } = holes();
    const found = rows(apart);
    const factors = Object.keys(found[0]).filter((name) => name !== 'value');
    return { ...data, scores: factorTable(factors, found) };
  };

  it('are named together', () => {
    const { text, numbers } = said(dataOf(4e-4), 'best');
    expect(text).toMatch(/Method B and Method A are best of 3 methods by IoU: 0\.535 .*, within 0\.0005/);
    expect(numbers).toMatchObject({ best: 'b; a', tolerance: 5e-4 });
    expect(said(dataOf(6e-4), 'best').numbers).toMatchObject({ best: 'b' });
  });

  it('by rounding alone are no evidence', () => {
    // Eight of eight patients have more.
    const pair = (apart: number) =>
      renderReport(dataOf(apart), { replicates: 50 })
        .tables.find(({ name }) => name === 'iou-pairs')!
        .csv.split('\n')[1]
        .split(',');
    expect(Number(pair(5e-9)[6])).toBe(1);
    expect(Number(pair(5e-6)[6])).toBeLessThan(0.01);
  });
});

test('a guess that is behind and cannot be told apart is not said to be unbeaten', () => {
  const { scores } = holes();
  const masses = { ...holes(), scores: scores!.where({ class: 'Mass', method: ['a', 'weak', 'strong'] }) };
  // Of four patients, no test is significant: a has .44 on average.
  expect(
    said({ ...masses, scores: masses.scores.where({ method: ['a', 'weak'] }) }, 'strongest-prior').text,
  ).toBe('No method can be told apart from Weak guess, a trivial answer: 0.100 against 0.440 of Method A.');
  expect(said(masses, 'strongest-prior').text).toBe(
    'No method beats Strong guess, the strongest of 2 trivial answers: 0.500 against 0.440 of Method A; 1 cannot be told apart from it.',
  );
});

test('readers who drew different things are told why they differ', () => {
  const data = study({
    models: ['N'],
    methods: ['M', 'O'],
    classes: ['Heart'],
    readers: 2,
    casesPerClass: 12,
  });
  const drawn = ['1', '2'].map((name, i) => ({ reader: name, outlined: i === 0 }));
  const pairs = factorTable(
    ['model_a', 'a', 'model_b', 'b', 'image', 'patient', 'class', 'metric', 'segmenter', 'reason'],
    [
      {
        ...{
          model_a: '',
          a: 'reader:1',
          model_b: '',
          b: 'reader:2',
          image: 'i',
          patient: 'p',
          class: 'Heart',
        },
        ...{ metric: 'region-iou', segmenter: '', reason: '', value: 0.25 },
      },
    ],
  );
  const { text, numbers } = said(
    {
      ...data,
      study: { ...data.study, drawn, annotators: { one: 'simulated reader', many: 'simulated readers' } },
      agreement: pairs,
    },
    'readers',
  );
  expect(text).toMatch(
    /^The same simulated readers reach 0\.\d{3}(–0\.\d{3})? by IoU and 0\.250 by IoU of regions, which compare different things: 2 drew boxes alone, 1 outlines\.$/,
  );
  expect(numbers).toMatchObject({ amongReaders: 0.25 });
});

describe('every number of a sentence is one of its numbers, rounded', () => {
  const large = { models: NETWORKS, methods: METHODS, classes: CLASSES, readers: 2, casesPerClass: 5 };
  test.each([
    ['with holes', holes()],
    ['of a study that has everything', study(large)],
    ['of one network and method', study({ ...large, models: ['N'], methods: ['M'], readers: 0 })],
  ])('%s; and the first three are short', (_, data) => {
    const sentences = sentencesOf(data);
    expect(sentences.length).toBeGreaterThan(5);
    expect(new Set(sentences.map(({ id }) => id)).size).toBe(sentences.length);
    for (const { text } of sentences.slice(0, 3)) expect(text.split(' ').length).toBeLessThanOrEqual(45);
    for (const { text, numbers } of sentences)
      for (const shown of numbersIn(text, data))
        expect(isOneOf(shown, numbers), `${shown} in: ${text}`).toBe(true);
  });

  it('which is seen where it is not', () => {
    expect(numbersIn('A has −0.250 of 1\u202f234, 40%', holes())).toEqual(['−0.250', '1\u202f234', '40%']);
    expect(isOneOf('0.12', { mean: 0.1249 })).toBe(true);
    expect(isOneOf('0.13', { mean: 0.1249 })).toBe(false);
    expect(isOneOf('12%', { mean: 0.1249 })).toBe(true);
  });
});

/** Without those in names. */
function numbersIn(
  text: string,
  { series, models, measures, study: { classes = [] } }: ReportData,
): string[] {
  const names = [...series, ...models, ...measures].flatMap(({ title, ...one }) => [
    title ?? '',
    'name' in one ? one.name : '',
  ]);
  const long = [...names, ...classes].filter(Boolean).sort((a, b) => b.length - a.length);
  const rest = long.reduce((left, name) => left.replaceAll(name, ''), text);
  return rest.match(/−?\d+(\u202f\d{3})*(\.\d+)?%?/g) ?? [];
}

function isOneOf(shown: string, numbers: Readonly<Record<string, string | number | null>>): boolean {
  const percent = shown.endsWith('%');
  const value = Number(shown.replace('−', '-').replace(/[\u202f%]/g, ''));
  const step = 10 ** -(shown.replace('%', '').split('.')[1]?.length ?? 0);
  const all = Object.values(numbers).filter((number) => typeof number === 'number');
  return all.some((number) => {
    const at = percent ? 100 * number : number;
    // `less than 1%`, `p < 0.001`.
    const below = (percent || numbers['p'] === number) && value === step && at >= 0 && at < step;
    return below || Math.abs(at - value) <= step / 2 + 1e-9;
  });
}
