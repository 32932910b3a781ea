import { describe, expect, it } from 'vitest';
import { columns, linesOf, run, table, textsOf } from './running.ts';
import { bright, STUDY, type StudyFiles, type Listed } from './support.ts';

const CLASSIFIED = STUDY.replace('metrics:', 'classification: [separation, prevalence]\nmetrics:');

/** Logits of class 0 are 32 times the mean of a picture with so many of 16 pixels white. */
const lit = (white: number) => Uint8Array.from({ length: 16 }, (_, i) => (i < white ? 255 : 0));
const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

const listed = (
  id: string,
  patient: string | undefined,
  labels: Listed['labels'],
  drawn = false,
): Listed => ({
  id,
  patient,
  labels,
  annotations: drawn ? [{ label: 'Bright', boxes: [{ x0: 2, y0: 2, x1: 6, y1: 6 }] }] : [],
});

const FILES: StudyFiles = {
  study: CLASSIFIED,
  list: [
    listed('a.raw', 'p1', { Bright: 1, Dark: 0 }, true),
    listed('b.raw', 'p2', { Bright: 0 }),
    listed('c.raw', 'p3', { Bright: -1, Dark: 1 }),
    listed('d.raw', undefined, { Bright: 1 }),
    listed('e.raw', 'p4', {}),
  ],
  'a.raw': lit(4),
  'b.raw': lit(1),
  'c.raw': lit(2),
  'd.raw': lit(2),
  'e.raw': bright,
};

/** With a second negative, of another patient. */
const BALANCED: StudyFiles = {
  ...FILES,
  list: [...FILES.list!, listed('f.raw', 'p5', { Bright: 0 })],
  'f.raw': lit(1),
};

let texts: Promise<ReadonlyMap<string, string>> | undefined;
const plain = async (name: string) => linesOf((await (texts ??= textsOf(FILES))).get(name)!);

describe('predictions', () => {
  it('are of every image and label that is known, whatever is annotated', async () => {
    const lines = await plain('predictions.csv');
    expect(columns(lines, 'model', 'image', 'patient', 'label', 'truth', 'logit', 'failure')).toEqual([
      'mirror a.raw p1 Bright 1 8 ',
      'mirror a.raw p1 Dark 0 -8 ',
      'mirror b.raw p2 Bright 0 2 ',
      'mirror c.raw p3 Bright -1 4 ',
      'mirror c.raw p3 Dark 1 -4 ',
      'mirror d.raw  Bright 1 4 ',
    ]);
    for (const { logit, probability } of lines)
      expect(Number(probability)).toBeCloseTo(sigmoid(Number(logit)), 6);
  });

  it.each([1, 2])('are the same whatever the batch: %i', async (batch) => {
    const { out } = await run({ ...FILES, study: `${CLASSIFIED}runtime: { batch: ${batch} }\n` });
    expect(await table(out, 'predictions.csv')).toEqual(await plain('predictions.csv'));
  });

  it('are of the classes that the study asks for', async () => {
    const { out } = await run({ ...FILES, study: `${CLASSIFIED}classes: [Bright]\n` });
    for (const name of ['predictions.csv', 'classification.csv'])
      expect(new Set((await table(out, name)).map(({ label }) => label))).toEqual(new Set(['Bright']));
  });

  it('have the reason where an image cannot be read, and lose no other image', async () => {
    const { out, result } = await run({ ...FILES, 'b.raw': bright.subarray(1) });
    const lines = await table(out, 'predictions.csv');
    expect(lines).toHaveLength(6);
    expect(lines.filter(({ failure }) => failure !== '')).toMatchObject(
      [
        { image: 'b.raw', truth: '0', logit: '', probability: '', failure: /^IMAGE_INVALID: Not 16 pixels/ },
      ].map((line) => ({ ...line, failure: expect.stringMatching(line.failure) as string })),
    );
    expect(result.interrupted).toBe(false);
    const [separation] = await table(out, 'classification.csv');
    expect(separation).toMatchObject({ n: '2', positives: '2', value: '', reason: 'one class alone' });
  });

  it('need no annotation, where nothing is to be explained', async () => {
    const study = CLASSIFIED.replace(/methods.*\n/, '')
      .replace(/segmenters.*\n/, '')
      .replace(/metrics.*\n/, '');
    const list = FILES.list!.map((sample) => ({ ...sample, annotations: [] }));
    const { out, result } = await run({ ...FILES, study, list });
    expect(await table(out, 'predictions.csv')).toHaveLength(6);
    expect(result).toMatchObject({ maps: 0, rows: 0 });
  });
});

describe('classification', () => {
  it('leaves uncertain labels out', async () => {
    const lines = await plain('classification.csv');
    // Bright: a and d present, b absent, c uncertain. Dark: c present, a absent.
    expect(columns(lines, 'model', 'label', 'metric', 'n', 'positives')).toEqual([
      'mirror Bright separation 3 2',
      'mirror Bright prevalence 3 2',
      'mirror Dark separation 2 1',
      'mirror Dark prevalence 2 1',
    ]);
    expect(Number(lines[0].value)).toBeCloseTo((sigmoid(8) + sigmoid(4)) / 2 - sigmoid(2), 6);
    expect(Number(lines[2].value)).toBeCloseTo(sigmoid(-4) - sigmoid(-8), 6);
  });

  it('takes an interval in closed form where there is one', async () => {
    const [, prevalence] = await plain('classification.csv');
    expect(prevalence.interval).toBe('closed form');
    expect([prevalence.low, prevalence.high].map(Number)).toEqual([2 / 3 - 0.475, 2 / 3 + 0.475]);
  });

  it('resamples patients where there is none, and says which', async () => {
    const [separation] = await table((await run(BALANCED)).out, 'classification.csv');
    expect(separation.interval).toBe('BCa bootstrap');
    const [low, value, high] = [separation.low, separation.value, separation.high].map(Number);
    // Every resample that has both is between its negatives, which are equal, and one of its two positives.
    expect(low).toBeGreaterThanOrEqual(sigmoid(4) - sigmoid(2) - 1e-6);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(high).toBeLessThanOrEqual(sigmoid(8) - sigmoid(2) + 1e-6);
  });

  it('draws a patient with all of their images', async () => {
    // All cases of one patient: nothing to draw from.
    const list = FILES.list!.map((sample) => ({ ...sample, patient: 'p1' }));
    const [separation] = await table((await run({ ...FILES, list })).out, 'classification.csv');
    expect(separation).toMatchObject({ low: '', high: '', reason: 'one-cluster' });
    expect(separation.value).not.toBe('');
  });

  it('outlives a measure that fails on a resample', async () => {
    const study = CLASSIFIED.replace(
      '[separation, prevalence]',
      '[{ use: separation, options: { throws: true } }]',
    );
    const [thrown] = await table((await run({ ...BALANCED, study })).out, 'classification.csv');
    const [careful] = await table((await run(BALANCED)).out, 'classification.csv');
    expect(thrown).toEqual(careful);
  });
});
