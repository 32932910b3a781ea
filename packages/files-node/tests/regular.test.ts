import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { nodeFiles, readBytes, readFolder, readText, requireFile, streamBytes } from '../src/index.ts';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camscope-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

const ways: [string, (path: string) => Promise<unknown>][] = [
  ['bytes', (path) => readBytes(path)],
  ['text', (path) => readText(path)],
  [
    'chunks',
    async (path) => {
      for await (const _ of streamBytes(path));
    },
  ],
  ['its presence', (path) => requireFile(path)],
  ['as the files of this machine', (path) => nodeFiles.read(path)],
];

describe.each(ways)('%s of a file', (_, read) => {
  it('are read through links', async () => {
    await writeFile(at('a'), 'content');
    await symlink(at('a'), at('b'));
    await read(at('b'));
  });

  it('are refused for a folder', async () => {
    await expect(read(folder)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: `Cannot read ${folder}\n  found: It is a folder`,
    });
  });

  it.skipIf(process.platform === 'win32')('are refused for a pipe and for a device, at once', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await expect(read(at('pipe'))).rejects.toThrow('found: It is a pipe, not a file');
    await symlink('/dev/zero', at('zeros'));
    await expect(read(at('zeros'))).rejects.toThrow('found: It is a device, not a file');
  });

  it('are refused where there is none', async () => {
    await expect(read(at('a'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      details: { found: expect.stringContaining('ENOENT') },
    });
  });
});

it('the whole of a file is read, whatever its size', async () => {
  const content = new Uint8Array(300_000).map((_, i) => i);
  await writeFile(at('a'), content);
  expect(await readBytes(at('a'))).toEqual(content);
  const chunks: number[] = [];
  for await (const chunk of streamBytes(at('a'))) chunks.push(...chunk);
  expect(chunks).toEqual([...content]);
  await writeFile(at('b'), 'naïve');
  expect(await readText(at('b'))).toBe('naïve');
});

it('a file that is larger than it may be is told with both sizes', async () => {
  await writeFile(at('a'), 'content');
  expect(await readText(at('a'), { most: 7 })).toBe('content');
  const error = { name: 'the card', asked: 'who asked', fix: 'what to do', most: 6 };
  await expect(readText(at('a'), error)).rejects.toThrow(
    'Cannot read the card\n  asked: who asked\n  found: It has 7 bytes, and at most 6 are read\n  do: what to do',
  );
});

it('folders are listed by name', async () => {
  for (const name of ['b', 'a', 'C']) await writeFile(at(name), '');
  expect((await readFolder(folder)).map(({ name }) => name)).toEqual(['C', 'a', 'b']);
  await expect(readFolder(at('a'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

it('what is asked to stop, stops', async () => {
  const signal = AbortSignal.abort();
  const code = 'INTERRUPTED';
  await expect(readBytes(at('a'), { signal })).rejects.toMatchObject({ code });
  await expect(readFolder(folder, { signal })).rejects.toMatchObject({ code });
  await expect(streamBytes(at('a'), { signal }).next()).rejects.toMatchObject({ code });
});
