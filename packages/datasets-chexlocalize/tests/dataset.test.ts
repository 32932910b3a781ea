import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseOptions } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { encodeRunString } from '@camscope/pixels';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import plugin, { chexlocalize } from '../src/index.ts';
import { draw } from './support.ts';

const first = 'patient64541_study1_view1_frontal';
const second = 'patient64542_study2_view1_frontal';
const third = 'patient64542_study2_view2_frontal';
const square = [[1.5, 1], [3.9, 1], [3.9, 2], [1.5, 2]]; // prettier-ignore
const annotations = {
  [first]: { img_size: [4, 6], Edema: [square], Cardiomegaly: [[[0, 0], [9, 3]]] }, // prettier-ignore
  [second]: { img_size: [4, 6], 'Support Devices': [] },
};
const squareMask = draw('......', '.###..', '.###..', '......');
const twoParts = draw('#.....', '#...#.', '...#..', '......');
const header =
  'Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Edema';
const rows = [
  `CheXpert-v1.0/valid/patient64541/study1/view1_frontal.jpg,Male,73,Frontal,AP,0.0,,1.0,-1.0,0.0`,
  `CheXpert-v1.0/valid/patient64542/study2/view1_frontal.jpg,Male,70,Frontal,PA,1.0,0.0,0.0,,0.0`,
];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'chexlocalize-'));
  write('annotations.json', annotations);
  write('masks.json', {
    [first]: { Edema: runsOf(twoParts), Cardiomegaly: runsOf(draw('......', '......', '......', '......')) },
    [third]: { 'Lung Opacity': { size: [4, 6], counts: [3, 2, 19] } },
  });
  write('valid.csv', [header, ...rows].join('\n'));
  for (const id of [first, second, third])
    write(`CheXpert-v1.0/valid/${id.replaceAll(/_(?=study|view)/g, '/')}.jpg`, '');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('outlines', () => {
  it('are findings with a box around each outline and the mask that CheXlocalize makes of them', async () => {
    const { samples, notes, labels } = await open({ annotations: 'annotations.json' });
    expect(samples).toEqual([
      {
        id: first,
        image: join(root, 'CheXpert-v1.0/valid/patient64541/study1/view1_frontal.jpg'),
        frame: { width: 6, height: 4 },
        patient: 'patient64541',
        labels: { Cardiomegaly: 1, Edema: 1, 'No Finding': 0 },
        annotations: [
          {
            label: 'Cardiomegaly',
            reader: 'ground-truth',
            boxes: [{ x0: 0, y0: 0, x1: 9, y1: 3 }],
            contours: [[[0, 0], [9, 3]]], // prettier-ignore
            mask: draw('###...', '...#..', '......', '......'),
          },
          {
            label: 'Edema',
            reader: 'ground-truth',
            boxes: [{ x0: 1.5, y0: 1, x1: 3.9, y1: 2 }],
            contours: [square],
            mask: squareMask,
          },
        ],
      },
    ]);
    expect(notes).toEqual([]);
    expect(labels).toHaveLength(14);
  });

  it('keep their outlines alone where they are to be filled as the COCO tools do', async () => {
    const { samples } = await open({ annotations: 'annotations.json', fill: 'coco' });
    expect(samples[0].annotations[1]).not.toHaveProperty('mask');
  });

  it('give way to masks, and lend them their boxes', async () => {
    const { samples } = await open({ annotations: 'annotations.json', segmentations: 'masks.json' });
    // The mask of Cardiomegaly is empty.
    expect(samples[0].annotations).toEqual([
      {
        label: 'Edema',
        reader: 'ground-truth',
        boxes: [expect.anything()],
        contours: [square],
        mask: twoParts,
      },
    ]);
  });
});

test('masks are findings with a box around each part; empty ones are none', async () => {
  const { samples } = await open({ segmentations: 'masks.json' });
  expect(samples.map(({ id, annotations: of }) => [id, of])).toEqual([
    [
      first,
      [
        {
          label: 'Edema',
          reader: 'ground-truth',
          boxes: [
            { x0: 0, y0: 0, x1: 1, y1: 2 },
            { x0: 3, y0: 1, x1: 5, y1: 3 },
          ],
          mask: twoParts,
        },
      ],
    ],
    [
      third,
      [
        {
          label: 'Airspace Opacity',
          reader: 'ground-truth',
          boxes: [
            { x0: 0, y0: 3, x1: 1, y1: 4 },
            { x0: 1, y0: 0, x1: 2, y1: 1 },
          ],
          mask: { width: 6, height: 4, runs: [3, 2, 19] },
        },
      ],
    ],
  ]);
});

test('several readers annotate the same images, and the ground truth alone decides what is present', async () => {
  const readers = [{ as: 'benchmark', annotations: 'annotations.json' }];
  const { samples } = await open({ segmentations: 'masks.json', reader: 'truth', readers });
  expect(samples[0].annotations.map(({ label, reader }) => [label, reader])).toEqual([
    ['Edema', 'truth'],
    ['Cardiomegaly', 'benchmark'],
    ['Edema', 'benchmark'],
  ]);
  expect(samples[0].labels).toEqual({ Edema: 1, 'No Finding': 0 });
});

