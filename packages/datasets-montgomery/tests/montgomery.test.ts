import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { sharpCodec } from '@camscope/images';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { montgomery } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'montgomery-'));
});
afterAll(() => rm(root, { recursive: true }));

const [width, height] = [8, 6];
const ids = ['MCUCXR_0001_0.png', 'MCUCXR_0104_1.png'];
const left = await picture((x, y) => x >= 5 && y > 1);
const right = await picture((x) => x < 3);
const fixture = writtenFixture({
  reader: montgomery,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: Object.fromEntries(
    ids.flatMap((id) => [
      [`ManualMask/leftMask/${id}`, left],
      [`ManualMask/rightMask/${id}`, right],
    ]),
  ),
  options: { images: 'CXR_png', left: 'ManualMask/leftMask', right: 'ManualMask/rightMask' },
  images: Object.fromEntries(ids.map((id) => [id, `CXR_png/${id}`])),
  holds: {
    labels: ['Left lung', 'Right lung', 'Lungs', 'Tuberculosis'],
    boxes: {
      'MCUCXR_0001_0.png': [
        { x0: 5, y0: 2, x1: 8, y1: 6 },
        { x0: 0, y0: 0, x1: 3, y1: 6 },
        { x0: 0, y0: 0, x1: 3, y1: 6 },
        { x0: 5, y0: 2, x1: 8, y1: 6 },
      ],
    },
    frames: { 'MCUCXR_0001_0.png': [width, height], 'MCUCXR_0104_1.png': [width, height] },
  },
});

function picture(inside: (x: number, y: number) => boolean): Promise<Uint8Array> {
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    inside(i % width, Math.floor(i / width)) ? 255 : 0,
  );
  return sharpCodec.encodePng!({ width, height, channels: 1, data, white: 255 });
}

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

const inRuns = (sum: number, [i, run]: [number, number]) => (i % 2 === 1 ? sum + run : sum);

test('both lungs are one mask, and the last digit tells tuberculosis', async () => {
  const { open } = await copyOf(fixture);
  const { samples } = await open();
  const areas = samples[0].annotations.map(({ mask }) => [...mask!.runs.entries()].reduce(inRuns, 0));
  expect(areas).toEqual([12, 18, 30]);
  expect(samples.map(({ labels }) => labels)).toEqual([
    { 'Left lung': 1, 'Right lung': 1, Lungs: 1, Tuberculosis: 0 },
    { 'Left lung': 1, 'Right lung': 1, Lungs: 1, Tuberculosis: 1 },
  ]);
});

test('a mask of one lung alone, and folders without masks, are refused; other files are told', async () => {
  const copy = await copyOf(fixture);
  await nodeFiles.write(`${copy.folder}/ManualMask/leftMask/Thumbs.db`, '');
  expect((await copy.open()).notes).toEqual([
    'masks: passed over, since not named like MCUCXR_0001_0.png: Thumbs.db (1)',
  ]);
  await copy.remove(`ManualMask/rightMask/${ids[1]}`);
  await expect(copy.open()).rejects.toThrow(/rightMask.MCUCXR_0104_1\.png/);
  await expect(copy.open({ left: '.', right: '.' })).rejects.toThrow(/No masks of lungs[^]*leftMask/);
});
