import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { glob, isPattern } from '../src/index.ts';

const FILES = [
  'a.png',
  'B.png',
  'c.txt',
  '.hidden.png',
  'x[1].png',
  'p/1.png',
  'p/q/2.png',
  'r/1.png',
  '.s/1.png',
];

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camscope-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of FILES) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  await symlink('..', join(folder, 'p/up'));
});

const found = async (pattern: string) => (await glob(pattern, folder)).map(({ path }) => path);

it.each([
  ['*.png', ['B.png', 'a.png', 'x[1].png']],
  ['?.png', ['B.png', 'a.png']],
  ['[a-c].*', ['a.png', 'c.txt']],
  ['[!a].png', ['B.png']],
  ['x[[]1[]].png', ['x[1].png']],
  ['{c,a}.{txt,png}', ['a.png', 'c.txt']],
  ['.*.png', ['.hidden.png']],
  ['*', ['B.png', 'a.png', 'c.txt', 'p', 'r', 'x[1].png']],
  ['*/1.png', ['p/1.png', 'r/1.png']],
  ['p/up/p/*.png', ['p/up/p/1.png']],
  ['**/*.png', ['B.png', 'a.png', 'p/1.png', 'p/q/2.png', 'r/1.png', 'x[1].png']],
  ['p/**', ['p/1.png', 'p/q/2.png', 'p/up']],
  ['**/q/**/2.png', ['p/q/2.png']],
  ['[c-a].png', []],
  ['none/*.png', []],
  ['a.png/*', []],
  ['(a|B).png*', []],
])('%s', async (pattern, paths) => {
  expect(isPattern(pattern)).toBe(true);
  expect(await found(pattern)).toEqual(paths);
  const absolute = paths.map((path) => join(folder, path)).sort();
  expect(await found(join(folder, pattern))).toEqual(absolute);
});

it('tells folders from files, and what is below the part that stands for itself', async () => {
  expect(await glob('p/*', folder)).toEqual([
    { path: 'p/1.png', below: '1.png', isFolder: false },
    { path: 'p/q', below: 'q', isFolder: true },
    { path: 'p/up', below: 'up', isFolder: false },
  ]);
  expect((await glob('p/**/2.png', folder)).map(({ below }) => below)).toEqual(['q/2.png']);
  expect((await glob('[pr]/1.png', folder)).map(({ below }) => below)).toEqual(['p/1.png', 'r/1.png']);
});
