import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { chestXray14 } from '../src/index.ts';
import { findings } from '../src/findings.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'chestxray14-conformance-'));
});
afterAll(() => rm(root, { recursive: true }));

const boxes = [
  'Image Index,Finding Label,x,y,w,h',
  '00000193_019.png,Mass,10.5,20,30,40.25',
  '00013118_008.png,Atelectasis,0,0,1024,1024',
];
const labels = [
  'Image Index,Finding Labels,Follow-up #,Patient ID',
  '00000193_019.png,Mass|Nodule,19,193',
  '00013118_008.png,Atelectasis,8,13118',
];

describe('the reader of ChestX-ray14', () => {
  const fixture = writtenFixture({
    reader: chestXray14,
    files: nodeFiles,
    codec: sharpCodec,
    folder: () => mkdtemp(join(root, 'data-')),
    contents: { 'boxes.csv': `${boxes.join('\n')}\n`, 'labels.csv': `${labels.join('\n')}\n` },
    options: { images: 'images', boxes: 'boxes.csv', labels: 'labels.csv' },
    images: {
      '00000193_019.png': 'images/00000193_019.png',
      '00013118_008.png': 'images/00013118_008.png',
    },
    tables: ['boxes.csv', 'labels.csv'],
    holds: {
      labels: findings.labels,
      boxes: {
        '00000193_019.png': [{ x0: 10.5, y0: 20, x1: 40.5, y1: 60.25 }],
        '00013118_008.png': [{ x0: 0, y0: 0, x1: 1024, y1: 1024 }],
      },
      frames: { '00000193_019.png': [1024, 1024], '00013118_008.png': [1024, 1024] },
    },
    label: { file: 'boxes.csv', text: 'Atelectasis' },
  });
  testDataset(fixture, { test });
});
