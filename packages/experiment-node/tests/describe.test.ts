import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columns, rawMap, run, runIn, table } from './running.ts';
import { annotated, bright, STUDY, studyFolder } from './support.ts';

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });
const [FINDING] = annotated('Bright');
const LIST = [
  {
    id: 'a.raw',
    patient: 'p1',
    annotations: [
      { ...FINDING, reader: 'ann' },
      { label: 'Bright', boxes: [box(0, 0, 8, 4), box(0, 6, 2, 8)], reader: 'bob' },
      { label: 'Bright', boxes: [box(0, 0, 1, 1)], confounder: true },
    ],
  },
  { id: 'b.raw', annotations: [{ label: 'Bright', boxes: [] }] },
  { id: 'c.raw', annotations: [{ label: 'Unseen', boxes: [box(0, 0, 1, 1)] }] },
];

describe('images.csv', () => {
  it('names every image with a finding, and what was drawn on it', async () => {
    const { out, folder } = await run({ list: LIST });
    const lines = await table(out, 'images.csv');
    expect(columns(lines, 'image', 'patient', 'width', 'height')).toEqual(['a.raw p1 8 8', 'b.raw  8 8']);
    expect(lines.map(({ file }) => join(out, file))).toEqual([join(folder, 'a.raw'), join(folder, 'b.raw')]);
    expect(JSON.parse(lines[0].findings)).toEqual({
      Bright: [
        { reader: 'ann', boxes: [box(2, 2, 6, 6)] },
        { reader: 'bob', boxes: [box(0, 0, 8, 4), box(0, 6, 2, 8)] },
        { boxes: [box(0, 0, 1, 1)], confounder: true },
      ],
    });
  });
});

describe('findings.csv', () => {
  it('has every feature of every reader, but not of confounders', async () => {
    const study = STUDY.replace(
      'metrics:',
      'features: [size, { use: size, as: bad, options: { mood: broken } }]\nmetrics:',
    );
    const { out, result } = await run({ study, list: LIST });
    const lines = await table(out, 'findings.csv');
    expect(columns(lines, 'image', 'patient', 'class', 'reader', 'feature', 'value', 'reason')).toEqual([
      'a.raw p1 Bright ann size 0.25 ',
      expect.stringMatching(
        /^a\.raw p1 Bright ann bad {2}PLUGIN_FAILED: .*The feature 'size' .*measure failed; found: broken feature$/,
      ),
      `a.raw p1 Bright bob size ${36 / 64} `,
      expect.stringMatching(/^a\.raw p1 Bright bob bad {2}PLUGIN_FAILED: .*broken feature$/),
      'b.raw  Bright  size  no box',
      expect.stringMatching(/^b\.raw {2}Bright {2}bad {2}PLUGIN_FAILED: .*broken feature$/),
    ]);
    expect([...result.failures]).toEqual([[expect.stringMatching(/^PLUGIN_FAILED: .*broken feature$/), 3]]);
    expect(result.units.failed).toBe(1);
  });

  it('has no number that is none', async () => {
    const study = STUDY.replace(
      'metrics:',
      'features: [{ use: size, options: { mood: infinite } }]\nmetrics:',
    );
    const [line] = await table((await run({ study, list: LIST })).out, 'findings.csv');
    expect(line).toMatchObject({
      value: '',
      reason: expect.stringMatching(/^PLUGIN_FAILED: The feature .*the value Infinity$/),
    });
  });

  it('is not written where the study asks for no features', async () => {
    const { out } = await run();
    await expect(readFile(join(out, 'findings.csv'))).rejects.toThrow('ENOENT');
  });
});

