import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { table } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'table-conformance-'));
});
afterAll(() => rm(root, { recursive: true }));

const png = await sharpCodec.encodePng({
  width: 40,
  height: 24,
  channels: 1,
  white: 255,
  data: new Uint8Array(40 * 24),
});
const boxes = [
  'image,label,x_min,y_min,x_max,y_max,reader,patient',
  'a.png,Lungenödem,1.5,2,30.25,20,R1,p1',
  'a.png,肺炎,0,0,40,24,R2,p1',
  'b.png,Lungenödem,3,4,5,6,R1,p2',
];
const labels = ['image,Lungenödem,肺炎,Нормa,age', 'a.png,1,,0,50', 'b,1,0,-1,60'];

describe('the reader of tables', () => {
  const fixture = writtenFixture({
    reader: table,
    files: nodeFiles,
    codec: sharpCodec,
    folder: () => mkdtemp(join(root, 'data-')),
    contents: {
      'boxes.csv': `${boxes.join('\n')}\n`,
      'labels.csv': `${labels.join('\n')}\n`,
      'images/a.png': png,
      'images/b.png': png,
    },
    options: { images: 'images', annotations: 'boxes.csv', labels: 'labels.csv' },
    images: { 'a.png': 'images/a.png', 'b.png': 'images/b.png' },
    tables: ['boxes.csv', 'labels.csv'],
    holds: {
      labels: ['Lungenödem', '肺炎', 'Нормa'],
      boxes: {
        'a.png': [
          { x0: 1.5, y0: 2, x1: 30.25, y1: 20 },
          { x0: 0, y0: 0, x1: 40, y1: 24 },
        ],
        'b.png': [{ x0: 3, y0: 4, x1: 5, y1: 6 }],
      },
      frames: { 'a.png': [40, 24], 'b.png': [40, 24] },
      readers: ['R1', 'R2'],
    },
  });
  testDataset(fixture, { test });
});
