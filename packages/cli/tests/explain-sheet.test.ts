import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Raster } from '@camscope/core';
import { sharpCodec } from '@camscope/images';
import { drawText, PANEL, panelAt, panelOf, sheetSize, textWidth } from '@camscope/pixels';
import { expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

interface Told {
  readonly image: string;
  readonly overlay: string;
  readonly sheet: string;
}

/** A grey picture as wide as a panel, and three quarters as high. */
const large: Raster = {
  width: PANEL,
  height: (3 * PANEL) / 4,
  channels: 1,
  data: Uint8Array.from(
    { length: (3 * PANEL * PANEL) / 4 },
    (_, i) => ((i % PANEL) + Math.floor(i / PANEL)) % 256,
  ),
  white: 255,
};

const folder = async () =>
  folderWith({
    'mirror.onnx': mirror,
    'card.yaml': CARD,
    'large.png': await png(large),
    'small.png': await png(block(2, 3)),
  });

async function explain(cwd: string, ...argv: string[]) {
  const { code, stdout, stderr } = await camscope(cwd, [
    'explain',
    ...argv,
    '--card',
    'card.yaml',
    '--sheet',
    '--json',
  ]);
  return { code, stderr, maps: stdout === '' ? [] : (JSON.parse(stdout) as Told[]) };
}

const read = async (...path: string[]) =>
  sharpCodec.decode(new Uint8Array(await readFile(join(...path))), path.join('/'));

function cut(
  { width, data }: Raster,
  { x, y }: { x: number; y: number },
  columns: number,
  rows: number,
): number[] {
  return Array.from({ length: rows }, (_, row) => {
    const from = 3 * ((y + row) * width + x);
    return [...data.subarray(from, from + 3 * columns)];
  }).flat();
}

function same(some: ArrayLike<number>, others: ArrayLike<number>): boolean {
  return Buffer.from(some).equals(Buffer.from(others));
}

/** A text in a picture of its own. */
function drawn(text: string, scale: number): number[] {
  const [width, height] = [textWidth(text, scale), 8 * scale];
  const raster: Raster = {
    width,
    height,
    channels: 3,
    data: new Uint8Array(3 * width * height).fill(255),
    white: 255,
  };
  drawText(raster, text, { x: 0, y: 0, scale, colour: [24, 24, 27] });
  return [...raster.data];
}

it('shows the image and the overlays as they are written, and names them', async () => {
  const cwd = await folder();
  const methods = ['--method', 'grad-cam', '--method', 'input-gradient'];
  const targets = ['--target', 'Mass', '--target', 'Nodule'];
  const { code, maps } = await explain(cwd, 'large.png', 'small.png', ...methods, ...targets);
  expect({ code, sheets: new Set(maps.map(({ sheet }) => sheet)) }).toEqual({
    code: 0,
    sheets: new Set(['camscope-maps/sheet.png']),
  });
  const sheet = await read(cwd, 'camscope-maps/sheet.png');
  expect(sheet).toMatchObject({ ...sheetSize(4, 3), channels: 3 });
  const places = [
    ['large.grad-cam.0', 0, 1],
    ['large.input-gradient.0', 0, 2],
    ['large.grad-cam.1', 1, 1],
    ['large.input-gradient.1', 1, 2],
    ['small.grad-cam.0', 2, 1],
    ['small.input-gradient.1', 3, 2],
  ] as const;
  for (const [name, row, column] of places) {
    const overlay = await read(cwd, `camscope-maps/${name}.png`);
    const panel = panelOf(overlay);
    if (name.startsWith('large')) expect(same(panel.data, overlay.data)).toBe(true);
    const { x, y } = panelAt(row, column);
    const at = { x, y: y + (PANEL - panel.height) / 2 };
    expect(same(cut(sheet, at, panel.width, panel.height), panel.data), name).toBe(true);
  }
  const { x, y } = panelAt(0, 0);
  const radiograph = cut(sheet, { x, y: y + PANEL / 8 }, PANEL, (3 * PANEL) / 4);
  expect(
    same(
      radiograph.filter((_, i) => i % 3 === 0),
      large.data,
    ),
  ).toBe(true);
  const names = [
    ['mirror', 3, 16, 16],
    ['GC', 4, panelAt(0, 1).x, 16],
    ['grad-cam', 2, panelAt(0, 1).x, 56],
    ['large', 3, 16, y],
    ['Nodule', 3, 16, panelAt(1, 0).y + 30],
    ['p 1.000', 3, 16, panelAt(2, 0).y + 60],
    ['p 0.000', 3, 16, panelAt(3, 0).y + 60],
    ['blank: all-zero', 2, panelAt(3, 1).x, panelAt(3, 1).y + PANEL + 2],
  ] as const;
  for (const [text, scale, left, top] of names)
    expect(cut(sheet, { x: left, y: top }, textWidth(text, scale), 8 * scale), text).toEqual(
      drawn(text, scale),
    );
});

it('has an empty row for an image that cannot be read, and pages where one would be too large', async () => {
  const cwd = await folder();
  const images = Array.from({ length: 60 }, (_, i) => `${1000 + i}.png`);
  for (const image of images) await writeFile(join(cwd, image), await png(block(0, 0)));
  await writeFile(join(cwd, images[0]), 'no picture');
  const { code, maps } = await explain(cwd, '1*.png', '--method', 'grad-cam');
  expect(code).toBe(1);
  const pages = [...new Set(maps.map(({ sheet }) => sheet))];
  expect(pages).toEqual(['camscope-maps/sheet.1.png', 'camscope-maps/sheet.2.png']);
  const first = await read(cwd, pages[0]);
  const { x, y } = panelAt(0, 1);
  expect(cut(first, { x, y: y + PANEL + 2 }, textWidth('no map', 2), 16)).toEqual(drawn('no map', 2));
  const rows = maps.filter(({ sheet }) => sheet === pages[1]).length;
  expect(rows).toBeGreaterThan(0);
  expect(await read(cwd, pages[1])).toMatchObject(sheetSize(rows, 2));
});

it('is told to people, and left out where nobody asks for it', async () => {
  const cwd = await folder();
  const argv = ['explain', 'small.png', '--card', 'card.yaml', '--method', 'grad-cam'];
  expect((await camscope(cwd, argv)).stdout).not.toContain('sheet');
  expect(existsSync(join(cwd, 'camscope-maps/sheet.png'))).toBe(false);
  expect((await camscope(cwd, [...argv, '--sheet'])).stdout).toMatch(
    /\nsheet {2}camscope-maps\/sheet\.png\n$/,
  );
});

it('does not replace an image of its name', async () => {
  const cwd = await folder();
  const picture = await png(block(1, 1));
  await writeFile(join(cwd, 'sheet.png'), picture);
  const { code, stderr, maps } = await explain(cwd, 'sheet.png', '--method', 'grad-cam', '--out', '.');
  expect({ code, sheets: maps.map(({ sheet }) => sheet) }).toEqual({ code: 1, sheets: [undefined] });
  expect(stderr).toContain('sheet.png is an image to explain, and is not replaced');
  expect(Buffer.from(picture).equals(await readFile(join(cwd, 'sheet.png')))).toBe(true);
});
