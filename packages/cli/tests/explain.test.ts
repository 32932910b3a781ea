import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { floatTensor, type Raster } from '@camscope/core';
import { decodeNpy, encodeNpy } from '@camscope/pipeline';
import { sharpCodec } from '@camscope/images';
import { createModel } from '@camscope/onnx';
import { describe, expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

const chest = block(2, 3);
const ones = [...chest.data].map((pixel) => pixel / 255);
const files = async () => ({ 'mirror.onnx': mirror, 'card.yaml': CARD, 'chest.png': await png(chest) });
const explain = (cwd: string, image: string, ...more: string[]) =>
  camscope(cwd, ['explain', image, '--card', 'card.yaml', '--method', 'grad-cam', '--out', 'out', ...more]);

const npy = async (file: string) => decodeNpy(new Uint8Array(await readFile(file)), file);

/** What `--json` printed, without the time. */
function maps(stdout: string): Record<string, unknown>[] {
  return (JSON.parse(stdout) as Record<string, unknown>[]).map(({ milliseconds, ...map }) => {
    expect(milliseconds).toBeGreaterThan(0);
    return map;
  });
}

/** Every pixel twice in each direction. */
function enlarged({ data, ...raster }: Raster): Raster {
  const pixels = Uint8Array.from({ length: 256 }, (_, i) => data[8 * (i >> 5) + ((i & 15) >> 1)]);
  return { ...raster, width: 16, height: 16, data: pixels };
}

/** Conv of ones → Relu → mean, in half precision, whose input and output are float32. */
function halves(): Uint8Array {
  const kernel = { type: 'float16', dims: [2, 1, 1, 1], data: Uint16Array.of(0x3c00, 0x4000) } as const;
  return createModel({
    nodes: [
      { op: 'Cast', inputs: ['image'], outputs: ['x'], attributes: { to: 10 } },
      { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['c'] },
      { op: 'Relu', inputs: ['c'], outputs: ['r'] },
      { op: 'GlobalAveragePool', inputs: ['r'], outputs: ['p'] },
      { op: 'Flatten', inputs: ['p'], outputs: ['f'] },
      { op: 'Cast', inputs: ['f'], outputs: ['logits'], attributes: { to: 1 } },
    ],
    inputs: [{ name: 'image', type: 'float32', dims: ['N', 1, 8, 8] }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['N', 2] }],
    initializers: { kernel },
  });
}

