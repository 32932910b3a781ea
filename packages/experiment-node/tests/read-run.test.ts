import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderOf, run, runIn, runOf, textsOf } from './running.ts';
import { GUESSED, STUDY, studyFolder } from './support.ts';
import { WHOLE } from './whole.ts';

/** The files of a plain run. */
let texts: Promise<ReadonlyMap<string, string>> | undefined;

describe('a finished run', () => {
  it('is read back with all of its tables', async () => {
    const { out, folder, result } = await run(WHOLE);
    const { lock, account, scores, agreement, predictions, features, faithfulness, ...rest } =
      await runOf(out);
    expect(lock).toMatchObject({ study: { file: 'study.yaml' }, seed: 0 });
    expect(lock.baselines.map(({ name, role }) => [name, role])).toEqual([
      ['mean-box', 'reference'],
      ['random', 'control'],
      ['reader', undefined],
    ]);
    expect(lock.models.map(({ name }) => name)).toEqual(['mirror', 'other']);
    expect(account).toMatchObject({
      finished: true,
      maps: 8,
      failures: [],
      notes: ['a note of the data', GUESSED, GUESSED.replace('mirror', 'other')],
    });
    expect(scores!.size).toBe(result.rows);
    expect(scores!.where({ kind: 'method', metric: 'hot-area', class: 'Bright' }).mean()).toBe(16);
    expect(scores!.where({ kind: 'method', metric: 'hot-area', regions: '0' }).levels('class')).toEqual([
      'Dark',
    ]);
    expect(scores!.where({ kind: 'reader' }).levels('method')).toEqual(['reader:ann', 'reader:bob']);
    expect(agreement!.size).toBe(result.comparisons);
    expect(agreement!.levels('model_b')).toEqual(['mirror', 'other', '']);
    expect(predictions!.where({ model: 'other', label: 'Dark', truth: '1' }).size).toBe(2);
    expect(features!.present()).toEqual(new Float64Array(5).fill(0.25));
    expect(faithfulness!.levels('method')).toEqual(['grad-cam', 'random']);
    expect(rest.classification).toHaveLength(4);
    expect(rest.classification[0]).toMatchObject({
      model: 'mirror',
      label: 'Bright',
      n: 3,
      positives: 2,
      value: 0,
    });
    expect(rest.curves.map(({ model, method, n, points }) => [model, method, n, points.length])).toEqual([
      ['mirror', 'grad-cam', 4, 2],
      ['mirror', 'random', 4, 2],
      ['other', 'grad-cam', 4, 2],
      ['other', 'random', 4, 2],
    ]);
    expect(rest.images.map(({ image, file }) => [image, file])).toEqual(
      ['a.raw', 'b.raw', 'c.raw'].map((id) => [id, join(folder, id)]),
    );
    expect(rest.images[0].findings).toMatchObject({ Bright: [{ reader: 'ann' }, { reader: 'bob' }] });
    expect(rest.maps).toHaveLength(8);
    expect(rest.maps[0]).toMatchObject({
      ...{ model: 'mirror', image: 'a.raw', class: 'Bright', method: 'grad-cam', gives: 'map', passes: 1 },
      ...{ file: join(out, 'maps/mirror/grad-cam/00000.npz'), array: 'a.0' },
      region: { x0: 0, y0: 0, x1: 8, y1: 8 },
      boxes: { threshold: { x0: 2, y0: 2, x1: 6, y1: 6 } },
    });
  });

  it('has no tables that its study does not ask for', async () => {
    const { agreement, predictions, classification, features, faithfulness, curves, sanity } = await runOf(
      await folderOf(await (texts ??= textsOf())),
    );
    expect([agreement, predictions, features, faithfulness, sanity]).toEqual(new Array(5).fill(undefined));
    expect([...classification, ...curves]).toEqual([]);
  });

  it('has the mean of its curves at each place', async () => {
    const lines = ['a,0,1', 'a,1,0.5', 'b,0,0.5', 'b,1,0', 'c,0,0'].map(
      (line) => `mirror,${line[0]},Bright,grad-cam,method,loss,${line.slice(2)}\n`,
    );
    const header = 'model,image,class,method,kind,metric,x,y\n';
    const files = new Map([
      ...(await (texts ??= textsOf())),
      ['faithfulness-curves.csv', header + lines.join('')],
    ]);
    expect((await runOf(await folderOf(files))).curves).toEqual([
      {
        model: 'mirror',
        method: 'grad-cam',
        metric: 'loss',
        n: 3,
        points: [
          [0, 0.5],
          [1, 0.25],
        ],
      },
    ]);
  });
});