describe('maps.csv', () => {
  it('tells of every map what is known of it, and of one that failed why', async () => {
    const study = STUDY.replace(
      '[threshold]',
      '[threshold, { use: threshold, as: high, options: { above: 2 } }]',
    );
    const { out } = await run({ study, 'b.raw': bright.subarray(1) });
    const lines = await table(out, 'maps.csv');
    const box = JSON.stringify({ threshold: { x0: 2, y0: 2, x1: 6, y1: 6 } });
    expect(
      columns(
        lines,
        ...['model', 'image', 'patient', 'class', 'method', 'layer', 'map', 'array', 'gives', 'score'],
      ),
    ).toEqual([
      'mirror a.raw p1 Bright grad-cam target maps/mirror/grad-cam/00000.npz a.0 map 8',
      'mirror b.raw p1 Bright grad-cam target   map ',
      'mirror b.raw p1 Dark grad-cam target   map ',
      'mirror c.raw  Dark grad-cam target maps/mirror/grad-cam/00000.npz c.1 map -8',
    ]);
    expect(columns(lines, 'x0', 'y0', 'x1', 'y1', 'blank', 'passes', 'boxes', 'failure')).toEqual([
      `0 0 8 8  1 ${box} `,
      '       IMAGE_INVALID: Not 16 pixels; found: 15 bytes',
      '       IMAGE_INVALID: Not 16 pixels; found: 15 bytes',
      '0 0 8 8 all-zero 1 {} ',
    ]);
    expect((await rawMap(out, lines[3])).dims).toEqual([4, 4]);
  });
});

describe('a folder with the results of another run', () => {
  const rich = STUDY.replace('metrics:', 'agreement: [overlap]\nfeatures: [size]\nmetrics:');

  it('is refused, and taken over by force: nothing of it is in the tables', async () => {
    const { out } = await run({ study: rich });
    const agreement = await readFile(join(out, 'agreement.csv'), 'utf8');
    const other = await studyFolder();
    await expect(runIn(other, { out })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await readFile(join(out, 'agreement.csv'), 'utf8')).toBe(agreement);
    await runIn(other, { out, force: true });
    for (const name of ['agreement.csv', 'findings.csv', 'findings.parquet'])
      await expect(readFile(join(out, name)), name).rejects.toThrow('ENOENT');
  });

  it('of the same study keeps nothing of what the study no longer asks for', async () => {
    const folder = await studyFolder({ study: rich.replace('[grad-cam]', '[grad-cam, squares]') });
    const { out } = await runIn(folder);
    expect(await readdir(join(out, 'maps/mirror'))).toEqual(['grad-cam', 'squares']);
    await writeFile(join(folder, 'study.yaml'), STUDY);
    await runIn(folder);
    for (const name of ['agreement.csv', 'agreement.parquet', 'findings.csv', 'findings.parquet'])
      await expect(readFile(join(out, name)), name).rejects.toThrow('ENOENT');
    expect(await readdir(join(out, 'maps/mirror'))).toEqual(['grad-cam']);
  });

  it('takes no map of it for one of its own', async () => {
    const model = '{ file: mirror.onnx, name: mirror, labels: [bright, dark, other] }';
    const study = STUDY.replace('metrics: [hot-area]', 'agreement: [overlap]').replace(
      model,
      `${model}\n  - ${model.replace('name: mirror', 'name: other')}`,
    );
    const list = [{ id: 'a.raw', annotations: annotated('Bright') }];
    const folder = await studyFolder({ study, list });
    const { out } = await runIn(folder);
    expect((await table(out, 'agreement.csv')).filter(({ model_b: b }) => b === 'other')).toHaveLength(2);
    await writeFile(join(folder, 'a.raw'), bright.subarray(1));
    await runIn(folder);
    const across = (await table(out, 'agreement.csv')).filter(
      ({ model_a: a, model_b: b }) => a === 'mirror' && b === 'other',
    );
    expect(across).toEqual([]);
    expect(columns(await table(out, 'maps.csv'), 'map')).toEqual(['', '']);
    await expect(readdir(join(out, 'maps'))).rejects.toThrow('ENOENT');
  });

  it('leaves other files alone', async () => {
    const folder = await studyFolder({ 'notes.csv': 'mine' });
    await mkdir(join(folder, 'results'));
    await runIn(folder, { out: folder });
    expect(await readFile(join(folder, 'notes.csv'), 'utf8')).toBe('mine');
  });
});
