import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { copyOf, testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { msCxr } from '../src/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ms-cxr-'));
});
afterAll(() => rm(root, { recursive: true }));

const labels = [
  'Atelectasis',
  'Cardiomegaly',
  'Consolidation',
  'Edema',
  'Lung Opacity',
  'Pleural Effusion',
  'Pneumonia',
  'Pneumothorax',
];
const pathOf = (id: string, patient: string) => `files/p10/${patient}/s50000001/${id}.jpg`;
const rows = `dicom_id,category_name,label_text,path,x,y,w,h,image_width,image_height,split
a-1,Pneumonia,left basal opacity,${pathOf('a-1', 'p10000032')},10,20,30,40,2544,3056,train
a-1,Pneumonia,the other phrase,${pathOf('a-1', 'p10000032')},10,20,30,40,2544,3056,train
a-1,Pneumonia,the other phrase,${pathOf('a-1', 'p10000032')},500,600,70,80,2544,3056,train
a-1,Edema,mild edema,${pathOf('a-1', 'p10000032')},10,20,30,40,2544,3056,train
b-2,Pneumothorax,small apical,${pathOf('b-2', 'p10000033')},1,2,3,4,3056,2544,test
`;
const image = (id: string, patient: string, width: number, height: number, split: string) => ({
  id: id.length + width,
  file_name: `${id}.jpg`,
  path: pathOf(id, patient),
  width,
  height,
  split,
});
const images = [
  image('a-1', 'p10000032', 2544, 3056, 'train'),
  image('b-2', 'p10000033', 3056, 2544, 'test'),
];
const twin = {
  categories: labels.map((name, id) => ({ id, name })),
  images,
  annotations: [
    [0, 6, [10, 20, 30, 40]],
    [0, 6, [10, 20, 30, 40]],
    [0, 6, [500, 600, 70, 80]],
    [0, 3, [10, 20, 30, 40]],
    [1, 7, [1, 2, 3, 4]],
  ].map(([of, category_id, bbox], id) => ({
    id,
    image_id: images[of as number].id,
    category_id,
    bbox,
    label_text: ['a phrase'],
  })),
};
const common = {
  reader: msCxr,
  files: nodeFiles,
  codec: sharpCodec,
  folder: () => mkdtemp(join(root, 'data-')),
  images: { 'a-1': `mimic/${pathOf('a-1', 'p10000032')}`, 'b-2': `mimic/${pathOf('b-2', 'p10000033')}` },
  holds: {
    labels,
    boxes: {
      'a-1': [
        { x0: 10, y0: 20, x1: 40, y1: 60 },
        { x0: 500, y0: 600, x1: 570, y1: 680 },
        { x0: 10, y0: 20, x1: 40, y1: 60 },
      ],
      'b-2': [{ x0: 1, y0: 2, x1: 4, y1: 6 }],
    },
    frames: { 'a-1': [2544, 3056], 'b-2': [3056, 2544] },
  },
} as const;
const table = writtenFixture({
  ...common,
  contents: { 'boxes.csv': rows },
  options: { images: 'mimic', boxes: 'boxes.csv' },
  tables: ['boxes.csv'],
  label: { file: 'boxes.csv', text: 'Edema' },
});
const coco = writtenFixture({
  ...common,
  contents: { 'boxes.json': JSON.stringify(twin) },
  options: { images: 'mimic', boxes: 'boxes.json' },
  json: ['boxes.json'],
  label: { file: 'boxes.json', text: 'Edema' },
});

describe('the table, as every reader of data', () => {
  testDataset(table, { test });
});

describe('its COCO twin, as every reader of data', () => {
  testDataset(coco, { test });
});

test('both say the same; phrases share boxes; patients and splits are known', async () => {
  const [first, second] = [await copyOf(table), await copyOf(coco)];
  const { samples, notes } = await first.open();
  const told = ({ image: file, ...sample }: (typeof samples)[number]) => ({
    ...sample,
    file: file.split('/').at(-1),
  });
  expect((await second.open()).samples.map(told)).toEqual(samples.map(told));
  expect(samples.map(({ patient, split }) => [patient, split])).toEqual([
    ['p10000032', 'train'],
    ['p10000033', 'test'],
  ]);
  expect(samples[0].labels).toEqual({ Pneumonia: 1, Edema: 1 });
  expect(notes).toEqual(['1 image with 1 phrase for a box that another phrase has, which counts once: a-1']);
});

test('an image of two sizes is refused', async () => {
  const copy = await copyOf(table);
  await copy.change('boxes.csv', (text) => text.replace('70,80,2544', '70,80,2545'));
  await expect(copy.open()).rejects.toThrow(/boxes\.csv:4: .*'a-1' is of two sizes/);
});
