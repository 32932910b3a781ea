import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { sharpCodec } from '@camscope/images';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectCxr } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'object-cxr-'));
});
afterAll(() => rm(root, { recursive: true }));

const rows = `image_name,annotation
a.jpg,1 50 20 70 60
b.jpg,0 1 2 3 4
c.jpg,
`;
const fixture = writtenFixture({
  reader: objectCxr,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: {
    'train.csv': rows,
    'images/a.jpg': await grey(200, 100),
    'images/b.jpg': await grey(20, 10),
    'images/c.jpg': await grey(20, 10),
  },
  options: { images: 'images', train: 'train.csv', only: 'all' },
  images: { 'a.jpg': 'images/a.jpg', 'b.jpg': 'images/b.jpg', 'c.jpg': 'images/c.jpg' },
  tables: ['train.csv'],
  holds: {
    labels: ['Foreign object'],
    boxes: {
      'a.jpg': [{ x0: 50, y0: 20, x1: 70, y1: 60 }],
      'b.jpg': [{ x0: 1, y0: 2, x1: 3, y1: 4 }],
      'c.jpg': [],
    },
    frames: { 'a.jpg': [200, 100], 'b.jpg': [20, 10], 'c.jpg': [20, 10] },
  },
});

function grey(width: number, height: number): Promise<Uint8Array> {
  return sharpCodec.encodePng!({
    width,
    height,
    channels: 1,
    data: new Uint8Array(width * height),
    white: 255,
  });
}

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('rectangles alone are boxes; beside other shapes all are outlines, and an ellipse fills its box', async () => {
  const copy = await copyOf(fixture);
  await copy.change('train.csv', (text) =>
    text.replace('1 50', '0 10 20 30 40;1 50').replace('60\n', '60;2 1 1 9 1 5 7\n'),
  );
  const { samples } = await copy.open();
  const [[mixed], [boxed], none] = samples.map(({ annotations }) => annotations);
  expect(boxed.contours).toBeUndefined();
  expect(none).toEqual([]);
  expect(mixed.boxes).toEqual([
    { x0: 10, y0: 20, x1: 30, y1: 40 },
    { x0: 50, y0: 20, x1: 70, y1: 60 },
    { x0: 1, y0: 1, x1: 9, y1: 7 },
  ]);
  expect(mixed.contours?.map(({ length }) => length)).toEqual([4, 64, 3]);
  const distances = mixed.contours![1].map(([x, y]) => ((x - 60) / 10) ** 2 + ((y - 40) / 20) ** 2);
  for (const distance of distances) expect(distance).toBeCloseTo(1, 12);
  expect(samples.map(({ labels, split }) => [labels['Foreign object'], split])).toEqual([
    [1, 'train'],
    [1, 'train'],
    [0, 'train'],
  ]);
});

test("the description's name of the first column will do", async () => {
  const copy = await copyOf(fixture);
  await copy.change('train.csv', (text) => text.replace('image_name', 'image_path'));
  expect((await copy.open()).samples).toHaveLength(3);
});

test.each(['3 1 2 3 4', '0 1 2 3', '1 5 5 1 1', '2 1 1 2 2', '0 1 2 x 4', '1 2 3 4 5 6 7 8', '0'])(
  '%s is no shape',
  async (text) => {
    const copy = await copyOf(fixture);
    await copy.change('train.csv', (whole) => whole.replace('0 1 2 3 4', text));
    await expect(copy.open()).rejects.toThrow(/train\.csv:3/);
  },
);
