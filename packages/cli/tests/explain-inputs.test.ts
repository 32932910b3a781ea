import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { floatTensor } from '@camscope/core';
import { encodeNpy } from '@camscope/pipeline';
import { describe, expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

/** A DICOM file of 8×8 pixels, whose name says nothing. */
function dicom(): Uint8Array {
  const words: number[] = [];
  const short = (n: number) => words.push(n & 255, n >> 8);
  const element = (group: number, tag: number, vr: string, value: readonly number[]) => {
    short(group);
    short(tag);
    words.push(...[...vr].map((letter) => letter.charCodeAt(0)));
    if (vr === 'OW') words.push(0, 0, value.length & 255, value.length >> 8, 0, 0);
    else short(value.length);
    words.push(...value);
  };
  const text = (value: string) =>
    [...value.padEnd(value.length + (value.length % 2))].map((c) => c.charCodeAt(0));
  const syntax = [...'1.2.840.10008.1.2.1'].map((letter) => letter.charCodeAt(0)).concat(0);
  element(2, 0, 'UL', [8 + syntax.length, 0, 0, 0]);
  element(2, 0x10, 'UI', syntax);
  element(0x28, 2, 'US', [1, 0]);
  element(0x28, 4, 'CS', text('MONOCHROME2'));
  element(0x28, 0x10, 'US', [8, 0]);
  element(0x28, 0x11, 'US', [8, 0]);
  element(0x28, 0x100, 'US', [8, 0]);
  element(0x28, 0x101, 'US', [8, 0]);
  element(0x28, 0x102, 'US', [7, 0]);
  element(0x28, 0x103, 'US', [0, 0]);
  element(0x7fe0, 0x10, 'OW', [...block(1, 1).data]);
  return Uint8Array.from([...new Array<number>(128).fill(0), ...text('DICM'), ...words]);
}

async function folder(more: Readonly<Record<string, Uint8Array | string>> = {}): Promise<string> {
  const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': CARD });
  const files = {
    'images/b.png': await png(block(4, 1)),
    'images/a.png': await png(block(2, 3)),
    'images/.hidden.png': 'never read',
    'images/notes.txt': 'no image',
    'images/IM0001': dicom(),
    'images/two.npy': encodeNpy(floatTensor(new Float32Array(128).fill(0.5), [2, 1, 8, 8])),
    'images/p1/front.png': await png(block(1, 1)),
    'images/p2/front.png': await png(block(3, 3)),
    ...more,
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), content);
  }
  return cwd;
}

async function explain(cwd: string, ...argv: string[]) {
  const all = ['explain', ...argv, '--card', 'card.yaml', '--method', 'grad-cam', '--json'];
  const { code, stdout, stderr } = await camscope(cwd, all);
  const maps = stdout === '' ? [] : (JSON.parse(stdout) as { image: string; overlay: string }[]);
  const notes = stderr.split('\n').filter((line) => line.startsWith('camscope: '));
  return { code, stderr, notes, maps: maps.map(({ image, overlay }) => [image, overlay]) };
}

describe('a folder', () => {
  it('stands for its images, sorted; what is none is told', async () => {
    expect(await explain(await folder(), 'images')).toMatchObject({
      code: 0,
      notes: ['camscope: The folder images has 4 images; what is none is passed over: notes.txt, p1/, p2/'],
      maps: [
        ['images/IM0001', 'camscope-maps/IM0001.grad-cam.0.png'],
        ['images/a.png', 'camscope-maps/a.grad-cam.0.png'],
        ['images/b.png', 'camscope-maps/b.grad-cam.0.png'],
        ['images/two.npy', 'camscope-maps/two.0.grad-cam.0.png'],
        ['images/two.npy', 'camscope-maps/two.1.grad-cam.0.png'],
      ],
    });
  });

  it('fails for an image in it that is none', async () => {
    const cwd = await folder({ 'images/c.png': 'no picture' });
    const { code, stderr, maps } = await explain(cwd, 'images');
    expect({ code, maps: maps.length }).toEqual({ code: 1, maps: 5 });
    expect(stderr).toContain('"code":"IMAGE_INVALID"');
  });

  it.each([
    [{ 'empty/.hidden.png': '' }, 'Nothing'],
    [{ 'empty/notes.txt': 'no image', 'empty/below/a.png': '' }, 'below/, notes.txt: not an image'],
  ])('without an image is an error', async (files, found) => {
    const { code, stderr } = await explain(await folder(files), 'empty');
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { message: expect.stringContaining('The folder empty has no image'), found },
    });
  });
});

describe('a pattern', () => {
  it('stands for what matches it, each once, named by the folders that it says nothing of', async () => {
    const { code, notes, maps } = await explain(
      await folder(),
      'images/a.png',
      'images/*.png',
      'images/*/front.png',
    );
    expect({ code, notes }).toEqual({ code: 0, notes: [] });
    expect(maps).toEqual([
      ['images/a.png', 'camscope-maps/a.grad-cam.0.png'],
      ['images/b.png', 'camscope-maps/b.grad-cam.0.png'],
      ['images/p1/front.png', 'camscope-maps/p1_front.grad-cam.0.png'],
      ['images/p2/front.png', 'camscope-maps/p2_front.grad-cam.0.png'],
    ]);
  });

  it('leaves out what the call before has written', async () => {
    const cwd = await folder();
    const first = await explain(cwd, '**/*.png');
    expect(first.maps).toHaveLength(4);
    const again = await explain(cwd, '**/*.png');
    expect(again.maps).toEqual(first.maps);
    expect(again.notes).toEqual([
      expect.stringContaining("'**/*.png' has 4 images; what is none is passed over: camscope-maps/"),
      'camscope: 12 files of an earlier call in camscope-maps are replaced',
    ]);
  });

  it('that is the name of a file is that file', async () => {
    const cwd = await folder({ 'images/x[1].png': await png(block(0, 0)) });
    expect(await explain(cwd, 'images/x[1].png')).toMatchObject({
      code: 0,
      maps: [['images/x[1].png', 'camscope-maps/x[1].grad-cam.0.png']],
    });
  });

  it('that nothing matches is an error', async () => {
    const { code, stderr } = await explain(await folder(), 'images/*.jpg');
    expect(code).toBe(2);
    expect(stderr).toContain("'images/*.jpg' has no image");
  });
});

describe('a folder for the maps', () => {
  it.skipIf(process.platform !== 'linux').each([
    ['--out', '/proc/camscope/maps', 'Cannot write /proc/camscope/maps'],
    ['--out', 'card.yaml', 'EEXIST'],
    ['--out', 'card.yaml/maps', 'ENOTDIR'],
  ])('%s %s is refused', async (option, path, text) => {
    const { code, stderr, maps } = await explain(await folder(), 'images/a.png', option, path);
    expect({ code, maps }).toEqual({ code: 2, maps: [] });
    expect(stderr).toContain(text);
  });

  it.skipIf(process.platform !== 'linux')(
    'of scores that cannot be made costs the map that needs it',
    async () => {
      const cwd = await folder();
      const cache = ['--cache', '/proc/camscope', '--card', 'card.yaml'];
      const all = ['explain', 'images/a.png', '--method', 'score-cam', ...cache];
      const { code, stderr } = await camscope(cwd, all);
      expect(code).toBe(1);
      expect(stderr).toContain('Cannot write the store /proc/camscope');
    },
  );

  it('may hold the images themselves', async () => {
    const cwd = await folder();
    expect(await explain(cwd, 'images', '--out', 'images')).toMatchObject({ code: 0 });
    expect(await readdir(join(cwd, 'images'))).toContain('a.grad-cam.0.png');
  });
});
