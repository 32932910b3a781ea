import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { masks } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'masks-conformance-'));
});
afterAll(() => rm(root, { recursive: true }));

const png = (...data: number[]) =>
  sharpCodec.encodePng({ width: 3, height: 2, channels: 1, white: 255, data: Uint8Array.from(data) });

describe('the reader of masks', async () => {
  const fixture = writtenFixture({
    reader: masks,
    files: nodeFiles,
    codec: sharpCodec,
    folder: () => mkdtemp(join(root, 'data-')),
    contents: {
      'images/a.png': await png(0, 0, 0, 0, 0, 0),
      'images/b.png': await png(0, 0, 0, 0, 0, 0),
      'masks/R1/Mass/a.png': await png(255, 0, 0, 255, 0, 0),
      'masks/R1/Mass/b.png': await png(0, 0, 0, 0, 0, 0),
      'masks/R2/Ödem/b.png': await png(0, 9, 9, 0, 0, 0),
    },
    options: { images: 'images', masks: 'masks' },
    images: { a: 'images/a.png', b: 'images/b.png' },
    holds: {
      labels: ['Mass', 'Ödem'],
      boxes: { a: [{ x0: 0, y0: 0, x1: 1, y1: 2 }], b: [{ x0: 1, y0: 0, x1: 3, y1: 1 }] },
      frames: { a: [3, 2], b: [3, 2] },
      readers: ['R1', 'R2'],
    },
  });
  testDataset(fixture, { test });
});
