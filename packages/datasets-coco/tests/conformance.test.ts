import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { coco } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'coco-conformance-'));
});
afterAll(() => rm(root, { recursive: true }));

const file = {
  images: [
    { id: 1, file_name: 'a.png', width: 8, height: 4, patient: 'p1' },
    { id: 2, file_name: 'sub/b.png', width: 6, height: 6 },
  ],
  categories: [
    { id: 3, name: 'Mass' },
    { id: 4, name: 'Ödem' },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 3, iscrowd: 0, bbox: [0.5, 1, 2, 3], annotator: 'R1' },
    { id: 2, image_id: 2, category_id: 4, iscrowd: 0, segmentation: [[1, 1, 4, 1, 4, 5, 1, 5]] },
    { id: 3, image_id: 2, category_id: 3, iscrowd: 1, segmentation: { size: [6, 6], counts: [0, 6, 30] } },
    { id: 4, image_id: 2, category_id: 3, iscrowd: 1, segmentation: { size: [6, 6], counts: 'n06' } },
  ],
};

describe('the reader of COCO files', () => {
  const fixture = writtenFixture({
    reader: coco,
    files: nodeFiles,
    codec: sharpCodec,
    folder: () => mkdtemp(join(root, 'data-')),
    contents: { 'own.json': JSON.stringify(file) },
    options: { images: 'images', annotations: 'own.json', readerKey: 'annotator', patientKey: 'patient' },
    images: { 'a.png': 'images/a.png', 'sub/b.png': 'images/sub/b.png' },
    json: ['own.json'],
    holds: {
      labels: ['Mass', 'Ödem'],
      boxes: {
        'a.png': [{ x0: 0.5, y0: 1, x1: 2.5, y1: 4 }],
        'sub/b.png': [
          { x0: 1, y0: 1, x1: 4, y1: 5 },
          { x0: 0, y0: 0, x1: 1, y1: 6 },
          { x0: 5, y0: 0, x1: 6, y1: 6 },
        ],
      },
      frames: { 'a.png': [8, 4], 'sub/b.png': [6, 6] },
      readers: ['R1'],
    },
  });
  testDataset(fixture, { test });
});
