import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeFolder } from '../src/run/folder.ts';

const STUDY = '/studies/study.yaml';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-folder-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'results');
}

describe('a folder of results', () => {
  it('is taken by shards that begin at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const out = await newFolder();
      const begin = async () => {
        await takeFolder(nodeFiles, out, STUDY, 'lock', false);
        await nodeFiles.write(join(out, 'study.lock.json'), 'lock');
      };
      await Promise.all(Array.from({ length: 16 }, begin));
    }
  });

  it('is not taken from another study, or from other files', async () => {
    const out = await newFolder();
    await takeFolder(nodeFiles, out, STUDY, 'lock', false);
    await writeFile(join(out, 'study.lock.json'), 'another');
    const take = (force: boolean) => takeFolder(nodeFiles, out, STUDY, 'lock', force);
    await expect(take(false)).rejects.toThrow('A study.lock.json of another study');
    await take(true);
    await rm(join(out, 'study.lock.json'));
    await writeFile(join(out, 'diary.txt'), '');
    await expect(take(false)).rejects.toThrow('diary.txt');
  });
});
