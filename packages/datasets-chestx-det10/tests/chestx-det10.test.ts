import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chestXDet10 } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'chestx-det10-'));
});
afterAll(() => rm(root, { recursive: true }));

const train = [
  {
    file_name: '36204.png',
    syms: ['Nodule', 'Effusion', 'Nodule'],
    boxes: [
      [233, 666, 258, 693],
      [58, 515, 208, 659],
      [1, 2, 3, 4],
    ],
  },
  { file_name: '36200.png', syms: [], boxes: [] },
];
const held = [{ file_name: '36199.png', syms: ['Mass'], boxes: [[10, 20, 30, 40]] }];
const fixture = writtenFixture({
  reader: chestXDet10,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: { 'train.json': JSON.stringify(train), 'test.json': JSON.stringify(held) },
  options: { images: 'images', train: 'train.json', test: 'test.json' },
  images: { '36204.png': 'images/36204.png', '36199.png': 'images/36199.png' },
  json: ['train.json', 'test.json'],
  holds: {
    labels: [
      'Atelectasis',
      'Calcification',
      'Consolidation',
      'Effusion',
      'Emphysema',
      'Fibrosis',
      'Fracture',
      'Mass',
      'Nodule',
      'Pneumothorax',
    ],
    boxes: {
      '36204.png': [
        { x0: 233, y0: 666, x1: 258, y1: 693 },
        { x0: 1, y0: 2, x1: 3, y1: 4 },
        { x0: 58, y0: 515, x1: 208, y1: 659 },
      ],
      '36199.png': [{ x0: 10, y0: 20, x1: 30, y1: 40 }],
    },
    frames: { '36204.png': [1024, 1024], '36199.png': [1024, 1024] },
  },
  label: { file: 'train.json', text: 'Effusion' },
});

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('boxes of one symptom are one annotation; symptoms without a box are absent', async () => {
  const { open } = await copyOf(fixture);
  const { samples } = await open({ only: 'all' }, { lookOnly: true });
  expect(samples.map(({ split }) => split)).toEqual(['train', 'train', 'test']);
  expect(samples[0].annotations.map(({ label }) => label)).toEqual(['Nodule', 'Effusion']);
  expect(samples[0].labels).toMatchObject({ Nodule: 1, Effusion: 1, Mass: 0 });
  expect(new Set(Object.values(samples[1].labels))).toEqual(new Set([0]));
});

test('symptoms without their box, and an image that stands twice, are refused', async () => {
  const copy = await copyOf(fixture);
  await copy.change('test.json', () => JSON.stringify([{ ...held[0], boxes: [] }]));
  await expect(copy.open()).rejects.toThrow(/\[0\]: .*\n.*a box for each of syms\n.*1 syms and 0 boxes/);
  await copy.change('test.json', () => JSON.stringify([...held, ...held]));
  await expect(copy.open()).rejects.toThrow(/\[1\]\.file_name/);
});