describe('explain', () => {
  it('tells of a network that is stored in half precision', async () => {
    const cwd = await folderWith({ 'halves.onnx': halves(), 'chest.png': await png(chest) });
    const how = ['--model', 'halves.onnx', '--method', 'grad-cam', '--out', 'out', '--json'];
    const { code, stdout, stderr } = await camscope(cwd, ['explain', 'chest.png', ...how]);
    expect(code).toBe(0);
    expect(stderr).toContain('the network is stored in float16, and runs in float32');
    expect(maps(stdout)).toEqual([expect.objectContaining({ target: 1, stored: 'float16' })]);
  });

  it('tells in one line, and beside each probability, what was guessed of the network', async () => {
    const tensor = encodeNpy(floatTensor(Float32Array.from(ones), [1, 8, 8]));
    const cwd = await folderWith({ 'mirror.onnx': mirror, 'a.png': await png(chest), 'b.npy': tensor });
    const how = ['--model', 'mirror.onnx', '--method', 'grad-cam', '--out', 'out', '--json'];
    const told = async (...images: string[]) => {
      const { code, stdout, stderr } = await camscope(cwd, ['explain', ...images, ...how]);
      expect(code).toBe(0);
      const lines = stderr.split('\n').filter((line) => line.startsWith('camscope:'));
      return { lines, guessed: maps(stdout).map(({ guessed }) => guessed) };
    };
    const both = await told('a.png', 'b.npy');
    expect(both.guessed).toEqual([
      ['activation', 'labels', 'preprocessing'],
      ['activation', 'labels'],
    ]);
    expect(both.lines).toEqual([
      expect.stringMatching(
        /^camscope: mirror: nobody stated activation sigmoid \(.*\), labels \(.*\), preprocessing \(.*--write-card/,
      ),
    ]);
    expect((await told('b.npy')).lines[0]).not.toContain('preprocessing');
  });

  it('writes the raw map, the map and the overlay of the top class', async () => {
    const cwd = await folderWith(await files());
    const { code, stdout, stderr } = await explain(cwd, 'chest.png', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const score = (128 * 9) / 64;
    expect(maps(stdout)).toEqual([
      {
        image: 'chest.png',
        method: 'grad-cam',
        target: 0,
        label: 'Mass',
        score,
        probability: Math.fround(1 / (1 + Math.exp(-score))),
        layer: 'features.conv',
        // One to know the top class, one to explain it.
        passes: 1,
        raw: 'out/chest.grad-cam.0.raw.npy',
        map: 'out/chest.grad-cam.0.npy',
        overlay: 'out/chest.grad-cam.0.png',
        blank: null,
      },
    ]);
    expect((await readdir(join(cwd, 'out'))).sort()).toEqual([
      'chest.grad-cam.0.npy',
      'chest.grad-cam.0.png',
      'chest.grad-cam.0.raw.npy',
    ]);
    const raw = await npy(join(cwd, 'out/chest.grad-cam.0.raw.npy'));
    expect(raw).toMatchObject({ dims: [8, 8], data: Float32Array.from(ones, (one) => 2 * one) });
    expect(await npy(join(cwd, 'out/chest.grad-cam.0.npy'))).toMatchObject({
      dims: [8, 8],
      data: Float32Array.from(ones),
    });
    const overlay = await sharpCodec.decode(
      new Uint8Array(await readFile(join(cwd, 'out/chest.grad-cam.0.png'))),
      '',
    );
    expect(overlay).toMatchObject({ width: 8, height: 8, channels: 3 });
    // 55 % of white under 45 % of jet's dark red, and of black under its dark blue.
    expect([...overlay.data.subarray(3 * (8 * 3 + 2), 3 * (8 * 3 + 3))]).toEqual([198, 140, 140]);
    expect([...overlay.data.subarray(0, 3)]).toEqual([0, 0, 58]);
  });

  it('explains every class, and says which maps are blank', async () => {
    const cwd = await folderWith(await files());
    const { code, stdout } = await explain(cwd, 'chest.png', '--target', 'all', '--json');
    expect(code).toBe(0);
    expect(maps(stdout).map(({ target, label, score, blank }) => [target, label, score, blank])).toEqual([
      [0, 'Mass', 18, null],
      [1, 'Nodule', -18, 'all-zero'],
      [2, 'No Finding', 0, 'all-zero'],
    ]);
    expect(Math.max(...(await npy(join(cwd, 'out/chest.grad-cam.1.npy'))).data)).toBe(0);
  });

  it.each([
    ['1', 1],
    ['nodule', 1],
    ['no_finding', 2],
  ])('finds the class %s', async (target, index) => {
    const cwd = await folderWith(await files());
    expect(maps((await explain(cwd, 'chest.png', '--target', target, '--json')).stdout)).toMatchObject([
      { target: index },
    ]);
  });

  it('passes options to the method and to the finishing', async () => {
    const cwd = await folderWith(await files());
    const options = ['--target', '1', '--option', 'relu=false', '--normalise', 'none', '--rectify'];
    expect((await explain(cwd, 'chest.png', ...options)).code).toBe(0);
    expect(Math.min(...(await npy(join(cwd, 'out/chest.grad-cam.1.raw.npy'))).data)).toBe(-2);
    expect(Math.max(...(await npy(join(cwd, 'out/chest.grad-cam.1.npy'))).data)).toBe(0);
  });

  it('finishes the map as the preset of the method says, unless told otherwise', async () => {
    const cwd = await folderWith({ ...(await files()), 'large.png': await png(enlarged(chest)) });
    const values = async (file: string) => new Set((await npy(join(cwd, 'out', file))).data).size;
    // Nearest neighbours make no values of their own.
    await explain(cwd, 'large.png', '--option', 'preset=captum');
    expect(await values('large.grad-cam.0.npy')).toBe(await values('large.grad-cam.0.raw.npy'));
    await explain(cwd, 'large.png', '--option', 'preset=captum', '--upsample', 'bilinear');
    expect(await values('large.grad-cam.0.npy')).toBeGreaterThan(await values('large.grad-cam.0.raw.npy'));
  });

  it('keeps the channels of an attribution to the input', async () => {
    const cwd = await folderWith(await files());
    const { stdout } = await camscope(cwd, [
      ...[
        'explain',
        'chest.png',
        '--card',
        'card.yaml',
        '--method',
        'input-gradient',
        '--out',
        'out',
        '--json',
      ],
    ]);
    expect(maps(stdout)).toMatchObject([{ blank: 'constant' }]);
    const raw = await npy(join(cwd, 'out/chest.input-gradient.0.raw.npy'));
    expect(raw).toMatchObject({ dims: [8, 8], data: new Float32Array(64).fill(2) });
  });

  it('gives the map at the size of the image, not of the network', async () => {
    const data = Uint8Array.from({ length: 16 * 24 }, (_, i) => (i % 16 < 8 ? 255 : 0));
    const wide: Raster = { width: 16, height: 24, channels: 1, data, white: 255 };
    const cwd = await folderWith({ ...(await files()), 'wide.png': await png(wide) });
    await explain(cwd, 'wide.png', '--upsample', 'nearest');
    const map = await npy(join(cwd, 'out/wide.grad-cam.0.npy'));
    expect(map.dims).toEqual([24, 16]);
    for (let row = 0; row < 24; row++) expect([map.data[16 * row], map.data[16 * row + 15]]).toEqual([1, 0]);
  });

  it('draws the boxes of a segmenter', async () => {
    const cwd = await folderWith(await files());
    const segmenter = ['--segmenter', 'multi-otsu', '--colour-map', 'viridis'];
    // Two grey levels are too few for three classes.
    expect(maps((await explain(cwd, 'chest.png', ...segmenter, '--json')).stdout)).toMatchObject([
      { boxes: [] },
    ]);
    const grey = { ...chest, data: chest.data.with(0, 128).with(1, 64) };
    const other = await folderWith({ ...(await files()), 'grey.png': await png(grey) });
    const { stdout } = await explain(other, 'grey.png', '--segmenter', 'multi-otsu', '--json');
    expect(maps(stdout)).toMatchObject([{ boxes: [{ x0: 2, y0: 3, x1: 5, y1: 6 }] }]);
    const overlay = await sharpCodec.decode(
      new Uint8Array(await readFile(join(other, 'out/grey.grad-cam.0.png'))),
      '',
    );
    expect([...overlay.data.subarray(3 * (8 * 3 + 2), 3 * (8 * 3 + 3))]).toEqual([255, 255, 255]);
  });

  it('prints a table for people', async () => {
    const cwd = await folderWith(await files());
    expect((await explain(cwd, 'chest.png', '--target', 'all')).stdout).toMatchInlineSnapshot(`
      "image      class  label       score    probability  layer          blank     overlay
      chest.png      0  Mass        18.000   1.000        features.conv            out/chest.grad-cam.0.png
      chest.png      1  Nodule      -18.000  0.000        features.conv  all-zero  out/chest.grad-cam.1.png
      chest.png      2  No Finding  0.000    0.500        features.conv  all-zero  out/chest.grad-cam.2.png
      "
    `);
  });
});

describe('a ready tensor', () => {
  const batch = (n: number) =>
    floatTensor(
      Float32Array.from({ length: 64 * n }, (_, i) => ones[i % 64] * (1 + Math.floor(i / 64))),
      [n, 1, 8, 8],
    );

  it('is used as it is, every item of it', async () => {
    const cwd = await folderWith({ ...(await files()), 'pair.npy': encodeNpy(batch(2)) });
    const { stdout } = await explain(cwd, 'pair.npy', '--json');
    expect(maps(stdout).map(({ image, score, raw }) => [image, score, raw])).toEqual([
      ['pair.npy', 18, 'out/pair.0.grad-cam.0.raw.npy'],
      ['pair.npy', 36, 'out/pair.1.grad-cam.0.raw.npy'],
    ]);
    const raw = await npy(join(cwd, 'out/pair.1.grad-cam.0.raw.npy'));
    expect([...raw.data]).toEqual(ones.map((one) => 4 * one));
    expect((await npy(join(cwd, 'out/pair.1.grad-cam.0.npy'))).dims).toEqual([8, 8]);
  });

  it('may be one image without a batch axis', async () => {
    const cwd = await folderWith({
      ...(await files()),
      'one.npy': encodeNpy({ ...batch(1), dims: [1, 8, 8] }),
    });
    const { stdout } = await explain(cwd, 'one.npy', '--json');
    expect(maps(stdout)).toMatchObject([{ overlay: 'out/one.grad-cam.0.png' }]);
  });

  it.each([
    ['of another size', [1, 4, 16], 1],
    ['of another rank', [8, 8], 2],
  ])('%s is refused', async (_, dims, code) => {
    const cwd = await folderWith({ ...(await files()), 'one.npy': encodeNpy({ ...batch(1), dims }) });
    expect(await explain(cwd, 'one.npy')).toMatchObject({
      code,
      stderr: expect.stringContaining(`[${dims.join(', ')}]`),
    });
  });
});

describe('several images', () => {
  it('lose nothing to one that cannot be read', async () => {
    const cwd = await folderWith({
      ...(await files()),
      'bad.png': 'not a picture',
      'second.png': await png(block(0, 0)),
    });
    const argv = [
      'explain',
      'chest.png',
      'bad.png',
      'second.png',
      '--card',
      'card.yaml',
      '--method',
      'grad-cam',
    ];
    const { code, stdout, stderr } = await camscope(cwd, [...argv, '--out', 'out', '--json']);
    expect(code).toBe(1);
    expect(maps(stdout).map(({ image }) => image)).toEqual(['chest.png', 'second.png']);
    const lines = stderr
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { error: { code: 'IMAGE_INVALID' } },
    ]);
  });

  it('must not overwrite each other', async () => {
    const cwd = await folderWith({
      ...(await files()),
      'chest.jpg': 'never read',
      'chest.npy': encodeNpy(floatTensor(new Float32Array(64), [1, 8, 8])),
    });
    const argv = [
      'explain',
      'chest.png',
      'chest.npy',
      '--card',
      'card.yaml',
      '--method',
      'grad-cam',
      '--out',
      'out',
    ];
    expect(await camscope(cwd, argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('chest.png and chest.npy'),
    });
  });

  it('stop when asked', async () => {
    const cwd = await folderWith(await files());
    const stop = new AbortController();
    const signal = stop.signal;
    const argv = ['explain', 'chest.png', '--card', 'card.yaml', '--method', 'grad-cam', '--out', 'out'];
    stop.abort();
    expect((await camscope(cwd, argv, { signal })).code).toBe(130);
  });
});
