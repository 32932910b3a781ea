import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finishedMaps, reopenRun, type RefinishedMap } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import { describe, expect, it } from 'vitest';
import { run, runIn, runOf } from './running.ts';
import { bright, registry, shaded, STUDY, studyFolder } from './support.ts';

/** The maps of a run, made again. */
async function again(out: string): Promise<RefinishedMap[]> {
  const opened = await runOf(out);
  return all(finishedMaps(opened.maps, await reopenRun(opened, registry, nodeFiles)));
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const areaAbove = (made: RefinishedMap, heat: number) =>
  'failure' in made ? made.failure : made.map.data.filter((value) => value > heat).length;

describe('the maps of a run, made again', () => {
  it('are those that were measured', async () => {
    const { out } = await run();
    const maps = await again(out);
    expect(maps.map(({ line }) => `${line.image} ${line.class}`)).toEqual([
      'a.raw Bright',
      'b.raw Bright',
      'b.raw Dark',
      'c.raw Dark',
    ]);
    // Four of 4×4 pixels are white: 16 of 8×8. Of the class of what is dark, nothing is left after ReLU.
    expect(maps.map((made) => areaAbove(made, 0.5))).toEqual([16, 16, 0, 0]);
    expect(maps.map((made) => 'map' in made && made.blank)).toEqual([
      undefined,
      undefined,
      'all-zero',
      'all-zero',
    ]);
    expect(maps[0]).toMatchObject({ sample: { id: 'a.raw' }, map: { width: 8, height: 8 } });
  });

  it('are finished as their method is, and filtered by files beside the study', async () => {
    const study = STUDY.replace('[grad-cam]', '[{ use: grad-cam, map: { normalise: none } }]')
      .replace(
        'segmenters:',
        'filters: [{ use: masked, options: { by: "{stem}.mask" } }, invert]\nsegmenters:',
      )
      .replace('list.json', 'list.json, scale: 1');
    const masks = Object.fromEntries(['a', 'b', 'c'].map((stem) => [`${stem}.mask`, shaded]));
    const { out } = await run({ study, ...masks, 'a.raw': shaded });
    const [made] = await again(out);
    // 1 − 1 · 1 and 1 − 1 · 0.6: without normalising, twice 0.6 is clipped to 1.
    const heats = 'map' in made ? [...new Set(made.map.data)].map((heat) => heat.toFixed(3)) : [];
    expect(heats.sort()).toEqual(['0.000', '0.400', '1.000']);
  });

  it('that are not there are failures, and lose no other', async () => {
    const { out } = await run({ study: `${STUDY}runtime: { batch: 1 }\n` });
    await rm(join(out, 'maps/mirror/grad-cam/00000.npz'));
    const maps = await again(out);
    expect(areaAbove(maps[0], 0.5)).toContain('FILE_UNREADABLE: Cannot read');
    expect(areaAbove(maps[1], 0.5)).toBe(16);
  });

  it('that failed in the run, or whose image has gone from the data, are failures', async () => {
    const folder = await studyFolder({ 'a.raw': bright.slice(1) });
    const { out } = await runIn(folder);
    expect(areaAbove((await again(out))[0], 0.5)).toBe('DATA_INVALID: The run has no map');
    const opened = await runOf(out);
    const reopened = await reopenRun(opened, registry, nodeFiles);
    const dataset = { ...reopened.dataset, samples: reopened.dataset.samples.slice(1) };
    const [made] = await all(finishedMaps(opened.maps, { ...reopened, dataset }));
    expect(areaAbove(made, 0.5)).toBe('DATA_INVALID: The data no longer have a.raw');
  });

  it('stop when they are told to', async () => {
    const opened = await runOf((await run()).out);
    const reopened = await reopenRun(opened, registry, nodeFiles);
    const maps = finishedMaps(opened.maps, reopened, AbortSignal.abort());
    await expect(maps.next()).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});

describe('a run whose data are open again', () => {
  it('tells which of their files have changed', async () => {
    const { out, folder } = await run();
    expect((await reopenRun(await runOf(out), registry, nodeFiles)).notes).toEqual([]);
    await appendFile(join(folder, 'list.json'), '\n');
    expect((await reopenRun(await runOf(out), registry, nodeFiles)).notes).toEqual([
      'list.json has changed since the run',
    ]);
  });

  it('must have been run to its end', async () => {
    const { out } = await run();
    await rm(join(out, 'run.json'));
    await expect(reopenRun(await runOf(out), registry, nodeFiles)).rejects.toMatchObject({
      code: 'DATA_INVALID',
      details: { fix: 'Run the study to its end' },
    });
  });

  it('needs the plugins of the run', async () => {
    const opened = await runOf((await run()).out);
    const lock = { ...opened.lock, data: { ...opened.lock.data, use: 'lisetd' } };
    await expect(reopenRun({ ...opened, lock }, registry, nodeFiles)).rejects.toMatchObject({
      code: 'NAME_UNKNOWN',
      details: { found: expect.stringContaining('Nearest: listed') },
    });
  });
});
