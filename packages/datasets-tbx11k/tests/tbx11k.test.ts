import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tbx11k } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tbx11k-'));
});
afterAll(() => rm(root, { recursive: true }));

const coco = {
  categories: [
    { id: 1, name: 'ActiveTuberculosis', supercategory: 'Tuberculosis' },
    { id: 2, name: 'ObsoletePulmonaryTuberculosis', supercategory: 'Tuberculosis' },
    { id: 3, name: 'PulmonaryTuberculosis', supercategory: 'Tuberculosis' },
  ],
  images: [
    { id: 1, file_name: 'tb/tb0005.png', width: 512, height: 512 },
    { id: 601, file_name: 'health/h0001.png', width: 512, height: 512 },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 1, iscrowd: 0, bbox: [381.5, 126.25, 40.5, 44.5] },
    { id: 2, image_id: 1, category_id: 2, iscrowd: 0, bbox: [1, 2, 3, 4] },
  ],
};
const fixture = writtenFixture({
  reader: tbx11k,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: { 'train.json': JSON.stringify(coco) },
  options: { images: 'imgs', train: 'train.json', only: 'all' },
  images: { 'tb/tb0005.png': 'imgs/tb/tb0005.png', 'health/h0001.png': 'imgs/health/h0001.png' },
  json: ['train.json'],
  holds: {
    labels: ['ActiveTuberculosis', 'ObsoletePulmonaryTuberculosis', 'PulmonaryTuberculosis'],
    boxes: {
      'tb/tb0005.png': [
        { x0: 381.5, y0: 126.25, x1: 422, y1: 170.75 },
        { x0: 1, y0: 2, x1: 4, y1: 6 },
      ],
      'health/h0001.png': [],
    },
    frames: { 'tb/tb0005.png': [512, 512], 'health/h0001.png': [512, 512] },
  },
  label: { file: 'train.json', text: 'ObsoletePulmonaryTuberculosis' },
});

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('classes that are not boxed are absent', async () => {
  const { open } = await copyOf(fixture);
  const { samples } = await open();
  expect(samples.map(({ labels }) => Object.values(labels))).toEqual([
    [1, 1, 0],
    [0, 0, 0],
  ]);
  expect(samples.map(({ split }) => split)).toEqual(['train', 'train']);
});

test.each([
  ['an id that stands twice', { images: [coco.images[0], coco.images[0]] }, /images\[1\]\.id/],
  [
    'a box of no image',
    { annotations: [{ ...coco.annotations[0], image_id: 7 }] },
    /annotations\[0\]\.image_id/,
  ],
  ['a box of no class', { annotations: [{ ...coco.annotations[0], category_id: 7 }] }, /\.category_id/],
])('%s is refused', async (_, changed, error) => {
  const copy = await copyOf(fixture);
  await copy.change('train.json', () => JSON.stringify({ ...coco, ...changed }));
  await expect(copy.open()).rejects.toThrow(error);
});
