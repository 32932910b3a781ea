import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guarded, refuseForeign, takeFolder } from '../src/run/folder.ts';
import { unitsText } from '../src/run/units-file.ts';

const STUDY = '/studies/study.yaml';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-folder-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'results');
}

function take(out: string, study = STUDY, lock = `lock of ${study}`, force = false): Promise<void> {
  const units = unitsText(relative(out, study), 'store', []);
  return takeFolder(nodeFiles, { out, study }, { lock, units }, force);
}

const lockIn = (out: string) => readFile(join(out, 'study.lock.json'), 'utf8');

describe('a folder of results', () => {
  it('is taken by shards that begin at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const out = await newFolder();
      await Promise.all(Array.from({ length: 16 }, () => take(out)));
    }
  });

  it('is taken by one of several studies that begin at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const out = await newFolder();
      const studies = Array.from({ length: 8 }, (_, i) => `/studies/${i}.yaml`);
      const taken = await Promise.allSettled(studies.map((study) => take(out, study)));
      const winners = studies.filter((_, i) => taken[i].status === 'fulfilled');
      expect(winners).toHaveLength(1);
      expect(await lockIn(out)).toBe(`lock of ${winners[0]}`);
      for (const one of taken)
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'CONFIG_INVALID' });
    }
  });

  it('is that of its study, whatever that says now, and of whoever gives the same', async () => {
    const out = await newFolder();
    await take(out);
    await take(out, STUDY, 'edited');
    expect(await lockIn(out)).toBe('edited');
    await take(out, '/moved/study.yaml', 'edited');
    await expect(take(out, STUDY, 'another')).rejects.toThrow('Results of /moved/study.yaml');
    await take(out, STUDY, 'another', true);
    expect(await lockIn(out)).toBe('another');
  });

  it('is not one that holds other files, which are named', async () => {
    const out = await newFolder();
    await refuseForeign(nodeFiles, { out, study: STUDY });
    await mkdir(join(out, 'store'), { recursive: true });
    await writeFile(join(out, '.8a6b.part'), 'of a run that was killed');
    await refuseForeign(nodeFiles, { out, study: STUDY });
    for (const name of ['diary.txt', 'b', 'c', 'd']) await writeFile(join(out, name), '');
    await expect(refuseForeign(nodeFiles, { out, study: STUDY })).rejects.toThrow('b, c, d and 1 more');
    await take(out);
    await refuseForeign(nodeFiles, { out, study: STUDY });
  });

  it('may be that in which the study stands, where nothing has the name of a result', async () => {
    const out = dirname(await newFolder());
    const study = join(out, 'study.yaml');
    for (const name of ['study.yaml', 'boxes.csv']) await writeFile(join(out, name), '');
    await refuseForeign(nodeFiles, { out, study });
    await writeFile(join(out, 'images.csv'), "the user's own");
    await expect(refuseForeign(nodeFiles, { out, study })).rejects.toThrow('found: images.csv');
  });
});

describe('files of a run', () => {
  it('are written no more when another study has taken the folder', async () => {
    const out = await newFolder();
    await take(out, STUDY, 'first');
    const files = guarded(nodeFiles, out, 'first');
    await files.write(join(out, 'scores.csv'), 'first');
    const writing = files.writeFrom(join(out, 'maps.csv'), taking());
    await expect(writing).rejects.toThrow(`Another study has taken the folder ${out} meanwhile`);
    await expect(files.write(join(out, 'scores.csv'), 'late')).rejects.toThrow('Another study');
    await expect(files.remove(join(out, 'scores.csv'))).rejects.toThrow('Another study');
    expect(await readFile(join(out, 'scores.csv'), 'utf8')).toBe('first');
    expect(await nodeFiles.exists(join(out, 'maps.csv'))).toBe(false);

    async function* taking() {
      yield 'first';
      await take(out, STUDY, 'second');
    }
  });
});
