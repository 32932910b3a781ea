import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ellipseIn } from '@camscope/datasets-common';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reflacx } from '../src/index.ts';
import { askedIn, labelsOf } from '../src/labels.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reflacx-'));
});
afterAll(() => rm(root, { recursive: true }));

const { drawn, flags } = askedIn(3);
const labels = [...drawn, ...flags];
const header = `id,split,eye_tracking_data_discarded,image,dicom_id,subject_id,image_size_x,image_size_y,${labels.join(',')},Other`;
const certain = (certainties: Record<string, string | number>) =>
  labels.map((label) => certainties[label] ?? (flags.includes(label) ? 'False' : 0)).join(',');
const row = (id: string, image: string, discarded: string, certainties: Record<string, string | number>) =>
  `${id},train,${discarded},files/p10/p1/s1/${image}.dcm,${image},1,200,100,${certain(certainties)},`;

const fixations = (...rows: string[]) =>
  [
    'timestamp_start_fixation,timestamp_end_fixation,x_position,y_position,pupil_area_normalized,' +
      'angular_resolution_x_pixels_per_degree,angular_resolution_y_pixels_per_degree',
    ...rows,
    '',
  ].join('\n');
const ellipses = (...rows: string[]) =>
  [`xmin,ymin,xmax,ymax,certainty,${drawn.join(',')}`, ...rows, ''].join('\n');
const ellipse = (box: string, certainty: number, ...found: string[]) =>
  `${box},${certainty},${drawn.map((label) => (found.includes(label) ? 'True' : 'False')).join(',')}`;

const fixture = writtenFixture({
  reader: reflacx,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: {
    'main_data/metadata_phase_2.csv': `${header}\n${row('P2R1', 'a', 'False', { Atelectasis: 5, Consolidation: 2 })}\n${row('P2R2', 'a', 'True', { Atelectasis: 3 })}\n`,
    'main_data/metadata_phase_3.csv': `${header}\n${row('P3R1', 'b', 'False', { 'Pulmonary edema': 4, 'Support devices': 'True' })}\n`,
    'main_data/P2R1/fixations.csv': fixations('0.5,0.75,10,20,1,30,31', '1,1.5,210,20,1,30,31'),
    'main_data/P3R1/fixations.csv': fixations('2,2.25,0,99,1,40,40'),
    'main_data/P2R1/anomaly_location_ellipses.csv': ellipses(
      ellipse('10,20,50,40', 5, 'Atelectasis'),
      ellipse('60,20,80,40', 3, 'Atelectasis', 'Consolidation'),
      ellipse('1,1,9,9', 2, 'Consolidation'),
    ),
    'main_data/P2R2/anomaly_location_ellipses.csv': ellipses(ellipse('12,20,50,40', 3, 'Atelectasis')),
    'main_data/P3R1/anomaly_location_ellipses.csv': ellipses(),
  },
  options: { images: 'mimic', readings: 'main_data' },
  images: { a: 'mimic/files/p10/p1/s1/a.dcm', b: 'mimic/files/p10/p1/s1/b.dcm' },
  tables: [
    'main_data/metadata_phase_3.csv',
    'main_data/P2R1/fixations.csv',
    'main_data/P2R1/anomaly_location_ellipses.csv',
  ],
  holds: {
    labels: labelsOf([2, 3]),
    boxes: {
      a: [
        { x0: 10, y0: 20, x1: 50, y1: 40 },
        { x0: 60, y0: 20, x1: 80, y1: 40 },
        { x0: 60, y0: 20, x1: 80, y1: 40 },
        { x0: 12, y0: 20, x1: 50, y1: 40 },
      ],
      b: [],
    },
    frames: { a: [200, 100], b: [200, 100] },
    readers: ['reading 1', 'reading 2'],
  },
});

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('a reading looks for each label that it found; what it thought less likely is uncertain', async () => {
  const { open } = await copyOf(fixture);
  const { samples, notes } = await open();
  const [a, b] = samples;
  expect(a.labels).toMatchObject({ Atelectasis: 1, Consolidation: -1, 'Pulmonary edema': 0 });
  expect([a.patient, a.split]).toEqual(['1', 'train']);
  const gaze = a.annotations.filter((one) => one.fixations);
  expect(gaze).toEqual([
    {
      label: 'Atelectasis',
      boxes: [],
      reader: 'reading 1',
      // The other fixation is beside the image.
      fixations: [{ x: 10.5, y: 20.5, weight: 0.25, sigmaX: 30, sigmaY: 31 }],
    },
  ]);
  expect(b.annotations.map(({ label }) => label)).toEqual(['Pulmonary edema', 'Support devices']);
  expect(notes).toEqual([
    'Gaze is of whole readings, not of single findings: that of 2 readings stands for every label that it found',
    '1 image with fixations beside the image, which are left out: a',
  ]);
});

test('gaze may stand for every label that is known', async () => {
  const { open } = await copyOf(fixture);
  const { samples, notes } = await open({ gaze: 'known', annotations: 'gaze' });
  const of = (id: string) => samples.find((sample) => sample.id === id)!.annotations;
  expect(of('b').map(({ label }) => label)).toEqual(labels);
  expect(of('a').every(({ reader, boxes }) => reader === 'reading 1' && boxes.length === 0)).toBe(true);
  expect(notes[0]).toContain('every label that is known');
});

test('ellipses of one label are one annotation, as outlines on them', async () => {
  const { open } = await copyOf(fixture);
  const { samples } = await open({ annotations: 'ellipses', present: 5 });
  expect(samples.map(({ id }) => id)).toEqual(['a']);
  const outline = ellipseIn({ x0: 10, y0: 20, x1: 50, y1: 40 });
  expect(samples[0].annotations).toMatchObject([
    { label: 'Atelectasis', contours: [outline], reader: 'reading 1' },
  ]);
  // One reading of two has it with certainty.
  expect(samples[0].labels).toMatchObject({ Atelectasis: -1 });
});

test('the first phase has labels of its own', async () => {
  expect(labelsOf([1])).toHaveLength(17);
  // Seven labels are in both.
  expect(labelsOf([1, 2])).toHaveLength(17 + 15 - 7);
  const copy = await copyOf(fixture);
  await copy.change('main_data/metadata_phase_2.csv', (text) => text.replace('P2R1', '../P2R1'));
  await expect(copy.open()).rejects.toThrow(/letters and digits/);
});
