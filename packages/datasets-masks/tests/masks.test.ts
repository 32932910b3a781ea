import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Dataset, isCamscopeError, parseOptions } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { masks } from '../src/index.ts';

let root: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'masks-'));
  await grey('images/a.png', WIDE);
  await grey('images/sub/a_left.tif', WIDE);
});
afterEach(() => rmSync(root, { recursive: true }));

/** Of 4 × 2. */
const WIDE = [0, 0, 0, 0, 0, 0, 0, 0];
/** Columns 1 and 2 of the upper row. */
const UPPER = [0, 255, 1, 0, 0, 0, 0, 0];
const upper = { width: 4, height: 2, runs: [2, 1, 1, 1, 3] };
const upperBox = { x0: 1, y0: 0, x1: 3, y1: 1 };

describe('names', () => {
  test.each<[string, string, string[], object]>([
    ['a folder for each label', '{label}/{image}', ['Mass/a.png', 'Ödem/a_left.png'], {}],
    ['a folder for each image', '{image}/{label}', ['a/Mass.png', 'a_left/Ödem.png'], {}],
    [
      'one folder, in which the longest image is meant',
      '{image}_{label}',
      ['a_Mass.png', 'a_left_Ödem.png'],
      {},
    ],
    ['what a pattern tells', '{label}-{image}.seg', ['Mass-a.seg.png', 'Ödem-a_left.seg.png'], {}],
  ])('by %s', async (_, pattern, paths) => {
    for (const path of paths) await grey(`masks/${path}`, UPPER);
    const usual = !pattern.includes('seg');
    const { labels, samples, notes } = await open(usual ? {} : { pattern });
    expect(labels).toEqual(['Mass', 'Ödem']);
    expect(samples.map(({ id, image, labels }) => [id, image, labels])).toEqual([
      ['a', join(root, 'images/a.png'), { Mass: 1 }],
      ['a_left', join(root, 'images/sub/a_left.tif'), { Ödem: 1 }],
    ]);
    expect(samples[0].annotations).toEqual([{ label: 'Mass', boxes: [upperBox], mask: upper }]);
    expect(notes).toEqual(usual ? [`${root}/masks: masks read as ${pattern}`] : []);
  });

  it('by readers, each of whom has an annotation', async () => {
    for (const reader of ['R1', 'R2']) await grey(`masks/${reader}/Mass/a_mask.png`, UPPER);
    const [{ annotations }] = (await open()).samples;
    expect(annotations.map(({ reader }) => reader)).toEqual(['R1', 'R2']);
  });

  it('that tell no label, where there is one', async () => {
    await grey('masks/a.png', UPPER);
    expect((await open({ label: 'Pneumothorax' })).samples[0].labels).toEqual({ Pneumothorax: 1 });
  });

  it('that fit nothing, or several ways, are refused', async () => {
    await grey('masks/x/y/z/a.png', UPPER);
    expect(await failure()).toContain('found: x/y/z/a.png, which name no image');
    expect(await failure({ pattern: '{label}/{image}' })).toContain(
      `${root}/masks/x/y/z/a.png: The name of a mask does not follow the pattern`,
    );
    expect(await failure({ pattern: '{label}' })).toContain('asked: {image} and {label}');
    rmSync(join(root, 'masks'), { recursive: true });
    await grey('masks/a/a_left.png', UPPER);
    expect(await failure()).toContain('found: {label}/{image} and {image}/{label} fit alike');
  });
});

