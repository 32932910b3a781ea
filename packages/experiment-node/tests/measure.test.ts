import type { Annotation } from '@camscope/core';
import { describe, expect, it } from 'vitest';
import { columns, run, table } from './running.ts';
import { annotated, bright, shaded, STUDY, type StudyFiles } from './support.ts';

const ONE = [{ id: 'a.raw', patient: 'p1', annotations: annotated('Bright') }];
const TWO_READERS = [
  {
    id: 'a.raw',
    annotations: [
      { label: 'Bright', boxes: [{ x0: 2, y0: 2, x1: 6, y1: 6 }], reader: 'ann' },
      { label: 'Bright', boxes: [{ x0: 0, y0: 0, x1: 4, y1: 4 }], reader: 'bob' },
    ],
  },
];
/** On frames of 4×4. */
const SMALL: Annotation[] = ['Bright', 'Dark'].map((label) => ({
  label,
  boxes: [{ x0: 1, y0: 1, x1: 3, y1: 3 }],
}));
const changed = (...changes: [from: string, to: string][]) =>
  changes.reduce((study, [from, to]) => study.replace(from, to), STUDY);

async function scores(study: string, files: StudyFiles = {}) {
  const ran = await run({ list: ONE, ...files, study });
  return { ...ran, lines: await table(ran.out, 'scores.csv') };
}

describe('rows', () => {
  it('are one for each reader, segmenter and name of a metric', async () => {
    const study = changed(
      ['[threshold]', '[threshold, { use: threshold, as: high, options: { above: 0.8 } }]'],
      ['[hot-area]', '[covered, { use: levels, options: { at: [0.5, 1] } }]'],
    );
    const { lines, result } = await scores(study, { list: TWO_READERS, 'a.raw': shaded });
    const methods = lines.filter(({ kind }) => kind === 'method');
    // The map is 1 on two of 16 pixels and 0.6 on two more; bob's box holds a quarter of what ann's does, 1 pixel of 1.
    expect(columns(methods, 'reader', 'segmenter', 'metric', 'value', 'regions')).toEqual([
      'ann threshold covered 1 1',
      'ann high covered 0.5 1',
      'ann  levels.0.5 0.25 ',
      'ann  levels.1 0.125 ',
      'bob threshold covered 0.25 1',
      'bob high covered 0.25 1',
      'bob  levels.0.5 0.25 ',
      'bob  levels.1 0.125 ',
    ]);
    expect(result).toMatchObject({ maps: 1, rows: lines.length, failedMaps: 0 });
  });

  it('count the regions', async () => {
    const list = [{ id: 'a.raw', annotations: annotated('Bright', 'Dark') }];
    const { lines } = await scores(STUDY, { list });
    expect(columns(lines, 'class', 'regions', 'blank', 'x0')).toEqual(['Bright 1  2', 'Dark 0 all-zero ']);
  });

  it('say of a metric that gives too few numbers what is wrong with it', async () => {
    const study = changed([
      '[hot-area]',
      '[hot-area, { use: levels, options: { at: [0.5, 1], give: one } }]',
    ]);
    const { lines, result } = await scores(study);
    const reason =
      "PLUGIN_FAILED: The metric 'levels' of the plugin 'support': measure gave what it must not; found: 1 of 2 measurements";
    expect(columns(lines, 'metric', 'value', 'reason')).toEqual([
      'hot-area 16 ',
      `levels.0.5  ${reason}`,
      `levels.1  ${reason}`,
    ]);
    expect([...result.failures]).toEqual([[reason, 2]]);
  });

  it('of a confounder stand apart from those of the finding', async () => {
    const [finding] = annotated('Bright');
    const annotations = [finding, { ...finding, boxes: [{ x0: 0, y0: 0, x1: 4, y1: 4 }], confounder: true }];
    const { lines, result } = await scores(changed(['hot-area', 'covered']), {
      list: [{ id: 'a.raw', annotations }],
    });
    expect(columns(lines, 'against', 'value')).toEqual(['finding 1', 'confounder 0.25']);
    expect(result.summary).toEqual([expect.objectContaining({ metric: 'covered', n: 1, mean: 1 })]);
  });
});

describe('a reader', () => {
  it('of several is measured against each of the others', async () => {
    const { lines } = await scores(changed(['[hot-area]', '[covered, mean-heat]']), { list: TWO_READERS });
    const readers = lines.filter(({ kind }) => kind === 'reader');
    // Both boxes are 4×4 and share 2×2. A metric of the map has nothing to say of a reader.
    expect(columns(readers, 'model', 'method', 'segmenter', 'metric', 'reader', 'value', 'x0')).toEqual([
      ' reader:ann  covered bob 0.25 2',
      ' reader:bob  covered ann 0.25 0',
    ]);
  });

  it('is measured once, whatever the number of networks', async () => {
    const model = '{ file: mirror.onnx, name: mirror, labels: [bright, dark, other] }';
    const study = STUDY.replace(model, `${model}\n  - ${model.replace('name: mirror', 'name: other')}`);
    const { lines } = await scores(study, { list: TWO_READERS });
    expect(lines.filter(({ kind }) => kind === 'method')).toHaveLength(4);
    expect(lines.filter(({ kind }) => kind === 'reader')).toHaveLength(2);
  });

  it('alone, or of a confounder, is no candidate', async () => {
    const [finding] = annotated('Bright');
    const annotations = [
      { ...finding, reader: 'ann' },
      { ...finding, reader: 'bob', confounder: true },
    ];
    const { lines } = await scores(STUDY, { list: [{ id: 'a.raw', annotations }] });
    expect(lines.filter(({ kind }) => kind === 'reader')).toEqual([]);
  });
});

