import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsrt } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jsrt-'));
});
afterAll(() => rm(root, { recursive: true }));

const lines = (...rows: string[][]) => `${rows.map((cells) => cells.join('\t')).join('\r\n')}\r\n`;
const nodules = [
  ['JPCLN001.IMG', '5', '14', '53', 'male', '1634', '692', 'malignant', 'l.upper lobe', 'lung cancer'],
  ['JPCLN002.IMG', '4', '35', '?', 'female', '400.5', '800', 'benign', 'r.lower lobe', 'granuloma'],
];
const fixture = writtenFixture({
  reader: jsrt,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: {
    'CLNDAT_EN.txt': lines(...nodules),
    'CNNDAT_EN.TXT': lines(['JPCNN001.IMG', '54', 'male', 'non-nodule']),
  },
  options: { images: 'images', nodules: 'CLNDAT_EN.txt', others: 'CNNDAT_EN.TXT', only: 'all' },
  images: {
    'JPCLN001.IMG': 'images/JPCLN001.IMG',
    'JPCLN002.IMG': 'images/JPCLN002.IMG',
    'JPCNN001.IMG': 'images/JPCNN001.IMG',
  },
  holds: {
    labels: ['Nodule', 'Malignant'],
    boxes: {
      // 14 mm are 80 pixels.
      'JPCLN001.IMG': [{ x0: 1594, y0: 652, x1: 1674, y1: 732 }],
      'JPCLN002.IMG': [{ x0: 300.5, y0: 700, x1: 500.5, y1: 900 }],
      'JPCNN001.IMG': [],
    },
    frames: {
      'JPCLN001.IMG': [2048, 2048],
      'JPCLN002.IMG': [2048, 2048],
      'JPCNN001.IMG': [2048, 2048],
    },
  },
});

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('a nodule is a disc, benign or malignant', async () => {
  const { open } = await copyOf(fixture);
  const { samples } = await open();
  expect(samples.map(({ labels }) => [labels.Nodule, labels.Malignant])).toEqual([
    [1, 1],
    [1, 0],
    [0, 0],
  ]);
  const [[outline]] = samples[0].annotations.map(({ contours }) => contours!);
  for (const [x, y] of outline) expect(Math.hypot(x - 1634, y - 692)).toBeCloseTo(40, 9);
});

test.each([
  ['a size that is no number', { 2: '?' }],
  ['an image that is none', { 0: 'JPCLN001' }],
  ['neither malignant nor benign', { 7: 'unknown' }],
])('%s is refused', async (_, changed) => {
  const copy = await copyOf(fixture);
  const row = Object.assign([...nodules[1]], changed);
  await copy.change('CLNDAT_EN.txt', () => lines(nodules[0], row));
  await expect(copy.open()).rejects.toThrow(/CLNDAT_EN\.txt:2: /);
  const { notes } = await copy.open({}, { lookOnly: true });
  expect(notes[0]).toMatch(/^1 entry/);
});

test('an empty list, and an image of two lines, are refused', async () => {
  const copy = await copyOf(fixture);
  await copy.change('CNNDAT_EN.TXT', () => '\r\n');
  await expect(copy.open()).rejects.toThrow(/CNNDAT_EN\.TXT is empty/);
  await copy.change('CLNDAT_EN.txt', () => lines(nodules[0], nodules[0]));
  await expect(copy.open()).rejects.toThrow(/CLNDAT_EN\.txt:2: /);
});
