import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@camscope/experiment-node';
import { expect, it, onTestFinished } from 'vitest';

it('an entry becomes a file under any name that a file may have, and leaves nothing beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-store-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const store = openStore(join(folder, 'store'));
  await store.write('a', new TextEncoder().encode('maps'), { kind: 'explain', weight: 1, seconds: 0 });
  const longest = `${'x'.repeat(251)}.npz`;
  for (let times = 0; times < 2; times++) expect(await store.export('a', join(folder, longest))).toBe(true);
  expect(await readFile(join(folder, longest), 'utf8')).toBe('maps');
  expect((await readdir(folder)).sort()).toEqual(['store', longest]);
});