describe('labels', () => {
  const given = { annotations: 'annotations.json', labels: 'valid.csv', only: 'all' } as const;

  it('are those of CheXpert, whatever the prefix of its paths, and what is annotated', async () => {
    const { samples, notes } = await open(given);
    expect(samples.map((sample) => sample.labels)).toEqual([
      { 'No Finding': 0, Cardiomegaly: 1, 'Airspace Opacity': -1, Edema: 1 },
      { 'No Finding': 1, 'Enlarged Cardiomediastinum': 0, Cardiomegaly: 0, Edema: 0 },
    ]);
    expect(notes).toEqual([
      `1 image annotated for a finding that the labels deny, which counts as present: ${first}`,
    ]);
  });

  it.each([
    ['zeros', 0],
    ['ones', 1],
  ])('take −1 for %s and nothing for zero', async (uncertain, value) => {
    const { samples } = await open({ ...given, uncertain, blank: 'zeros' });
    expect(samples[0].labels).toMatchObject({ 'Airspace Opacity': value, 'Enlarged Cardiomediastinum': 0 });
    expect(samples[1].labels).toMatchObject({ 'Airspace Opacity': 0 });
  });

  it('bring images of their own, whose size is that of their file', async () => {
    const raster = { width: 3, height: 2, channels: 1, data: new Uint8Array(6), white: 255 } as const;
    write(
      'more.csv',
      [header, ...rows, 'x/patient9/study1/view1_frontal.png,F,1,Frontal,AP,1,,,,'].join('\n'),
    );
    write('CheXpert-v1.0/train/patient9/study1/view1_frontal.png', await sharpCodec.encodePng(raster));
    const { samples } = await open({ ...given, labels: 'more.csv' });
    expect(samples.map(({ id, frame }) => [id, frame])).toEqual([
      [first, { width: 6, height: 4 }],
      [second, { width: 6, height: 4 }],
      ['patient9_study1_view1_frontal', { width: 3, height: 2 }],
    ]);
  });

  it.each([
    ['', /wrong.csv:1: Not a label file[\s\S]*An empty file/],
    [`Path,Age\na/patient1/study1/view1_frontal.jpg,3`, /Not a label file[\s\S]*Path,Age/],
    [`Path,Edema\nimage.jpg,1`, /wrong.csv:2[\s\S]*image.jpg/],
    [`Path,Edema\na/patient1/study1/view1_frontal.jpg,2`, /wrong.csv:2[\s\S]*found: 2/],
    [`Path,Edema\n${'a/patient1/study1/view1_frontal.jpg,1\n'.repeat(2)}`, /wrong.csv:3[\s\S]*second row/],
    [`Path,Edema\n"a/patient1`, /wrong.csv/],
    [`Path,Edema\na/patient1/study1/view1_frontal.jpg`, /wrong.csv/],
  ])('that are wrong are refused with file and line: %j', async (text, message) => {
    write('wrong.csv', text);
    await expect(open({ ...given, labels: 'wrong.csv' })).rejects.toThrow(message);
  });
});

describe('images', () => {
  it('are found in the patients’ folders at any of a few depths, or by id', async () => {
    for (const images of ['.', 'CheXpert-v1.0', 'CheXpert-v1.0/valid'])
      expect((await open({ annotations: 'annotations.json', images })).samples).toHaveLength(1);
    write(`flat/${first}.png`, '');
    const { samples } = await open({ annotations: 'annotations.json', images: 'flat' });
    expect(samples[0].image).toBe(join(root, `flat/${first}.png`));
  });

  it('that are missing are an error, or a note', async () => {
    rmSync(join(root, 'CheXpert-v1.0/valid/patient64542'), { recursive: true });
    await expect(open({ segmentations: 'masks.json' })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      summary: '1 of 2 images are not in the folder',
    });
    const { samples, notes } = await open({ segmentations: 'masks.json', missing: 'skip' });
    expect(samples).toHaveLength(1);
    expect(notes).toEqual([`1 image not in the folder and passed over: ${third}`]);
  });

  it('none of which is left are an error', async () => {
    write('none.json', { [first]: { img_size: [4, 6] } });
    await expect(open({ annotations: 'none.json' })).rejects.toThrow(/No image is left/);
  });
});

test('tasks that are not localised are passed over with a note', async () => {
  write('more.json', {
    ...annotations,
    [third]: { img_size: [4, 6], Edema: [square], Fracture: [square], x: 1 },
  });
  const { notes } = await open({ annotations: 'more.json' });
  expect(notes).toEqual([
    `${join(root, 'more.json')}: passed over, since no task of CheXlocalize: Fracture (1), x (1)`,
  ]);
});