describe('pixels', () => {
  it('are inside above a level', async () => {
    await grey('masks/Mass/a.png', UPPER);
    const [{ annotations }] = (await open({ above: 1 })).samples;
    expect(annotations[0].boxes).toEqual([{ x0: 1, y0: 0, x1: 2, y1: 1 }]);
  });

  it('may have the level of their label, in 8 bits or 16', async () => {
    const levels = [1, 1, 300, 0, 0, 0, 300, 0];
    const pixels = Uint16Array.from(levels);
    mkdirSync(join(root, 'masks'));
    await sharp(pixels, { raw: { width: 4, height: 2, channels: 1 } })
      .toColourspace('grey16')
      .tiff({ compression: 'lzw' })
      .toFile(join(root, 'masks/a.tif'));
    const values = { 1: 'Lung', 300: 'Heart', 7: 'Trachea' };
    const { labels, samples } = await open({ values });
    expect(labels).toEqual(['Lung', 'Trachea', 'Heart']);
    expect(samples[0].labels).toEqual({ Lung: 1, Trachea: 0, Heart: 1 });
    expect(samples[0].annotations.map(({ label, boxes }) => [label, boxes])).toEqual([
      ['Lung', [{ x0: 0, y0: 0, x1: 2, y1: 1 }]],
      ['Heart', [{ x0: 2, y0: 0, x1: 3, y1: 2 }]],
    ]);
    expect(await failure({ values: { 1: 'Lung' } })).toContain(
      `${root}/masks/a.tif: A mask has a grey level that is no label\n  asked: 0, 1\n  found: 300`,
    );
  });

  it('that are none say that nothing was seen', async () => {
    await grey('masks/Mass/a.png', WIDE);
    const { samples } = await open({ only: 'all' });
    expect(samples.map(({ labels, annotations }) => [labels, annotations])).toEqual([
      [{ Mass: 0 }, []],
      [{}, []],
    ]);
  });

  it('of another size are the nearest, if the shape is the image’s', async () => {
    await grey('masks/Mass/a.png', [255, 0], 2);
    const { samples, notes } = await open();
    expect(samples[0].annotations[0].boxes).toEqual([{ x0: 0, y0: 0, x1: 2, y1: 2 }]);
    expect(notes).toContain(
      `1 mask of another size than its image, resized to it by the nearest pixel: ${root}/masks/Mass/a.png`,
    );
    await grey('masks/Mass/a.png', [255, 0, 0, 0, 0, 0, 0, 0, 0], 3);
    expect(await failure()).toContain(
      `${root}/masks/Mass/a.png: Not the mask of an image\n  asked: 4 × 2, as its image is, or of that shape\n  found: 3 × 3`,
    );
  });

  it('in colour are refused', async () => {
    mkdirSync(join(root, 'masks'));
    const background = { r: 255, g: 0, b: 0 };
    await sharp({ create: { width: 4, height: 2, channels: 3, background } })
      .png()
      .toFile(join(root, 'masks/a_Mass.png'));
    expect(await failure()).toContain('asked: a grey image\n  found: colours');
    expect((await open({ only: 'all' }, true)).notes).toContainEqual(
      expect.stringContaining('1 entry: Not the mask of an image'),
    );
  });
});

it('needs masks', async () => {
  mkdirSync(join(root, 'masks'));
  expect(await failure()).toContain(`${root}/masks holds no masks`);
  await grey('masks/Mass/a.png', UPPER);
  expect(() =>
    parseOptions(masks, { images: '.', masks: '.', label: 'Mass', values: { 1: 'Mass' } }),
  ).toThrow("give 'label' or 'values'");
});

async function grey(path: string, levels: readonly number[], width = 4): Promise<void> {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  const raw = { width, height: levels.length / width, channels: 1 } as const;
  const image = sharp(Uint8Array.from(levels), { raw }).toColourspace('b-w');
  await (path.endsWith('.tif') ? image.tiff() : image.png()).toFile(join(root, path));
}

function open(options: Record<string, unknown> = {}, lookOnly = false): Promise<Dataset> {
  const all = parseOptions(masks, { images: 'images', masks: 'masks', ...options });
  return masks.open(all, { baseDirectory: root, files: nodeFiles, codec: sharpCodec, lookOnly });
}

/** The message of the error. */
async function failure(options: Record<string, unknown> = {}): Promise<string> {
  const error: unknown = await open(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (isCamscopeError(error) && error.code === 'DATA_INVALID') return error.message;
  throw new Error('Did not fail as it should', { cause: error });
}
