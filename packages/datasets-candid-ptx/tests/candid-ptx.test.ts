import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidPtx } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'candid-ptx-'));
});
afterAll(() => rm(root, { recursive: true }));

const rows = `SOPInstanceUID,EncodedPixels,filename
1.2.3,2 2 1023 1,P0001_1
1.2.4,-1,P0001_2
1.2.5,0 3,P0002_1
1.2.5,2 2 1020 1,P0002_1
`;
const fixture = writtenFixture({
  reader: candidPtx,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: { 'reports.csv': rows },
  options: { images: 'dataset', masks: 'reports.csv', only: 'all' },
  images: { '1.2.3': 'dataset/1.2.3', '1.2.4': 'dataset/1.2.4', '1.2.5': 'dataset/1.2.5' },
  tables: ['reports.csv'],
  holds: {
    labels: ['Pneumothorax'],
    boxes: {
      '1.2.3': [{ x0: 0, y0: 2, x1: 2, y1: 4 }],
      '1.2.4': [],
      '1.2.5': [{ x0: 0, y0: 0, x1: 2, y1: 4 }],
    },
    frames: { '1.2.3': [1024, 1024], '1.2.4': [1024, 1024], '1.2.5': [1024, 1024] },
  },
});

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('the patient is in the name of the file; rows of one image are united', async () => {
  const { open } = await copyOf(fixture);
  const { samples, notes } = await open();
  expect(samples.map(({ patient }) => patient)).toEqual(['P0001', 'P0001', 'P0002']);
  expect(notes).toEqual(['1 image of several rows, whose masks are united: 1.2.5']);
});

test('runs that do not fit are refused, and the other way of counting is named', async () => {
  const copy = await copyOf(fixture);
  await copy.change('reports.csv', () => 'SOPInstanceUID,EncodedPixels\n1.2.3,700000 5 700100 5\n');
  await expect(copy.open()).rejects.toThrow(/reports\.csv:2: [^]*runs: 'absolute'/);
  const { samples } = await copy.open({ runs: 'absolute' });
  expect(samples[0].annotations[0].mask?.runs).toEqual([700000, 5, 95, 5, 1024 * 1024 - 700105]);
  await copy.change('reports.csv', () => 'SOPInstanceUID,EncodedPixels\n1.2.3,700000 5 20 5\n');
  await expect(copy.open({ runs: 'absolute' })).rejects.toThrow(/inside the one before[^]*runs: 'relative'/);
});
