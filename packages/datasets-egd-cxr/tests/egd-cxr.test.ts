import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { egdCxr } from '../src/index.ts';
import { columnsOf } from '../src/labels.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'egd-cxr-'));
});
afterAll(() => rm(root, { recursive: true }));

const both = [...columnsOf.report, ...columnsOf.chexpert].map(({ column }) => column);
const header = `dicom_id,path,study_id,patient_id,image_top_pad,${both.join(',')}`;
const row = (id: string, patient: number, values: Record<string, string>) =>
  `${id},files/p15/p1/s1/${id}.dcm,s1,${patient},0,${both.map((column) => values[column] ?? '').join(',')}`;
const cases = [
  header,
  row('a', 1, { atelectasis__chx: '1.0', edema__chx: '-1.0', pneumonia__chx: '0.0', CHF: '1' }),
  row('b', 2, { no_finding__chx: '1.0', Normal: '1', CHF: '0' }),
  '',
].join('\n');
const fixations = `DICOM_ID,CNT,TIME,FPOGX,FPOGY,FPOGS,FPOGD,FPOGID,FPOGV,X_ORIGINAL,Y_ORIGINAL
a,1,0.5,0.5,0.5,0.1,0.25,1,1,10,20
a,2,0.9,0.5,0.5,0.5,0.5,2,1,-2,-3
a,3,1.2,0.5,0.5,1,0.5,3,0,11,20
b,1,0.4,0.5,0.5,0.1,0.125,1,1,0,0
calibration,1,0.4,0.5,0.5,0.1,0.125,1,1,5,5
`;
const png = await sharpCodec.encodePng({
  ...{ width: 64, height: 48, channels: 1, white: 255 },
  data: new Uint8Array(64 * 48),
});

const fixture = writtenFixture({
  reader: egdCxr,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: {
    'master_sheet.csv': cases,
    'fixations.csv': fixations,
    'mimic/files/p15/p1/s1/a.png': png,
    'mimic/files/p15/p1/s1/b.png': png,
  },
  options: { images: 'mimic', cases: 'master_sheet.csv', fixations: 'fixations.csv' },
  images: { a: 'mimic/files/p15/p1/s1/a.png', b: 'mimic/files/p15/p1/s1/b.png' },
  tables: ['master_sheet.csv', 'fixations.csv'],
  holds: {
    labels: columnsOf.chexpert.map(({ label }) => label),
    boxes: { a: [], b: [] },
    frames: { a: [64, 48], b: [64, 48] },
  },
});

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('gaze stands for each label of the image, and what was no look at it is told', async () => {
  const { open } = await copyOf(fixture);
  const { samples, notes } = await open({ sigma: 5 });
  expect(samples.map(({ id, patient, labels }) => [id, patient, labels])).toEqual([
    ['a', '1', { atelectasis: 1, edema: -1, pneumonia: 0 }],
    ['b', '2', { no_finding: 1 }],
  ]);
  expect(samples[0].annotations).toEqual([
    {
      label: 'atelectasis',
      boxes: [],
      fixations: [{ x: 10.5, y: 20.5, weight: 0.25, sigmaX: 5, sigmaY: 5 }],
    },
  ]);
  expect(notes.slice(0, 4)).toEqual([
    'Gaze is of whole readings, not of single findings: that of 2 readings stands for every label that the image has',
    '1 fixation beside the image passed over',
    '1 fixation passed over that the tracker calls invalid or that took no time',
    '1 image with fixations that are not in master_sheet.csv, such as those for calibration, passed over: calibration',
  ]);
});

test('labels are those of the set itself where that is asked, and gaze stands for all that is known', async () => {
  const { open } = await copyOf(fixture);
  const { labels, samples } = await open({ labels: 'report', gaze: 'known' });
  expect(labels).toContain('CHF');
  expect(samples[1].annotations.map(({ label }) => label)).toEqual(['Normal', 'CHF']);
});

test('an image that stands twice is refused', async () => {
  const copy = await copyOf(fixture);
  await copy.change('master_sheet.csv', (text) => text.replace('\nb,', '\na,'));
  await expect(copy.open()).rejects.toThrow(/a second one of a/);
});
