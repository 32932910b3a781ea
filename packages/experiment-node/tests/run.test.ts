import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStudy } from '@camscope/experiment';
import {
  accountOf,
  columns,
  opened,
  rawMap,
  run as runFiles,
  runIn,
  runOf,
  software,
  table,
  type Running,
  type Told,
} from './running.ts';
import { annotated, bright, decoded, STUDY, studyFolder, type StudyFiles } from './support.ts';

async function run(files: StudyFiles = {}, request: Running = {}) {
  const ran = await runFiles(files, request);
  return { ...ran, csv: await readFile(join(ran.out, 'scores.csv'), 'utf8') };
}

describe('a run', () => {
  it('writes a row for every measurement', async () => {
    const { csv, result } = await run();
    expect(csv).toMatchInlineSnapshot(`
      "model,image,patient,class,method,kind,layer,segmenter,metric,reader,against,value,reason,blank,score,probability,regions,x0,y0,x1,y1
      mirror,a.raw,p1,Bright,grad-cam,method,target,threshold,hot-area,,finding,16,,,8,0.999664664,1,2,2,6,6
      mirror,b.raw,p1,Bright,grad-cam,method,target,threshold,hot-area,,finding,16,,,8,0.999664664,1,2,2,6,6
      mirror,b.raw,p1,Dark,grad-cam,method,target,threshold,hot-area,,finding,0,,all-zero,-8,0.000335350138,0,,,,
      mirror,c.raw,,Dark,grad-cam,method,target,threshold,hot-area,,finding,0,,all-zero,-8,0.000335350138,0,,,,
      "
    `);
    expect(result).toMatchObject({ maps: 4, rows: 4, failedMaps: 0, interrupted: false });
    expect(result.summary).toEqual([
      {
        model: 'mirror',
        class: 'Bright',
        method: 'grad-cam',
        segmenter: 'threshold',
        metric: 'hot-area',
        n: 2,
        missing: 0,
        mean: 16,
      },
      {
        model: 'mirror',
        class: 'Dark',
        method: 'grad-cam',
        segmenter: 'threshold',
        metric: 'hot-area',
        n: 2,
        missing: 0,
        mean: 0,
      },
    ]);
  });

  it('keeps raw maps at the resolution of the layer', async () => {
    const { out } = await run();
    const lines = await table(out, 'maps.csv');
    expect(columns(lines, 'map', 'array')).toEqual(
      ['a.0', 'b.0', 'b.1', 'c.1'].map((array) => `maps/mirror/grad-cam/00000.npz ${array}`),
    );
    const map = await rawMap(out, lines[1]);
    expect(map.dims).toEqual([4, 4]);
    expect([...map.data]).toEqual([...bright].map((pixel) => (2 * pixel) / 255));
    expect(Math.max(...(await rawMap(out, lines[2])).data)).toBe(0);
  });

  it('decodes an image once, however many findings and methods it has', async () => {
    decoded.clear();
    const methods = '[grad-cam, { use: grad-cam, as: signed, options: { relu: false } }]';
    const { result } = await run({ study: STUDY.replace('[grad-cam]', methods) });
    expect(result.maps).toBe(8);
    expect([...decoded.values()]).toEqual([1, 1, 1]);
  });

  it('decodes no image again that is classified after it was explained', async () => {
    decoded.clear();
    const list = [
      { id: 'a.raw', annotations: annotated('Bright'), labels: { Bright: 1, Dark: 0 } },
      { id: 'b.raw', annotations: annotated('Dark'), labels: { Bright: 0, Dark: 1 } },
      { id: 'c.raw', annotations: [], labels: { Bright: 0, Dark: 0 } },
    ] as const;
    const others = { 'b.raw': Uint8Array.from(bright, (pixel) => pixel >> 1), 'c.raw': new Uint8Array(16) };
    const { out } = await run({ study: `${STUDY}classification: [separation]\n`, list, ...others });
    expect(await table(out, 'predictions.csv')).toHaveLength(6);
    expect([...decoded.values()]).toEqual([1, 1, 1]);
  });

  it.each([1, 2, 3, 8])('gives the same whatever the batch: %i', async (batch) => {
    const { csv } = await run({ study: `${STUDY}runtime: { batch: ${batch} }\n` });
    expect(csv).toBe((await run()).csv);
  });

  it('has its rows in the order of the data, also where an image fails', async () => {
    const { csv } = await run({ 'b.raw': bright.subarray(1) });
    expect(csv.match(/(?<=^mirror,)\w/gm)).toEqual(['a', 'b', 'b', 'c']);
  });

  it('finishes, filters and measures as asked', async () => {
    const study = STUDY.replace('[hot-area]', '[hot-area, mean-heat]')
      .replace('[threshold]', '[threshold, { use: threshold, as: high, options: { above: 2 } }]')
      .replace('segmenters', 'filters: [invert]\nsegmenters');
    const { csv } = await run({ study, list: [{ id: 'a.raw', annotations: annotated('Bright') }] });
    // Of 8×8 pixels 16 are hot before the filter, 48 after it.
    expect(
      csv
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').slice(7, 12)),
    ).toEqual([
      ['threshold', 'hot-area', '', 'finding', '48'],
      ['high', 'hot-area', '', 'finding', '0'],
      ['', 'mean-heat', '', 'finding', '0.75'],
    ]);
  });

  it('measures every reader of a finding on one map', async () => {
    const annotations = ['first', 'second'].map((reader) => ({ ...annotated('Bright')[0], reader }));
    const { csv, result } = await run({ list: [{ id: 'a.raw', annotations }] });
    // Each of the two is measured as a candidate, too, against the other.
    expect(result).toMatchObject({ maps: 1, rows: 4 });
    expect(csv).toContain('\n,a.raw,,Bright,reader:second,reader,,,hot-area,first,finding,16,');
    expect(csv).toContain(',hot-area,first,finding,16,');
    expect(csv).toContain(',hot-area,second,finding,16,');
  });

  it('locks what the results depend on', async () => {
    const { out } = await run();
    const lock = JSON.parse(await readFile(join(out, 'study.lock.json'), 'utf8')) as Record<string, unknown>;
    expect({ ...lock, node: '', platform: '' }).toMatchSnapshot();
    expect(lock.node).toBe(process.version);
  });

  it('locks what metrics declare of their numbers', async () => {
    const metrics = '[hot-area, { use: levels, options: { at: [0.5, 1] } }]';
    const { out } = await run({ study: STUDY.replace('[hot-area]', metrics) });
    expect((await runOf(out)).lock.metrics).toMatchObject([
      { names: ['hot-area'] },
      { names: ['levels.0.5', 'levels.1'], thresholds: { of: 'heat', at: [0.5, 1] }, share: 'heat' },
    ]);
  });

  it('refuses a metric that does not give every number its threshold', async () => {
    const metrics = '[hot-area, { use: levels, options: { at: [0.5, 1], declare: one } }]';
    await expect(run({ study: STUDY.replace('[hot-area]', metrics) })).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: expect.stringContaining('2 names and 1 thresholds') as string,
    });
  });

  it('tells how far it is', async () => {
    const told: string[] = [];
    await run(
      {},
      {
        onProgress: ({ stage, done, total }) => told.push(`${stage} ${done}/${total}`),
      },
    );
    expect(told).toEqual([
      ...['images read 1/3', 'images read 2/3', 'images read 3/3'],
      // Four maps, and what is measured of each.
      ...['maps 4/8', 'maps 8/8'],
      'baselines 4/4',
    ]);
  });
});

