import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rsnaPneumonia } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rsna-pneumonia-'));
});
afterAll(() => rm(root, { recursive: true }));

const boxes = `patientId,x,y,width,height,Target
p1,264.0,152.0,213.0,379.0,1
p1,562.0,152.5,256.0,453.0,1
p2,,,,,0
p3,,,,,0
`;
const classes = `patientId,class
p1,Lung Opacity
p1,Lung Opacity
p2,No Lung Opacity / Not Normal
p3,Normal
`;
const fixture = writtenFixture({
  reader: rsnaPneumonia,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: { 'boxes.csv': boxes, 'classes.csv': classes },
  options: { images: 'images', boxes: 'boxes.csv', classes: 'classes.csv', only: 'all' },
  images: { p1: 'images/p1.dcm', p2: 'images/p2.dcm', p3: 'images/p3.dcm' },
  tables: ['boxes.csv', 'classes.csv'],
  holds: {
    labels: ['Lung Opacity', 'No Lung Opacity / Not Normal', 'Normal'],
    boxes: {
      p1: [
        { x0: 264, y0: 152, x1: 477, y1: 531 },
        { x0: 562, y0: 152.5, x1: 818, y1: 605.5 },
      ],
      p2: [],
    },
    frames: { p1: [1024, 1024], p2: [1024, 1024], p3: [1024, 1024] },
  },
  label: { file: 'classes.csv', text: 'Normal' },
});

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('classes tell images without an opacity apart; an image is a patient', async () => {
  const { open } = await copyOf(fixture);
  const { samples } = await open();
  expect(samples.map(({ labels }) => Object.values(labels))).toEqual([[1], [0, 1, 0], [0, 0, 1]]);
  expect(samples.map(({ patient }) => patient)).toEqual(['p1', 'p2', 'p3']);
  const { labels } = await open({ classes: undefined });
  expect(labels).toEqual(['Lung Opacity']);
});

test('where class and boxes disagree the boxes count, with a note; two classes of one image are refused', async () => {
  const copy = await copyOf(fixture);
  await copy.change('classes.csv', (text) =>
    text.replace('p2,No Lung Opacity / Not Normal', 'p2,Lung Opacity'),
  );
  const { samples, notes } = await copy.open();
  expect(samples[1].labels['Lung Opacity']).toBe(0);
  expect(notes).toEqual([expect.stringContaining('1 image whose class and boxes disagree')]);
  await copy.change('classes.csv', (text) => text.replace('p1,Lung Opacity', 'p1,Normal'));
  await expect(copy.open()).rejects.toThrow(/classes\.csv:3/);
});

test('a box with Target 0, and the archive that Kaggle gives, are refused', async () => {
  const copy = await copyOf(fixture);
  await copy.change('boxes.csv', (text) => text.replace('379.0,1', '379.0,0'));
  await expect(copy.open()).rejects.toThrow(/boxes\.csv:2.*\n.*Target/);
  await copy.change('boxes.csv', () => 'PK\u0003\u0004');
  await expect(copy.open()).rejects.toThrow(/zip archive[^]*Unpack it/);
});
