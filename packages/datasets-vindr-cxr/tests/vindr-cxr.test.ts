import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { physioNet } from '../src/findings.ts';
import { vindrCxr } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vindr-cxr-'));
});
afterAll(() => rm(root, { recursive: true }));

const { labels: vindrLabels } = physioNet.vocabulary;
const train = `image_id,rad_id,class_name,x_min,y_min,x_max,y_max
a,R8,Rib fracture,10,20,110.5,60
a,R9,Rib fracture,12,20,108,61
a,R9,Lung cyst,0,0,5,5
a,R10,No finding,,,,
b,R8,No finding,,,,
b,R9,No finding,,,,
b,R10,Cardiomegaly,1,2,3,4
`;
const consensus = `image_id,class_name,x_min,y_min,x_max,y_max
c,Pneumothorax,5,6,7,8
d,No finding,,,,
`;
const columns = vindrLabels.join(',').replace('Other diseases', 'Other disease');
const zeros = vindrLabels.map(() => 0);
const seen = (label: string) => zeros.with(vindrLabels.indexOf(label), 1).join(',');
const sizes = `image_id,dim0,dim1
a,400,300
b,400,300
c,400,300
d,400,300
`;

const fixture = writtenFixture({
  reader: vindrCxr,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  contents: {
    'train.csv': train,
    'test.csv': consensus,
    'test-labels.csv': `image_id,${columns}\nc,${seen('Tuberculosis')}\nd,${seen('No finding')}\n`,
    'sizes.csv': sizes,
  },
  options: {
    images: 'images',
    train: 'train.csv',
    test: 'test.csv',
    testLabels: 'test-labels.csv',
    sizes: 'sizes.csv',
  },
  images: { a: 'images/train/a.dicom', b: 'images/train/b.dicom', c: 'images/test/c.dicom' },
  tables: ['train.csv', 'test-labels.csv'],
  holds: {
    labels: vindrLabels,
    boxes: {
      a: [
        { x0: 10, y0: 20, x1: 110.5, y1: 60 },
        { x0: 12, y0: 20, x1: 108, y1: 61 },
        { x0: 0, y0: 0, x1: 5, y1: 5 },
      ],
      b: [{ x0: 1, y0: 2, x1: 3, y1: 4 }],
      c: [{ x0: 5, y0: 6, x1: 7, y1: 8 }],
    },
    frames: { a: [300, 400], b: [300, 400], c: [300, 400] },
    readers: ['R10', 'R8', 'R9'],
  },
  label: { file: 'train.csv', text: 'Rib fracture' },
});

describe('as every reader of data', () => {
  testDataset(fixture, { test });
});

test('an image has a finding where most of its readers saw it; the consensus is one reader', async () => {
  const { open } = await copyOf(fixture);
  const { samples } = await open({ only: 'all' }, { lookOnly: true });
  const labels = (id: string) => samples.find((sample) => sample.id === id)?.labels ?? {};
  expect(labels('a')).toMatchObject({ 'Rib fracture': 1, 'Lung cyst': -1, 'No finding': -1, Edema: 0 });
  expect(labels('a')).not.toHaveProperty('Pneumonia');
  expect(labels('b')).toMatchObject({ Cardiomegaly: -1, 'No finding': 1 });
  expect(labels('c')).toMatchObject({ Tuberculosis: 1, 'Other diseases': 0 });
  expect(samples.map(({ split }) => split)).toEqual(['train', 'train', 'test', 'test']);
  const any = await open({ present: 'any' });
  expect(any.samples[0].labels).toMatchObject({ 'Rib fracture': 1, 'Lung cyst': 1, 'No finding': 1 });
  const all = await open({ present: 'all' });
  expect(all.samples[0].labels).toMatchObject({ 'Rib fracture': -1 });
});

test("Kaggle's file has fewer findings, in the order of their ids, and rows of empty cells", async () => {
  const copy = await copyOf(fixture);
  await copy.change(
    'train.csv',
    () =>
      'image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max\n' +
      'a,No finding,14,R11,,,,\n,,,,,,,\nb,Pulmonary fibrosis,13,R9,1,2,3,4\n',
  );
  const { labels, samples } = await copy.open({ test: undefined, testLabels: undefined });
  expect([labels.length, labels[13], labels[14]]).toEqual([15, 'Pulmonary fibrosis', 'No finding']);
  expect(samples.map(({ id }) => id)).toEqual(['b']);
  await copy.change('train.csv', (text) => text.replace('Pulmonary fibrosis,13', 'Rib fracture,20'));
  expect((await copy.open({ test: undefined, testLabels: undefined })).labels).toEqual(vindrLabels);
});

test('where data are looked at alone, rows that cannot be used are counted', async () => {
  const copy = await copyOf(fixture);
  await copy.change('train.csv', (text) => text.replace('12,20,108,61', '12,,108,61'));
  await expect(copy.open()).rejects.toThrow(/train\.csv:3: .*\n.*y_min/);
  const { notes } = await copy.open({}, { lookOnly: true });
  expect(notes).toContainEqual(expect.stringMatching(/^1 entry: .*train\.csv:3/));
});
