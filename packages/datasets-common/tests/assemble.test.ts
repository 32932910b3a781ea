import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isCamscopeError, type Annotation } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assemble, type AssembleRequest, type ImageRecord, looked } from '../src/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assemble-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('an image is found', () => {
  it('by its path, by its name in any folder, or by its name with another extension', async () => {
    await images('train/a.png', 'train/deep/b.png', 'c.jpg', '1.2.3.4');
    const { samples, notes } = await made(
      record('train/a.png'),
      record('b.png'),
      record('c'),
      record('1.2.3.4'),
    );
    expect(samples.map(({ image }) => image)).toEqual(
      ['train/a.png', 'train/deep/b.png', 'c.jpg', '1.2.3.4'].map((path) => join(root, path)),
    );
    expect(notes).toEqual([]);
  });

  it('with a note where the published extension is another', async () => {
    await images('a.jpg');
    const { notes } = await made(record('a.png'));
    expect(notes).toEqual(['1 image read from files of another extension: a.png']);
  });

  it('but not in one of several folders', async () => {
    await images('train/a.png', 'test/a.png');
    expect((await made(record('test/a.png'))).samples).toHaveLength(1);
    await expect(made(record('a.png'))).rejects.toThrow(/Several folders hold an image 'a.png'/);
  });
});

describe('a file is of one image', () => {
  it('so that one that is missing is not found in the folder of another', async () => {
    await images('val/a.png');
    const { samples, notes } = await opened([record('train/a.png'), record('val/a')], { missing: 'skip' });
    expect(samples.map(({ id }) => id)).toEqual(['val/a']);
    expect(notes).toEqual(['1 image not in the folder and passed over: train/a.png']);
  });

  it('and where nothing tells of which, of none', async () => {
    await images('a.png', 'b.png');
    const { missing } = await opened(['train/a', 'val/a', 'b'].map(record), {}, true);
    expect(missing).toEqual(['train/a', 'val/a']);
  });
});

