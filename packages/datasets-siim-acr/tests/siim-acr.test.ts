import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { siimAcr } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'siim-acr-'));
});
afterAll(() => rm(root, { recursive: true }));

const siimHeader = 'ImageId, EncodedPixels';
// 1024 pixels a column: rows 2 and 3 of column 0, then row 3 of column 1.
const masks = `${siimHeader}
1.2.3,2 2 1023 1
1.2.4,-1
1.2.5,0 3
1.2.5,2 2 1020 1
`;
const fixture = writtenFixture({
  reader: siimAcr,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: { 'train-rle.csv': masks },
  options: { images: 'images', masks: 'train-rle.csv', only: 'all' },
  images: { '1.2.3': 'images/s/i/1.2.3.dcm', '1.2.4': 'images/1.2.4.dcm', '1.2.5': 'images/1.2.5.dcm' },
  tables: ['train-rle.csv'],
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

test('runs count from the end of the last, down the columns; rows of one image are united', async () => {
  const { open } = await copyOf(fixture);
  const { samples, notes } = await open();
  const runs = samples.map(({ annotations }) => annotations[0]?.mask?.runs.slice(0, -1));
  expect(runs).toEqual([[2, 2, 1023, 1], undefined, [0, 4, 1020, 1]]);
  expect(samples.map(({ labels }) => labels.Pneumothorax)).toEqual([1, 0, 1]);
  expect(notes).toEqual(['1 image of several rows, whose masks are united: 1.2.5']);
});

test.each(['5', '1 2 3', '1048570 7', '1 x', '-1 2', '1.5 2'])('%s is no mask', async (text) => {
  const copy = await copyOf(fixture);
  await copy.change('train-rle.csv', () => `${siimHeader}\n1.2.3,${text}\n`);
  await expect(copy.open()).rejects.toThrow(/train-rle\.csv:2: Not run lengths/);
});
