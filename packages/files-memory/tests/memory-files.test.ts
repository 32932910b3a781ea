import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CamscopeError } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { memoryFiles } from '@camscope/files-memory';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camscope-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

describe.each([
  ['of the disk', nodeFiles],
  ['in memory', memoryFiles()],
])('files %s', (_, files) => {
  const textOf = async (path: string) => new TextDecoder().decode(await files.read(path));
  const at = (name: string) => files.resolve(folder, name);

  it('hold what was written, which replaces what was there', async () => {
    await files.makeFolder(at('deep/er'));
    await files.write(at('deep/er/a'), 'long before');
    await files.write(at('deep/er/a'), 'naïve');
    expect(await textOf(at('deep/./x/../er/a'))).toBe('naïve');
    const pieces: Uint8Array[] = [];
    for await (const piece of files.stream(at('deep/er/a'))) pieces.push(piece);
    expect(new TextDecoder().decode(pieces[0])).toBe('naïve');
    await files.remove(at('deep'));
    expect(await files.exists(at('deep/er/a'))).toBe(false);
    expect(await files.exists(at('deep'))).toBe(false);
    await files.remove(at('deep'));
  });

  it('are written in pieces, of text and of bytes, as they come', async () => {
    await files.writeFrom(at('a'), ['na', Uint8Array.of(0xc3, 0xaf), '', 've']);
    expect(await textOf(at('a'))).toBe('naïve');
    async function* later() {
      yield 'π';
      await Promise.resolve();
      yield new TextEncoder().encode(' and more').subarray(4);
    }
    await files.writeFrom(at('a'), later());
    expect(await textOf(at('a'))).toBe('π more');
    await files.writeFrom(at('a'), []);
    expect(await textOf(at('a'))).toBe('');
  });

  it('are made once, by whoever is the first', async () => {
    const made = await Promise.all(['a', 'b', 'c'].map((text) => files.create(at('a'), text)));
    expect(made.filter((isFirst) => isFirst)).toHaveLength(1);
    expect(await textOf(at('a'))).toBe(['a', 'b', 'c'][made.indexOf(true)]);
    expect(await files.create(at('a'), 'd')).toBe(false);
    await files.remove(at('a'));
    expect(await files.create(at('a'), 'e')).toBe(true);
    expect(await textOf(at('a'))).toBe('e');
  });

  it('stay as they were where the pieces end in an error, which is passed on', async () => {
    await files.write(at('a'), 'before');
    const error = new CamscopeError('DATA_INVALID', 'Nothing more');
    function* broken() {
      yield 'half';
      throw error;
    }
    await expect(files.writeFrom(at('a'), broken())).rejects.toBe(error);
    expect(await textOf(at('a'))).toBe('before');
    await expect(files.writeFrom(at('b'), broken())).rejects.toBe(error);
    expect(await files.exists(at('b'))).toBe(false);
  });

  it('tell what they hold, and of what', async () => {
    await files.makeFolder(at('deep'));
    await files.write(at('deep/b'), 'naïve');
    await files.write(at('a'), 'naïve');
    expect(await files.list(folder)).toEqual([
      { name: 'a', isFolder: false, isLink: false },
      { name: 'deep', isFolder: true, isLink: false },
    ]);
    expect(await files.facts(at('a'))).toMatchObject({ size: 6, isFile: true });
    expect(Math.abs((await files.facts(at('a')))!.changed - Date.now())).toBeLessThan(10_000);
    expect(await files.facts(at('deep'))).toMatchObject({ isFile: false });
    expect(await files.facts(at('c'))).toBeUndefined();
    expect(await files.readPart(at('a'), 2, 4)).toEqual(Uint8Array.of(0xc3, 0xaf));
    expect(new TextDecoder().decode(await files.readPart(at('a'), 4, 100))).toBe('ve');
    // Of Python: hashlib.sha256('naïve'.encode()).hexdigest()
    expect(await files.sha256(at('a'))).toBe(
      'f86fd89de87a848a45bfe77708d91a5d2ff48b8e4a4b98af5165af82692f8928',
    );
    await files.remove(at('a'));
    await files.remove(at('deep'));
  });

  it('that are not there are told by their path', async () => {
    await expect(files.read(at('a'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(files.list(at('a'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(files.sha256(at('a'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(files.readPart(at('a'), 0, 1)).rejects.toThrow(at('a'));
    await expect(files.stream(at('a'))[Symbol.asyncIterator]().next()).rejects.toThrow(at('a'));
  });
});

it('of a blob are read when they are asked for', async () => {
  const files = memoryFiles(new Map([['/a', new Blob(['naïve'])]]));
  expect(new TextDecoder().decode(await files.read('/a'))).toBe('naïve');
  expect(await files.readPart('/a', 2, 4)).toEqual(Uint8Array.of(0xc3, 0xaf));
  expect(await files.facts('/a')).toMatchObject({ size: 6 });
});