describe('two runs of a study', () => {
  it('write the same bytes, in whatever folder, but for how they went', async () => {
    const [first, second] = [await textsOf(WHOLE), await textsOf(WHOLE)];
    const tables = [
      ...['agreement', 'classification', 'faithfulness', 'faithfulness-curves', 'findings', 'images'],
      ...['maps', 'predictions', 'scores'],
    ];
    const all = tables.flatMap((name) => [`${name}.csv`, `${name}.parquet`]);
    expect([...first.keys()].sort()).toEqual([...all, 'run.json', 'study.lock.json', 'units.json'].sort());
    for (const [name, text] of first) if (name !== 'run.json') expect(second.get(name), name).toBe(text);
    const lock = JSON.parse(first.get('study.lock.json')!) as unknown;
    expect(lock).toMatchObject({ node: process.version, images: { read: 3 } });
  });

  it('have another lock where an image is another', async () => {
    const other = await textsOf({ 'c.raw': new Uint8Array(16).fill(7) });
    const plain = await (texts ??= textsOf());
    expect(other.get('study.lock.json')).not.toBe(plain.get('study.lock.json'));
  });
});

describe('a folder', () => {
  it('that is no run is refused', async () => {
    const folder = await folderOf(new Map());
    await expect(runOf(folder)).rejects.toThrow(`'${folder}' is not the folder of a run`);
    await expect(runOf(join(folder, 'absent'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it.each([
    ['study.lock.json', () => '{', /study\.lock\.json is not what a run writes/],
    [
      'study.lock.json',
      () => '{"camscope": "1"}',
      /found: [^]*study: Invalid input[^]*models: Invalid input/,
    ],
    [
      'scores.csv',
      (text: string) => text.replace(',against,', ',opposite,'),
      /lacks a column\n {2}asked: against/,
    ],
  ])('with a %s that no run of this version writes is refused', async (name, damage, message) => {
    const sound = await (texts ??= textsOf());
    const failure = runOf(await folderOf(new Map([...sound, [name, damage(sound.get(name)!)]])));
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({ code: 'DATA_INVALID' });
  });

  const whole = { account: 1, scores: 4, images: 3, maps: 4 };

  it.each([
    ['run.json', () => '{"finished": "yes"}', { account: 0 }, /run\.json is not what a run writes/],
    [
      'scores.csv',
      (text: string) => text.slice(0, -20),
      { scores: 3 },
      /^scores\.csv: record 5 is left out, since it has 16 fields/,
    ],
    [
      'scores.csv',
      (text: string) => text.replace(',finding,16,', ',finding,sixteen,'),
      { scores: 3 },
      /'sixteen' where a number/,
    ],
    ['scores.csv', (text: string) => `${text}"`, {}, /^scores\.csv: record 6 is left out, .*Quoted field/],
    [
      'images.csv',
      (text: string) => text.replaceAll('{', '['),
      { images: 0 },
      /^images\.csv: 3 records are left out, from record 2 on/,
    ],
    [
      'maps.csv',
      (text: string) => text.replace(/,8,/, ',eight,'),
      { maps: 3 },
      /^maps\.csv: record 2 .* 'eight' where a number/,
    ],
  ])('with a damaged %s is read without what is not sound, and says so', async (name, damage, left, note) => {
    const sound = await (texts ??= textsOf());
    const run = await runOf(await folderOf(new Map([...sound, [name, damage(sound.get(name)!)]])));
    const { account, scores, images, maps, notes } = run;
    const read = { account: account ? 1 : 0, scores: scores?.size, images: images.length, maps: maps.length };
    expect(read).toEqual({ ...whole, ...left });
    expect(notes).toEqual([expect.stringMatching(note)]);
  });
});

it('a run that broke off has no account of an earlier one', async () => {
  const folder = await studyFolder({ 'worker.mjs': "throw new Error('no paper');" });
  const { out } = await runIn(folder);
  expect((await runOf(out)).account).toBeDefined();
  const study = STUDY.replace('[hot-area]', '[covered]');
  await writeFile(join(folder, 'study.yaml'), `${study}runtime: { workers: 1 }\n`);
  const worker = { script: pathToFileURL(join(folder, 'worker.mjs')), data: {} };
  await expect(runIn(folder, { worker })).rejects.toMatchObject({ code: 'WORKER_DIED' });
  const { account, scores } = await runOf(out);
  expect([account, scores]).toEqual([undefined, undefined]);
});
