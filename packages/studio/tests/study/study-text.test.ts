import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { studyText } from '../../src/work/study/study-text.ts';

const blob = (name: string) => ({ name, content: new Blob([]) });
const chosen = {
  network: { phantom: 'net' },
  segmenters: [{ use: 'multi-otsu' }],
  metrics: ['box-iou'],
  methods: [
    { use: 'grad-cam' },
    { use: 'grad-cam', options: { relu: false } },
    { use: 'finer', of: [{ use: 'grad-cam' }] },
    { use: 'finer', of: [{ use: 'grad-cam' }], options: { alpha: 1 } },
  ],
};

test('a method that is there twice has names of its own, and phantoms are read from their COCO file', () => {
  const text = studyText(chosen, { file: 'net.onnx' });
  expect(parse(text)).toEqual({
    version: 1,
    models: [{ file: 'net.onnx' }],
    data: { use: 'coco', images: 'images', annotations: 'phantoms.json', readerKey: 'annotator' },
    methods: [
      { use: 'grad-cam' },
      { use: 'grad-cam', options: { relu: false }, as: 'grad-cam-2' },
      { use: 'finer', of: [{ use: 'grad-cam' }] },
      { use: 'finer', of: [{ use: 'grad-cam' }], options: { alpha: 1 }, as: 'finer-grad-cam-2' },
    ],
    segmenters: [{ use: 'multi-otsu' }],
    metrics: ['box-iou'],
    out: 'results',
  });
});

test.each([
  ['boxes.csv', 'table'],
  ['boxes.parquet', 'table'],
  ['boxes.JSON', 'coco'],
])('%s is read as %s, with options; radiographs that are not given are passed over', (name, use) => {
  const data = { radiographs: [blob('a.png')], annotations: blob(name), options: { ignore: ['id'] } };
  expect(parse(studyText({ ...chosen, data }, { file: 'net.onnx', card: 'net.card.yaml' }))).toMatchObject({
    models: [{ file: 'net.onnx', card: 'net.card.yaml' }],
    data: { use, images: 'images', annotations: name, missing: 'skip', ignore: ['id'] },
  });
});
