import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import cacache from 'cacache';
import { FILES, type Files } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { openStore } from '@camscope/experiment-node';
import type { UnitStore } from '@camscope/experiment';
import { ACCOUNT_FILE, PARTIAL_FILE } from '@camscope/pipeline';
import { describe, expect, it } from 'vitest';
import { linesOf, runIn, runOf, type Running } from './running.ts';
import { bright, shaded, studyFolder } from './support.ts';
import { WHOLE } from './whole.ts';

/** The whole study on three different images, one in a lot. */
const FILES_OF_STUDY = {
  ...WHOLE,
  study: `${WHOLE.study}runtime: { batch: 1 }\n`,
  'b.raw': shaded,
  'c.raw': bright.toReversed().fill(51, 0, 4),
};

/** One after the other. */
const OFTEN = { every: 0, share: 1 };

/** All that a run has left but its store and its account, by name. */
async function leftIn(out: string): Promise<Record<string, string>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('store/') && name !== ACCOUNT_FILE);
  const hashes = names.sort().map(async (name) => {
    const content = await readFile(join(out, name));
    return [name, createHash('sha256').update(content).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

let undisturbed: Promise<Record<string, string>> | undefined;

/** What the study leaves when its tables are made at the end alone. */
function atTheEnd(): Promise<Record<string, string>> {
  return (undisturbed ??= studyFolder(FILES_OF_STUDY)
    .then((folder) => runIn(folder))
    .then(({ out }) => leftIn(out)));
}

/** A store in which units wait, after so many have been kept, until `look` has been. */
function waiting(store: UnitStore, look: (kept: number) => Promise<void>): UnitStore {
  let kept = 0;
  let looking = Promise.resolve();
  return {
    ...store,
    async write(key, bytes, facts) {
      await store.write(key, bytes, facts);
      if (key.endsWith('.npz') || !facts.kind.includes('/')) return;
      kept++;
      looking = looking.then(() => look(kept));
      await looking;
    },
  };
}

/** Tables that a run makes while it goes on, of all that is done by now: the second from here, since the first may have begun before. */
async function nextTables(out: string): Promise<{ units: number; done: number }> {
  const path = join(out, PARTIAL_FILE);
  const written = () =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
  for (let times = 0; times < 2; times++) {
    const before = await written();
    while ((await written()) === before) await sleep(5);
  }
  return JSON.parse(await readFile(path, 'utf8'));
}

/** Runs the study with tables as often as can be; of the units, these wait for the next tables. */
async function runGrowing(
  moments: readonly number[],
  look: (out: string, tables: { units: number; done: number }) => Promise<void>,
  running: Running = {},
) {
  const folder = await studyFolder(FILES_OF_STUDY);
  const out = join(folder, 'results');
  const store = waiting(running.store ?? openStore(join(out, 'store')), async (kept) => {
    if (moments.includes(kept)) await look(out, await nextTables(out));
  });
  return runIn(folder, { meanwhile: OFTEN, ...running, store });
}

describe('a run that goes on', () => {
  it('has tables of what is done, which grow, and in the end those of any other', async () => {
    const seen: { done: number; rows: number; maps: number }[] = [];
    const { out, result } = await runGrowing([8, 16, 24], async (out, { units, done }) => {
      const { account, partial, scores, maps, images } = await runOf(out);
      expect(account).toBeUndefined();
      expect(partial).toEqual({ units, done });
      expect(images).toHaveLength(3);
      for (const { file } of maps) await readFile(file!);
      seen.push({ done, rows: scores?.size ?? 0, maps: maps.length });
    });
    expect(seen).toHaveLength(3);
    for (const what of ['done', 'rows'] as const) {
      const all = [...seen.map((one) => one[what]), what === 'done' ? result.units.all : result.rows];
      expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
    }
    expect(seen[1].maps).toBeGreaterThan(0);
    expect(await leftIn(out)).toEqual(await atTheEnd());
    expect((await runOf(out)).partial).toBeUndefined();
  });

  it('never lacks a map that its table names', async () => {
    let isRunning = true;
    const missing = new Set<string>();
    const looked = { at: 0 };
    const look = async (out: string) => {
      while (isRunning) {
        const lines = await readFile(join(out, 'maps.csv'), 'utf8').then(linesOf, () => []);
        for (const { map } of lines) {
          looked.at++;
          await stat(join(out, map)).catch(() => missing.add(map));
        }
        await sleep(1);
      }
    };
    let looking: Promise<void> | undefined;
    await runGrowing([8, 16, 24], async (out) => void (looking ??= look(out)));
    isRunning = false;
    await looking;
    expect(looked.at).toBeGreaterThan(100);
    expect([...missing]).toEqual([]);
  });

  it('leaves out what is damaged meanwhile, tells it once, and makes it again at its end', async () => {
    const told: string[] = [];
    const folder = await studyFolder(FILES_OF_STUDY);
    const out = join(folder, 'results');
    let damaged = '';
    const store = waiting(
      openStore(join(out, 'store'), (text) => told.push(text)),
      async (kept) => {
        if (kept !== 16) return;
        await nextTables(out);
        const rows = (await runOf(out)).scores!.size;
        const all = Object.values(await cacache.ls(join(out, 'store')));
        const one = all.find(
          ({ key, metadata }) =>
            (metadata as { kind: string }).kind.startsWith('measure/') && !key.endsWith('.npz'),
        )!;
        await truncate(one.path, 3);
        damaged = one.key;
        await nextTables(out);
        expect((await runOf(out)).scores!.size).toBeLessThan(rows);
      },
    );
    const { result } = await runIn(folder, { store, meanwhile: OFTEN });
    expect(told.filter((text) => text.includes(damaged))).toHaveLength(1);
    expect(result.units.left).toBe(0);
    expect(await leftIn(out)).toEqual(await atTheEnd());
  });

  it('is not ended by tables that cannot be written meanwhile', async () => {
    let refused = 0;
    const rebind: Running['rebind'] = (container) => {
      const files: Files = {
        ...nodeFiles,
        writeFrom: (path, chunks) =>
          refused++ < 3 ? Promise.reject(new Error('no space')) : nodeFiles.writeFrom(path, chunks),
      };
      container.rebind(FILES).toConstantValue(files);
    };
    const { out } = await runGrowing([8], async () => undefined, { rebind });
    expect(refused).toBeGreaterThan(3);
    expect(await leftIn(out)).toEqual(await atTheEnd());
  });

  it('makes no tables as a shard', async () => {
    const folder = await studyFolder(FILES_OF_STUDY);
    const { out } = await runIn(folder, { meanwhile: OFTEN, shard: { index: 1, of: 1 } });
    expect((await readdir(out)).sort()).toEqual(['shards', 'store', 'study.lock.json', 'units.json']);
  });

  it('removes of an earlier study what is none of its own', async () => {
    const folder = await studyFolder(FILES_OF_STUDY);
    const maps = join(folder, 'results/maps');
    await runIn(folder);
    await mkdir(join(maps, 'mirror/older'));
    for (const name of ['mirror/older/00000.npz', 'mirror/grad-cam/00077.npz', 'old.npz'])
      await writeFile(join(maps, name), 'old');
    const { out } = await runIn(folder, { meanwhile: OFTEN });
    expect(await leftIn(out)).toEqual(await atTheEnd());
    expect((await readdir(maps)).sort()).toEqual(['mirror', 'other']);
    expect(await readdir(join(maps, 'mirror'))).toEqual(['grad-cam']);
  });
});