describe('what fails', () => {
  it('is an image: its rows have the reason, the others their values', async () => {
    const { csv, result } = await run({ 'b.raw': bright.subarray(1) });
    expect(csv.match(/^mirror,b\.raw,.*$/gm)).toMatchInlineSnapshot(`
      [
        "mirror,b.raw,p1,Bright,grad-cam,method,target,threshold,hot-area,,finding,,IMAGE_INVALID: Not 16 pixels; found: 15 bytes,,,,,,,,",
        "mirror,b.raw,p1,Dark,grad-cam,method,target,threshold,hot-area,,finding,,IMAGE_INVALID: Not 16 pixels; found: 15 bytes,,,,,,,,",
      ]
    `);
    expect(csv.match(/^mirror,[ac]\.raw,.*,(16|0),,/gm)).toHaveLength(2);
    expect(result).toMatchObject({ maps: 4, rows: 4, failedMaps: 2 });
    expect([...result.failures]).toEqual([['IMAGE_INVALID: Not 16 pixels; found: 15 bytes', 2]]);
    expect(result.summary.map(({ n, missing, mean }) => ({ n, missing, mean }))).toEqual([
      { n: 1, missing: 1, mean: 16 },
      { n: 1, missing: 1, mean: 0 },
    ]);
  });

  it('is an image that is not there', async () => {
    const { result } = await run({ list: [{ id: 'absent.raw', annotations: annotated('Bright') }] });
    expect([...result.failures.keys()][0]).toMatch(
      /^FILE_UNREADABLE: Cannot read image absent\.raw; found: ENOENT/,
    );
  });

  it('is a metric: the others are kept, and no value is made up', async () => {
    const moods = ['broken', 'none', 'nan'].map(
      (mood) => `{ use: mean-heat, as: ${mood}, options: { mood: ${mood} } }`,
    );
    const study = STUDY.replace('[hot-area]', `[hot-area, ${moods.join(', ')}]`);
    const { csv, result } = await run({ study, list: [{ id: 'a.raw', annotations: annotated('Bright') }] });
    expect(
      csv
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').slice(8, 13)),
    ).toEqual([
      ['hot-area', '', 'finding', '16', ''],
      [
        'broken',
        '',
        'finding',
        '',
        expect.stringMatching(
          /^PLUGIN_FAILED: .*The metric 'mean-heat' of the plugin 'support': measure failed; found: broken; metric$/,
        ),
      ],
      ['none', '', 'finding', '', 'nothing to measure'],
      ['nan', '', 'finding', '', expect.stringMatching(/^PLUGIN_FAILED: .*the value NaN$/)],
    ]);
    expect(result).toMatchObject({ rows: 4, failedMaps: 1 });
    expect([...result.failures.values()]).toEqual([1, 1]);
  });

  it('is a segmenter: the other segmenters are kept', async () => {
    const study = STUDY.replace(
      '[threshold]',
      '[threshold, { use: threshold, as: bad, options: { fail: true } }]',
    );
    const { csv } = await run({ study, list: [{ id: 'a.raw', annotations: annotated('Bright') }] });
    expect(csv).toContain(',threshold,hot-area,,finding,16,');
    expect(csv).toMatch(
      /,bad,hot-area,,finding,,PLUGIN_FAILED: .*The segmenter 'threshold' .*segment failed; found: broken segmenter,/,
    );
  });
});

