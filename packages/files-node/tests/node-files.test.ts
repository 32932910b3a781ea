import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { nodeFiles } from '../src/index.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camscope-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

describe('a file that is being written', () => {
  it('is there once it is whole, and no other name passes for it', async () => {
    const path = join(folder, 'scores.csv');
    let seen: string[] = [];
    async function* watched() {
      yield 'half';
      seen = await readdir(folder);
      yield ' and half';
    }
    await nodeFiles.writeFrom(path, watched());
    expect(seen).toEqual([expect.stringMatching(/^\..*\.part$/)]);
    expect(await readdir(folder)).toEqual(['scores.csv']);
  });

  it('is the work of one of those who write it at once', async () => {
    const path = join(folder, 'a');
    const contents = [...'abcdefgh'].map((letter) => letter.repeat(1e5));
    const slowly = async function* (content: string) {
      for (let i = 0; i < content.length; i += 1e4) yield content.slice(i, i + 1e4);
    };
    await Promise.all(contents.map((content) => nodeFiles.writeFrom(path, slowly(content))));
    expect(contents).toContain(new TextDecoder().decode(await nodeFiles.read(path)));
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('may have as long a name as any', async () => {
    const path = join(folder, 'n'.repeat(255));
    await nodeFiles.write(path, 'content');
    expect(await nodeFiles.exists(path)).toBe(true);
    await expect(nodeFiles.write(`${path}n`, 'content')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(await readdir(folder)).toEqual(['n'.repeat(255)]);
  });
});

describe('a folder', () => {
  it('is made with those above it, by several at once, and left as it is where it exists', async () => {
    const path = join(folder, 'a/b/c');
    await Promise.all(Array.from({ length: 8 }, () => nodeFiles.makeFolder(path)));
    await nodeFiles.write(join(path, 'kept'), 'content');
    await nodeFiles.makeFolder(path);
    await nodeFiles.makeFolder('/');
    expect(await readdir(path)).toEqual(['kept']);
  });

  it.each([
    ['a file in its place', 'file', 'EEXIST'],
    ['a file above it', 'file/a/b', 'ENOTDIR'],
    ['a link that leads nowhere', 'link', 'EEXIST'],
  ])('cannot be made of %s', async (_, name, code) => {
    await nodeFiles.write(join(folder, 'file'), 'content');
    await symlink(join(folder, 'nowhere'), join(folder, 'link'));
    await expect(nodeFiles.makeFolder(join(folder, name))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(code),
    });
  });

  it.skipIf(process.platform !== 'linux')('is refused where there is a folder that takes none', async () => {
    for (const path of ['/proc/camscope', '/proc/camscope/a/b'])
      await expect(nodeFiles.makeFolder(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
