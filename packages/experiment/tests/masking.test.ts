import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countPlan, readStudy, resolveStudy } from '@camscope/experiment';
import { columns, opened, run, runIn, table } from './running.ts';
import { annotated, large, registry, STUDY, studyFolder } from './support.ts';

const HIDING = STUDY.replace('[grad-cam]', '[hiding]');
const list = [{ id: 'a.raw', annotations: annotated('Bright') }];
const facts = async (out: string) =>
  (await table(out, 'maps.csv')).map(({ facts }) => JSON.parse(facts) as Record<string, unknown>);

describe('a method on some of the images', () => {
  const study = STUDY.replace('[grad-cam]', '[grad-cam, { use: squares, images: 2 }]');
  const drawn = (...ids: string[]) => ids.map((id) => ({ id, annotations: annotated('Bright', 'Dark') }));

  it('explains the ones that are evenly spread, every finding of them, and says so', async () => {
    const folder = await studyFolder({ study, list: drawn('a.raw', 'b.raw', 'c.raw', 'd.raw') });
    const { notes, plan, study: resolved } = await opened(folder);
    expect(notes).toContain('mirror: squares explains 2 of 4 images');
    expect(countPlan({ plan, study: resolved })).toEqual({ images: 4, findings: 8, maps: 12, rows: 12 });
    const { out } = await runIn(folder);
    const squares = (await table(out, 'scores.csv')).filter(({ method }) => method === 'squares');
    expect(columns(squares, 'image', 'class')).toEqual([
      'a.raw Bright',
      'a.raw Dark',
      'c.raw Bright',
      'c.raw Dark',
    ]);
  });

  it('explains all of them when there are no more', async () => {
    const { notes } = await opened(await studyFolder({ study, list: drawn('a.raw', 'b.raw') }));
    expect(notes).toEqual(['a note of the data']);
  });

  it('leaves images that no method explains unread', async () => {
    const { out } = await run({ study: STUDY.replace('[grad-cam]', '[{ use: grad-cam, images: 1 }]') });
    expect(columns(await table(out, 'scores.csv'), 'image')).toEqual(['a.raw']);
    expect(columns(await table(out, 'images.csv'), 'image')).toEqual(['a.raw', 'b.raw', 'c.raw']);
  });
});

describe('a method that tries masks', () => {
  it('hides each channel once, and tells how many it has run', async () => {
    const { out } = await run({ study: HIDING, list });
    // The logit is 16 times the difference of the means of x and −x: hiding either takes 4 of the 8 away.
    expect(columns(await table(out, 'scores.csv'), 'method', 'score')).toEqual(['hiding 8']);
    expect(await facts(out)).toMatchObject([{ maps: 2, taken: 2, scored: 2, reused: 0 }]);
  });

  it('keeps to its budget', async () => {
    const study = HIDING.replace('[hiding]', '[{ use: hiding, budget: 1 }]');
    const { out } = await run({ study, list });
    expect(await facts(out)).toMatchObject([{ maps: 2, taken: 1, scored: 1 }]);
  });

  it('keeps to the memory of one run', async () => {
    const study = STUDY.replace('[grad-cam]', '[strips]');
    const chunk = async (memory: number) => {
      const { out } = await run({
        study: `${study}runtime: { memory: ${memory} }\n`,
        'mirror.onnx': large,
        list,
      });
      const [{ chunk, scored }] = await facts(out);
      return { chunk, scored };
    };
    // A mask takes more than 1 MiB. After three runs of one mask, two are tried at once where there is room for them.
    expect(await chunk(1)).toEqual({ chunk: 1, scored: 5 });
    expect(await chunk(256)).toEqual({ chunk: 2, scored: 5 });
  });

  it('keeps what masks scored in the folder that the study names, from one run to the next', async () => {
    const folder = await studyFolder({ study: `${HIDING}cache: kept\n`, list });
    expect(await facts((await runIn(folder)).out)).toMatchObject([{ scored: 2, reused: 0 }]);
    expect(await readdir(join(folder, 'kept'))).toHaveLength(1);
    const { out } = await runIn(folder, { out: join(folder, 'again') });
    expect(await facts(out)).toMatchObject([{ scored: 0, reused: 2 }]);
    expect(await table(out, 'scores.csv')).toEqual(await table(join(folder, 'results'), 'scores.csv'));
  });

  it('scores again what cannot be read', async () => {
    const folder = await studyFolder({ study: `${HIDING}cache: kept\n`, list });
    await runIn(folder);
    const [key] = await readdir(join(folder, 'kept'));
    const arrays = (await readdir(join(folder, 'kept', key))).filter((name) => name.endsWith('.npy'));
    await rm(join(folder, 'kept', key, arrays[0]));
    expect(await facts((await runIn(folder)).out)).toMatchObject([{ scored: 2, reused: 0 }]);
  });
});

it('a study counts what it allows from 1', async () => {
  for (const bad of ['images: 0', 'budget: 0', 'budget: 1.5']) {
    const study = HIDING.replace('[hiding]', `[{ use: hiding, ${bad} }]`);
    const folder = await studyFolder({ study });
    const reading = async () => resolveStudy(await readStudy(join(folder, 'study.yaml')), registry);
    await expect(reading(), bad).rejects.toThrow(`methods[0].${bad.split(':')[0]}`);
  }
});