it('cannot begin where nothing can be written', async () => {
  const folder = await studyFolder();
  const out = join(folder, 'a.raw');
  await expect(runStudy(await opened(folder), { out, software })).rejects.toThrow(`Cannot write ${out}`);
});

describe('an interrupted run', () => {
  const study = `${STUDY}runtime: { batch: 1 }\n`;

  it('stops between two units, and keeps what is finished', async () => {
    const stop = new AbortController();
    // Of four maps, three or four are made by then, and one or two measured; no more than one other lot is under way.
    const onProgress = ({ stage, done }: Told) => stage === 'maps' && done >= 5 && stop.abort();
    const { csv, result, out } = await run({ study }, { signal: stop.signal, onProgress });
    const { maps, rows, interrupted, units } = result;
    expect({ interrupted, all: rows === maps && rows > 0 && rows < 4 }).toEqual({
      interrupted: true,
      all: true,
    });
    expect(units.left).toBeGreaterThan(0);
    expect(csv.trim().split('\n')).toHaveLength(1 + rows);
    expect(await accountOf(out)).toMatchObject({ finished: false, maps, rows });
  });

  it('goes on, and gives what it would have given', async () => {
    const stop = new AbortController();
    const onProgress = ({ stage }: Told) => stage === 'maps' && stop.abort();
    const { folder, result } = await run({ study }, { signal: stop.signal, onProgress });
    expect(result).toMatchObject({ interrupted: true, maps: 0, rows: 0 });
    const told: string[] = [];
    const again = await runIn(folder, {
      onProgress: ({ stage, total }) => told.push(`${stage} ${total}`),
    });
    expect(again.result).toMatchObject({ interrupted: false, maps: 4, rows: 4, units: { left: 0 } });
    // The map of the first image was made before, and perhaps the two of the next one, which were then under way.
    expect(told.find((line) => line.startsWith('maps'))).toMatch(/ [57]$/);
    const { csv } = await run({ study });
    expect(await readFile(join(again.out, 'scores.csv'), 'utf8')).toBe(csv);
    expect(await accountOf(again.out)).toMatchObject({ finished: true, unitsLeft: 0 });
  });
});