describe('chance', () => {
  it('is what each metric says that it is, for each reader; other metrics have no row', async () => {
    const study = changed(['[hot-area]', '[hot-area, covered]'], ['priors: []', 'priors: [chance]']);
    const list = [
      {
        id: 'a.raw',
        annotations: [
          { label: 'Bright', boxes: [{ x0: 2, y0: 2, x1: 6, y1: 6 }] },
          { label: 'Bright', boxes: [{ x0: 0, y0: 0, x1: 8, y1: 2 }] },
        ],
      },
    ];
    const { lines } = await scores(study, { list });
    const chance = lines.filter(({ method }) => method === 'chance');
    expect(columns(chance, 'kind', 'model', 'segmenter', 'metric', 'value')).toEqual([
      'prior   covered 0.25',
      'prior   covered 0.25',
    ]);
  });
});

describe('filters', () => {
  const filtered = (filters: string) =>
    changed(
      ['list.json', 'list.json, scale: 1'],
      ['segmenters', `filters: ${filters}\nsegmenters`],
      ['[hot-area]', '[hot-area, mean-heat]'],
    );
  const small = (...ids: string[]) => ids.map((id) => ({ id, annotations: SMALL.slice(0, 1) }));
  it('may look at the radiograph, at the size of the map', async () => {
    const { lines } = await scores(filtered('[lit]'), { list: small('a.raw'), 'a.raw': shaded });
    // 0.6 becomes 0.36: two pixels are hot, not four.
    expect(columns(lines, 'value')).toEqual(['2', String((2 + 2 * Math.fround(0.36)) / 16)]);
  });

  it.each(['{stem}.mask', '{image}.mask'])('may ask for a file of each image: %s', async (pattern) => {
    const mask = Uint8Array.from({ length: 16 }, (_, i) => (i < 8 ? 255 : 0));
    const study = filtered(`[{ use: masked, options: { by: "${pattern}" } }]`);
    const { lines } = await scores(study, { list: small('a.raw'), 'a.mask': mask, 'a.raw.mask': mask });
    expect(columns(lines, 'metric', 'value')).toEqual(['hot-area 2', 'mean-heat 0.125']);
  });

  it('fail where their file is not there: the reason is told, and other rows are kept', async () => {
    const mask = new Uint8Array(16).fill(255);
    const study = filtered('[{ use: masked, options: { by: "{stem}.mask" } }]').replace(
      'priors: []',
      'priors: [centre-box]',
    );
    const { lines, result } = await scores(study, { list: small('a.raw', 'b.raw'), 'b.mask': mask });
    const missing = lines.filter(({ image, kind }) => image === 'a.raw' && kind === 'method');
    expect(missing).toHaveLength(2);
    for (const { value, reason } of missing) {
      expect(value).toBe('');
      expect(reason).toMatch(/^FILE_UNREADABLE: Cannot read .*a\.mask; found: ENOENT/);
    }
    const others = lines.filter(({ image, kind }) => image === 'b.raw' || kind === 'prior');
    expect(others.map(({ value }) => value)).not.toContain('');
    expect(others).toHaveLength(4);
    expect(result).toMatchObject({ maps: 2, failedMaps: 1 });
  });

  it('fail by themselves', async () => {
    const { lines } = await scores(filtered('[invert, choosy]'), { list: small('a.raw') });
    expect(columns(lines, 'metric', 'value', 'reason')).toEqual([
      expect.stringMatching(
        /^hot-area {2}PLUGIN_FAILED: .*The filter 'choosy' .*filter failed; found: too hot$/,
      ),
      expect.stringMatching(/^mean-heat {2}PLUGIN_FAILED: .*too hot$/),
    ]);
  });

  it('leave alone a map that says nothing', async () => {
    const study = filtered('[invert]');
    const { lines } = await scores(study, { list: [{ id: 'a.raw', annotations: SMALL.slice(1) }] });
    expect(columns(lines, 'value', 'blank')).toEqual(['0 all-zero', '0 all-zero']);
  });
});

describe('a failing part', () => {
  it('of one method leaves the other method its rows', async () => {
    const study = changed(
      ['[grad-cam]', '[grad-cam, squares]'],
      ['segmenters', 'filters: [choosy]\nsegmenters'],
    );
    // Most of the picture is 0.6, which is hot; its square is not.
    const grey = bright.map((pixel, i) => (i === 0 ? 0 : pixel || 153));
    const { lines, result } = await scores(study, { 'a.raw': grey });
    expect(columns(lines, 'method', 'value', 'reason')).toEqual([
      expect.stringMatching(/^grad-cam {2}PLUGIN_FAILED: .*too hot$/),
      'squares 16 ',
    ]);
    expect(result).toMatchObject({ maps: 2, failedMaps: 1 });
  });
});
