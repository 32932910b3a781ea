import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Dataset, isCamscopeError, parseOptions } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { yolo } from '../src/index.ts';

const raster = { width: 40, height: 20, channels: 1, white: 255, data: new Uint8Array(800) } as const;
const png = await sharpCodec.encodePng(raster);

/** Names that would take all memory. */
const BOMB = `a0: &a0 [x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]\n`).join('')}names: *a9`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'yolo-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the reader of YOLO files', () => {
  const fixture = writtenFixture({
    reader: yolo,
    files: nodeFiles,
    codec: sharpCodec,
    folder: () => Promise.resolve(mkdtempSync(join(root, 'data-'))),
    contents: {
      'data.yaml': 'path: .\ntrain: images/train\nval: [images/val]\nnames:\n  0: Mass\n  1: Ödem\n',
      'labels/train/a.txt': '1 0.5 0.5 1 1\r\n\r\n0 0.25 0.5 0.25 0.5\r\n',
      'labels/val/a.txt': '1 0.25 0 0.75 0.5 0.5 1\n',
      'images/train/a.png': png,
      'images/val/a.png': png,
    },
    options: { images: 'images', annotations: 'labels', names: 'data.yaml' },
    images: { 'train/a': 'images/train/a.png', 'val/a': 'images/val/a.png' },
    holds: {
      labels: ['Mass', 'Ödem'],
      boxes: {
        'train/a': [
          { x0: 0, y0: 0, x1: 40, y1: 20 },
          { x0: 5, y0: 5, x1: 15, y1: 15 },
        ],
        'val/a': [{ x0: 10, y0: 0, x1: 30, y1: 20 }],
      },
      frames: { 'train/a': [40, 20], 'val/a': [40, 20] },
    },
  });
  testDataset(fixture, { test });
});

describe('images', () => {
  it('lie beside labels in the folders of splits, as some programs write them', async () => {
    write('data.yaml', 'train: ../train/images\nval: ../valid/images\nnames: [Mass]\n');
    for (const split of ['train', 'valid']) {
      write(`${split}/labels/a.txt`, '0 0.5 0.5 0.5 0.5\n');
      write(`${split}/images/a.png`, png);
    }
    const { samples } = await open({ images: '.', annotations: '.', names: 'data.yaml' });
    expect(samples.map(({ id, split, image }) => [id, split, image])).toEqual([
      ['train/images/a', 'train', join(root, 'train/images/a.png')],
      ['valid/images/a', 'val', join(root, 'valid/images/a.png')],
    ]);
  });

  it('without objects are unknown, or without any finding where readers looked for all', async () => {
    write('labels/classes.txt', 'Mass\n');
    write('labels/a.txt', '0 0.5 0.5 0.5 0.5\n');
    write('labels/b.txt', '');
    for (const name of ['a', 'b', 'c']) write(`images/${name}.png`, png);
    const unknown = await open({ only: 'all' });
    expect(unknown.samples.map(({ id, labels }) => [id, labels])).toEqual([
      ['a', { Mass: 1 }],
      ['b', {}],
      ['c', {}],
    ]);
    expect((await open({ only: 'all', others: 'absent' })).samples[2].labels).toEqual({ Mass: 0 });
  });
});

it('keeps outlines', async () => {
  write('labels/classes.txt', 'Mass\n');
  write('labels/a.txt', '0 0.25 0 0.75 0.5 0.5 1\n');
  write('images/a.png', png);
  expect((await open()).samples[0].annotations).toEqual([
    {
      label: 'Mass',
      boxes: [{ x0: 10, y0: 0, x1: 30, y1: 20 }],
      contours: [
        [
          [10, 0],
          [30, 10],
          [20, 20],
        ],
      ],
    },
  ]);
});

describe('errors name file and line', () => {
  test.each([
    ['a class that is none', 'x 0.5 0.5 1 1', 'asked: the number of a class\n  found: x'],
    ['a class without a name', '7 0.5 0.5 1 1', 'No class has the number 7\n  found: '],
    ['pixels', '0 20 10 40 20', 'asked: shares of the image from 0 to 1\n  found: 20'],
    ['no number', '0 0.5 0.5 1 wide', 'found: wide'],
    ['no area', '0 0.5 0.5 0 1', 'asked: a box with an area'],
    ['a confidence', '0 0.5 0.5 1 1 0.9', 'found: 5 numbers, the last of which may be a confidence'],
    ['too few numbers', '0 0.5', 'found: 1 numbers'],
  ])('%s', async (_, line, says) => {
    write('labels/classes.txt', 'Mass\n');
    write('labels/a.txt', `0 0.5 0.5 1 1\n${line}\n`);
    write('images/a.png', png);
    const message = await failure();
    expect(message).toContain(`${root}/labels/a.txt:2: `);
    expect(message).toContain(says);
    expect((await open({}, true)).notes).toContainEqual(expect.stringContaining(`${root}/labels/a.txt:2`));
  });

  test.each([
    ['data.yaml', 'names: [Mass', 'data.yaml:1: Names of classes cannot be read\n  asked: YAML'],
    ['data.yaml', 'train: images', "asked: 'names', a list or names by number"],
    ['data.yaml', 'names: { Mass: 0 }', 'asked: names of classes by number'],
    ['data.yaml', BOMB, 'Excessive alias count'],
    ['classes.txt', 'Mass\n\nEdema', 'classes.txt:2: Names of classes cannot be read'],
  ])('%s that says %s', async (file, text, says) => {
    write(file, text);
    expect(await failure({ names: file })).toContain(says);
  });

  it('no text file', async () => {
    write('labels/classes.txt', 'Mass\n');
    write('images/a.png', png);
    expect(await failure()).toContain(`${root}/labels holds no text files`);
  });
});

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function open(options: Record<string, unknown> = {}, lookOnly = false): Promise<Dataset> {
  const files = { images: 'images', annotations: 'labels', names: 'labels/classes.txt' };
  const all = parseOptions(yolo, { ...files, ...options });
  return yolo.open(all, { baseDirectory: root, files: nodeFiles, codec: sharpCodec, lookOnly });
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
