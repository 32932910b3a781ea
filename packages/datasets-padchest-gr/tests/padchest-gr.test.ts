import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { sharpCodec } from '@camscope/images';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { padChestGr } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'padchest-gr-'));
});
afterAll(() => rm(root, { recursive: true }));

const reports = [
  {
    StudyID: 's1',
    ImageID: 'a.png',
    findings: [
      {
        sentence_en: 'Cardiomegaly.',
        sentence_es: 'Cardiomegalia.',
        abnormal: true,
        boxes: [[0.25, 0.5, 0.75, 1]],
        extra_boxes: [[0.5, 0.5, 1, 1]],
        labels: ['cardiomegaly', 'aortic elongation'],
        locations: ['cardiac'],
        progression: null,
      },
      { sentence_en: 'No effusion.', sentence_es: 'Sin derrame.', abnormal: false },
      { sentence_en: 'COPD.', sentence_es: 'EPOC.', abnormal: true, boxes: [], labels: ['COPD signs'] },
    ],
  },
  {
    StudyID: 's2',
    ImageID: 'b.png',
    findings: [{ sentence_en: 'Normal.', sentence_es: 'Normal.', abnormal: false }],
  },
];
const table = `StudyID,PatientID,ImageID,split,label,label_group
s1,7,a.png,train,cardiomegaly,Cardiomegaly
s1,7,a.png,train,aortic elongation,Aortic elongation
s2,8,b.png,test,,
`;
const fixture = writtenFixture({
  reader: padChestGr,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: {
    'reports.json': JSON.stringify(reports),
    'table.csv': table,
    'images/a.png': await grey(200, 100),
    'images/b.png': await grey(20, 10),
  },
  options: { images: 'images', reports: 'reports.json', table: 'table.csv', only: 'all' },
  images: { 'a.png': 'images/a.png', 'b.png': 'images/b.png' },
  tables: ['table.csv'],
  json: ['reports.json'],
  holds: {
    labels: ['cardiomegaly', 'aortic elongation', 'COPD signs'],
    boxes: {
      'a.png': [
        { x0: 50, y0: 50, x1: 150, y1: 100 },
        { x0: 100, y0: 50, x1: 200, y1: 100 },
        { x0: 50, y0: 50, x1: 150, y1: 100 },
        { x0: 100, y0: 50, x1: 200, y1: 100 },
      ],
      'b.png': [],
    },
    frames: { 'a.png': [200, 100], 'b.png': [20, 10] },
    readers: ['first', 'second'],
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

test('labels of sentences on what is there are present, others unknown or absent, as asked', async () => {
  const { open } = await copyOf(fixture);
  const { samples } = await open();
  expect(samples.map(({ labels }) => labels)).toEqual([
    { cardiomegaly: 1, 'aortic elongation': 1, 'COPD signs': 1 },
    {},
  ]);
  expect(samples.map(({ patient, split }) => [patient, split])).toEqual([
    ['7', 'train'],
    ['8', 'test'],
  ]);
  const absent = await open({ others: 'absent' });
  expect(absent.samples[1].labels).toEqual({ cardiomegaly: 0, 'aortic elongation': 0, 'COPD signs': 0 });
});

test('boxes are shares of the image, and a patient has one split', async () => {
  const copy = await copyOf(fixture);
  await copy.change('table.csv', (text) =>
    text.replace('s1,7,a.png,train,aortic', 's1,9,a.png,train,aortic'),
  );
  await expect(copy.open()).rejects.toThrow(/table\.csv:3/);
  await copy.change('reports.json', (text) => text.replace('[0.25,', '[25,'));
  await expect(copy.open()).rejects.toThrow(/\[0\]\.findings\[0\]\.boxes\[0\]/);
});
