import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import cacache from 'cacache';
import { nodeFiles } from '@camscope/files-node';
import { describe, expect, it } from 'vitest';
import { runStudy, STORE, type UnitStore } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { opened, software, type Running } from './running.ts';
import { studyFolder } from './support.ts';
import { WHOLE } from './whole.ts';

const files = {
  ...WHOLE,
  study: `${WHOLE.study!.replace('[grad-cam]', '[grad-cam, hiding]')}sanity: { metrics: [likeness], images: 1, steps: 2 }\nruntime: { batch: 1 }\n`,
};

/** A folder with the study, whose files are old enough for their hashes to be remembered. */
async function settledFolder(): Promise<string> {
  const folder = await studyFolder(files);
  for (const name of await readdir(folder)) await utimes(join(folder, name), 1, 1);
  return folder;
}

/** Runs the study in a folder; a store may stand in for its own. @returns what the store has told. */
async function runAgain(folder: string, wrap: (store: UnitStore) => UnitStore = (store) => store) {
  const told: string[] = [];
  const rebind: Running['rebind'] = (container) => {
    const store = openStore(join(folder, 'results/store'), (text) => told.push(text));
    container.rebind(STORE).toConstantValue(wrap(store));
  };
  const out = join(folder, 'results');
  const result = await runStudy(await opened(folder, { rebind }), { out, software });
  return { told, result };
}

/** All that a run has left but its store and its account, by name. */
async function leftIn(folder: string): Promise<Record<string, string>> {
  const out = join(folder, 'results');
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('store/') && name !== 'run.json');
  const hashes = names.sort().map(async (name) => {
    const content = await readFile(join(out, name));
    return [name, createHash('sha256').update(content).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

const DAMAGES: Readonly<Record<string, (path: string) => Promise<void>>> = {
  truncated: async (path) => truncate(path, Math.floor((await stat(path)).size / 2)),
  emptied: (path) => truncate(path, 0),
  flipped: async (path) => {
    const bytes = await readFile(path);
    bytes[bytes.length >> 1] ^= 0x10;
    await writeFile(path, bytes);
  },
  deleted: (path) => rm(path),
};

interface Listed {
  readonly key: string;
  readonly path: string;
  readonly index: string;
  readonly kind: string;
}

/** The entries of a store, with the files of their content and of their line. */
async function entriesOf(store: string): Promise<Listed[]> {
  const entries = Object.values(await cacache.ls(store));
  return entries.map(({ key, path, metadata }) => {
    const hash = createHash('sha256').update(key).digest('hex');
    const index = join(store, 'index-v5', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4));
    return { key, path, index, kind: (metadata as { kind: string }).kind.split('/', 1)[0] };
  });
}

/** One entry of each kind: of each stage its value and its arrays, and what is remembered beside units. */
function oneOfEach(all: readonly Listed[]): Listed[] {
  const first = new Map<string, Listed>();
  for (const entry of all) {
    const kind = `${entry.kind}${entry.key.endsWith('.npz') ? ' arrays' : ''}`;
    if (!first.has(kind)) first.set(kind, entry);
  }
  return [...first.values()];
}

describe('a store of which', () => {
  it.each(Object.keys(DAMAGES))(
    'one entry of each kind is %s gives the same results, and what is damaged is made again and told',
    async (damage) => {
      const folder = await settledFolder();
      await runAgain(folder);
      const before = await leftIn(folder);
      const store = join(folder, 'results/store');
      const chosen = oneOfEach(await entriesOf(store));
      const kinds = new Set(chosen.map(({ kind }) => kind));
      for (const kind of ['explain', 'measure', 'agreement', 'predict', 'sanity', 'scores', 'hash', 'paces'])
        expect(kinds).toContain(kind);
      // Equal results are one content.
      for (const path of new Set(chosen.map(({ path }) => path))) await DAMAGES[damage](path);
      const { told, result } = await runAgain(folder);
      expect(result.units.left).toBe(0);
      expect(await leftIn(folder)).toEqual(before);
      // What masks scored is asked for by whoever explains again.
      for (const { key, kind } of chosen.filter(({ kind }) => kind !== 'scores' && kind !== 'input'))
        expect(told.join('\n'), kind).toContain(`is damaged, and is made again: ${key}`);
      // Now all is sound.
      expect((await runAgain(folder)).told).toEqual([]);
    },
  );

  it.each(['truncated', 'flipped'])(
    'every line of its index is %s does all again, and tells so',
    async (damage) => {
      const folder = await settledFolder();
      const { result: first } = await runAgain(folder);
      const before = await leftIn(folder);
      for (const { index } of await entriesOf(join(folder, 'results/store'))) await DAMAGES[damage](index);
      const { told, result } = await runAgain(folder);
      expect(told.length).toBeGreaterThanOrEqual(first.units.all);
      expect(await leftIn(folder)).toEqual(before);
      expect(result.units).toEqual(first.units);
    },
  );

  it('all content is gone is filled again in one go', async () => {
    const folder = await settledFolder();
    await runAgain(folder);
    const before = await leftIn(folder);
    await rm(join(folder, 'results/store/content-v2'), { recursive: true });
    const { result } = await runAgain(folder);
    expect(result.units.left).toBe(0);
    expect(await leftIn(folder)).toEqual(before);
  });

  it('an entry is damaged after it was looked up is mended while the run goes on', async () => {
    const folder = await settledFolder();
    await runAgain(folder);
    const before = await leftIn(folder);
    const all = await entriesOf(join(folder, 'results/store'));
    const maps = all.find(({ kind, key }) => kind === 'explain' && key.endsWith('.npz'))!;
    let damaging: Promise<void> | undefined;
    const { told, result } = await runAgain(folder, (store) => ({
      ...store,
      async export(key, path) {
        await (damaging ??= DAMAGES.truncated(maps.path));
        return store.export(key, path);
      },
    }));
    expect(told.join('\n')).toContain(maps.key);
    expect(result.units.left).toBe(0);
    expect(await leftIn(folder)).toEqual(before);
  });

  it('nothing is kept ends the run, which says so', async () => {
    const folder = await settledFolder();
    const running = runAgain(folder, (store) => ({ ...store, read: () => Promise.resolve(undefined) }));
    await expect(running).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('results/store does not keep what it is given'),
    });
  });

  it('something was left half-written long ago is rid of it', async () => {
    const folder = await settledFolder();
    await runAgain(folder);
    const before = await leftIn(folder);
    const old = [join(folder, 'results/store/tmp/left'), join(folder, 'results/.left.part')];
    const young = join(folder, 'results/store/tmp/young');
    for (const path of [...old, young]) await writeFile(path, 'half');
    for (const path of old) await utimes(path, 0, 0);
    await runAgain(folder);
    for (const path of old) expect(await nodeFiles.exists(path), path).toBe(false);
    expect(await nodeFiles.exists(young)).toBe(true);
    expect(await leftIn(folder)).toEqual(before);
  });
});