describe('the frame', () => {
  it('is that of the image, by its header, turned as its EXIF says', async () => {
    await images('a.png');
    const turned = await sharp({ create: { width: 6, height: 4, channels: 3, background: 'grey' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    writeFileSync(join(root, 'b.jpg'), turned);
    const { samples } = await made(record('a.png'), record('b.jpg'));
    expect(samples.map(({ frame }) => frame)).toEqual([
      { width: 8, height: 6 },
      { width: 4, height: 6 },
    ]);
  });

  it('is that of the files where they state it: the image may be a copy of another size', async () => {
    await images('a.png');
    const { samples } = await made({ ...record('a.png'), frame: { width: 80, height: 60 } });
    expect(samples[0].frame).toEqual({ width: 80, height: 60 });
  });

  it('is asked of by annotations in shares of the image', async () => {
    await images('a.png');
    const annotations = ({ width, height }: { width: number; height: number }) => [
      drawn(0, 0, width / 2, height / 2),
    ];
    const { samples } = await made({ id: 'a.png', annotations });
    expect(samples[0].annotations[0].boxes).toEqual([{ x0: 0, y0: 0, x1: 4, y1: 3 }]);
  });
});

describe('fixations', () => {
  const at = (x: number, y: number) => ({ x, y, weight: 1, sigmaX: 1, sigmaY: 1 });
  const reading = (...fixations: ReturnType<typeof at>[]) => ({
    id: 'a.png',
    annotations: looked(fixations, { Nodule: 1, Mass: 0, Edema: -1 }, 'present'),
  });

  it('stand for the labels that are present, or for all that are known', () => {
    const labels = { Nodule: 1, Mass: 0, Edema: -1 } as const;
    expect(looked([at(1, 1)], labels, 'present', 'ann')).toEqual([
      { label: 'Nodule', boxes: [], fixations: [at(1, 1)], reader: 'ann' },
    ]);
    expect(looked([at(1, 1)], labels, 'known').map(({ label }) => label)).toEqual([
      'Nodule',
      'Mass',
      'Edema',
    ]);
    expect(looked([], labels, 'known')).toEqual([]);
  });

  it('beside the image are left out, with a note; a reading of nothing else cannot be measured', async () => {
    await images('a.png');
    const some = await made(reading(at(1, 1), at(8, 1)));
    expect(some.samples[0].annotations).toMatchObject([{ fixations: [at(1, 1)] }]);
    expect(some.notes).toEqual(['1 image with fixations beside the image, which are left out: a.png']);
    const none = await made(reading(at(8, 1)));
    expect(none.samples[0].annotations).toMatchObject([
      { fixations: [], fault: 'none of its fixations is on the image of 8×6' },
    ]);
  });

  it('tell how large an image is at least that is not there, where data are looked at alone', async () => {
    await images('b.png');
    const { samples } = await opened([reading(at(30.5, 1), at(2, 40))], {}, true);
    expect(samples[0].frame).toEqual({ width: 32, height: 41 });
    expect(samples[0].annotations[0].fixations).toHaveLength(2);
  });
});

describe('boxes', () => {
  it('that hang over the border are cut there, with a note; by a pixel, without one', async () => {
    await images('a.png', 'b.png');
    const { samples, notes } = await made(
      { id: 'a.png', annotations: [drawn(-3, 2, 5, 9)] },
      { id: 'b.png', annotations: [drawn(1, 1, 8.5, 6)] },
    );
    expect(samples.flatMap(({ annotations }) => annotations[0].boxes)).toEqual([
      { x0: 0, y0: 2, x1: 5, y1: 6 },
      { x0: 1, y0: 1, x1: 8, y1: 6 },
    ]);
    expect(notes[0]).toBe('1 image with a box that hangs over the border, where it is cut: a.png');
  });

  it('of more than a fifth of the images that leave them are perhaps of images of another size', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `${i}.png`);
    await images(...names);
    const leaving = (n: number) =>
      names.map((id, i) => ({ id, annotations: [drawn(1, 1, i < n ? 30 : 5, 4)] }));
    expect((await made(...leaving(2))).notes).toHaveLength(1);
    expect((await made(...leaving(3))).notes[1]).toMatch(/^Boxes of 3 of 10 images leave their image/);
  });

  it('outside of the image, or without area, make their finding one that cannot be measured', async () => {
    await images('a.png');
    const { samples, notes } = await made({
      id: 'a.png',
      annotations: [drawn(8, 0, 9, 4), drawn(2, 2, 2, 4), drawn(1, 1, 2, 2)],
    });
    expect(samples[0].annotations.map(({ fault }) => fault)).toEqual([
      'its box [8, 9) × [0, 4) is outside of the image of 8×6, or has no area',
      'its box [2, 2) × [2, 4) is outside of the image of 8×6, or has no area',
      undefined,
    ]);
    expect(notes[0]).toMatch(/^1 image with a box outside of the image or without area/);
  });
});

describe('images that are not there', () => {
  it('are an error, or passed over, or, where the data are looked at alone, told', async () => {
    await images('a.png');
    const records = [record('a.png'), { id: 'b.png', annotations: [drawn(10, 10, 40.5, 30)] }];
    await expect(made(...records)).rejects.toThrow(/1 of 2 images are not in the folder\n.*b\.png/);
    const skipped = await opened(records, { missing: 'skip' });
    expect(skipped.samples.map(({ id }) => id)).toEqual(['a.png']);
    expect(skipped.notes).toEqual(['1 image not in the folder and passed over: b.png']);
    const seen = await opened(records, {}, true);
    expect(seen.missing).toEqual(['b.png']);
    expect(seen.samples[1].frame).toEqual({ width: 41, height: 30 });
    expect(seen.notes).toEqual([
      '1 image whose size nothing tells, taken to end where the furthest annotation does: b.png',
    ]);
  });

  it('all of them, are an error even so', async () => {
    await expect(opened([record('a.png')], { missing: 'skip' })).rejects.toThrow(/1 of 1 image /);
  });

  it('may be the whole folder, where the data are looked at alone', async () => {
    rmSync(root, { recursive: true });
    expect((await opened([record('a.png')], {}, true)).missing).toEqual(['a.png']);
    await expect(made(record('a.png'))).rejects.toThrow(/Cannot read/);
    mkdirSync(root);
  });
});

it('without an annotation, images are left out, or kept where all are wanted', async () => {
  await images('a.png', 'b.png');
  const records = [record('a.png'), { id: 'b.png', annotations: [] }];
  expect((await made(...records)).samples).toHaveLength(1);
  expect((await opened(records, { only: 'all' })).samples).toHaveLength(2);
  const error = await opened([records[1]], {}, false, ['a note']).catch((cause: unknown) => cause);
  expect(isCamscopeError(error) && error.details).toMatchObject({
    found: '1 image in the files, none with an annotation; a note',
    fix: "Give the whole files, or set only: 'all'",
  });
});

async function images(...paths: string[]) {
  const bytes = await sharp({ create: { width: 8, height: 6, channels: 3, background: 'grey' } })
    .png()
    .toBuffer();
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
}

function drawn(x0: number, y0: number, x1: number, y1: number): Annotation {
  return { label: 'Mass', boxes: [{ x0, y0, x1, y1 }] };
}

function record(id: string): ImageRecord {
  return { id, annotations: [drawn(1, 1, 3, 3)] };
}

function made(...records: ImageRecord[]) {
  return opened(records);
}

function opened(
  records: ImageRecord[],
  options: Partial<AssembleRequest['options']> = {},
  lookOnly = false,
  notes: string[] = [],
) {
  return assemble({
    dataset: 'own',
    labels: ['Mass'],
    records,
    notes,
    options: { images: root, only: 'annotated', missing: 'error', ...options },
    context: { baseDirectory: '/', files: nodeFiles, codec: sharpCodec, lookOnly },
  });
}