describe('files that do not follow the format are refused with their place', () => {
  it.each<[string, unknown, RegExp]>([
    ['annotations', 'nonsense', /wrong.json is not JSON/],
    ['annotations', [], /an object with an entry for each image/],
    ['annotations', { [first]: { Edema: [] } }, /^patient64541_study1_view1_frontal.img_size: .*wrong.json/],
    ['annotations', { [first]: { img_size: [0, 6] } }, /img_size/],
    ['annotations', { [first]: { img_size: [4, 6], Edema: 1 } }, /frontal.Edema: /],
    ['annotations', { [first]: { img_size: [4, 6], Edema: [square, [[1, 2]]] } }, /Edema\[1\]: /],
    ['annotations', { [first]: { img_size: [4, 6], Edema: [[[1, 2], [3]]] } }, /Edema\[0\]\[1\]: /], // prettier-ignore
    ['segmentations', { [first]: { Edema: { size: [4, 6] } } }, /frontal.Edema.counts: /],
    ['segmentations', { [first]: { Edema: { size: [4], counts: 'd0' } } }, /frontal.Edema.size: /],
    ['segmentations', { [first]: { Edema: { size: [4, 6], counts: 'd0' } } }, /Edema.counts: [\s\S]*pixels/],
    ['segmentations', { [first]: { Edema: { size: [4, 6], counts: [3, 20] } } }, /Edema.counts: /],
    ['segmentations', { [first]: 3 }, /frontal: /],
    [
      'segmentations',
      { [first]: { Edema: { size: [1, 1e9], counts: [0, 1e9] } } },
      /frontal.Edema.size: [\s\S]*65535/,
    ],
    [
      'segmentations',
      { [first]: { Edema: { size: [6e4, 6e4], counts: [36e8] } } },
      /frontal.Edema.size: [\s\S]*67108864/,
    ],
    [
      'annotations',
      { [first]: { img_size: [1e5, 1e5] } },
      /frontal.img_size: [\s\S]*found: \[100000,100000\]/,
    ],
    ['annotations', { [first]: { img_size: [4, 6], Edema: [[[1, 2], [1e9, 3]]] } }, /Edema\[0\]\[1\]: [\s\S]*x from -6 to 12/], // prettier-ignore
  ])('%s: %j', async (option, content, message) => {
    write('wrong.json', content);
    const opened = open({ [option]: 'wrong.json' });
    await expect(opened).rejects.toThrow(message);
    await expect(opened).rejects.toMatchObject({ code: 'DATA_INVALID' });
  });

  it('such as outlines of too many points; as many as may be are filled', async () => {
    const zigzag = (length: number) => Array.from({ length }, (_, i) => [i % 60, i % 2 ? 50 : i % 7]);
    write('wrong.json', { [first]: { img_size: [60, 60], Edema: [zigzag(40_000), zigzag(40_000)] } });
    await expect(open({ annotations: 'wrong.json' })).rejects.toThrow(/frontal.Edema: [\s\S]*80000 points/);
    write('many.json', { [first]: { img_size: [60, 60], Edema: [zigzag(65_536)] } });
    const { samples } = await open({ annotations: 'many.json' });
    expect(samples[0].annotations[0].mask?.width).toBe(60);
  });

  it('or disagree on the size of an image', async () => {
    write('wrong.json', { [first]: { Edema: runsOf(draw('##')) } });
    const opened = open({ annotations: 'annotations.json', segmentations: 'wrong.json' });
    await expect(opened).rejects.toThrow(/size of patient64541_study1_view1_frontal[\s\S]*6 × 4 and 2 × 1/);
  });
});

test('files that cannot be read are named with their option', async () => {
  await expect(open({ annotations: 'other.json' })).rejects.toThrow(/other.json[\s\S]*'annotations'/);
  await expect(open({ annotations: 'annotations.json', images: 'other' })).rejects.toThrow(/'images'/);
  const stopped = { baseDirectory: root, files: nodeFiles, codec: sharpCodec, signal: AbortSignal.abort() };
  const options = parseOptions(chexlocalize, { images: '.', annotations: 'annotations.json' });
  await expect(chexlocalize.open(options, stopped)).rejects.toMatchObject({ code: 'INTERRUPTED' });
});

test('options need a file for every reader, and readers names of their own', () => {
  const parse = (options: object) => () => parseOptions(chexlocalize, { images: '.', ...options });
  expect(parse({})).toThrow(/give annotations, segmentations or both/);
  expect(parse({ annotations: 'a', readers: [{ as: 'b' }] })).toThrow(
    /give annotations, segmentations or both/,
  );
  expect(parse({ annotations: 'a', readers: [{ as: 'ground-truth', annotations: 'b' }] })).toThrow(
    /a name of its own/,
  );
});

test('the plugin contributes the reader', () => {
  expect(plugin.contributes).toEqual([chexlocalize]);
});

function open(options: object) {
  return chexlocalize.open(parseOptions(chexlocalize, { images: '.', ...options }), {
    baseDirectory: root,
    files: nodeFiles,
    codec: sharpCodec,
  });
}

function runsOf(mask: ReturnType<typeof draw>) {
  return { size: [mask.height, mask.width], counts: encodeRunString(mask) };
}

function write(name: string, content: unknown): void {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  const plain = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(path, plain ? content : JSON.stringify(content));
}
