import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isCamscopeError, parseOptions } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import plugin, { chestXray14 } from '../src/index.ts';

const boxHeader = 'Image Index,Finding Label,Bbox [x,y,w,h],,,';
const entryHeader =
  'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,' +
  'OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],';
const boxRows = [
  '00013118_008.png,Atelectasis,225.084745762712,547.019216763771,86.7796610169491,79.1864406779661',
  '00000193_019.png,Infiltrate,10,20,30,40',
  '00013118_008.png,Effusion,0.5,0,1023.5,1024',
];
const entryRows = [
  '00000193_019.png,Infiltration|Mass,19,193,058Y,M,PA,2992,2991,0.143,0.143,',
  '00013118_008.png,Atelectasis|Effusion,8,13118,069Y,F,PA,2500,2048,0.168,0.168,',
  '00000001_000.png,No Finding,0,1,057Y,M,PA,2682,2749,0.143,0.143,',
];
const images = ['00013118_008.png', '00000193_019.png', '00000001_000.png'];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'chestxray14-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the published files', () => {
  beforeEach(() => {
    write('boxes.csv', boxHeader, ...boxRows);
    write('entries.csv', entryHeader, ...entryRows);
    for (const image of images) write(`images/${image}`);
  });

  it('may have a great many boxes of one finding', async () => {
    const rows = Array.from({ length: 80_000 }, (_, i) => `00000193_019.png,Mass,${i % 900},20,30,40`);
    write('boxes.csv', boxHeader, ...rows);
    const { samples } = await open();
    const [{ boxes }] = samples[0].annotations;
    expect(boxes.map(({ x0 }) => x0)).toEqual(rows.map((_, i) => i % 900));
  });

  it('give every boxed image its annotations, never rounded, one for each finding', async () => {
    const { samples, notes } = await open();
    expect(samples).toEqual([
      {
        id: '00013118_008.png',
        image: join(root, 'images/00013118_008.png'),
        frame: { width: 1024, height: 1024 },
        patient: '00013118',
        labels: { Atelectasis: 1, Effusion: 1, 'No Finding': 0 },
        annotations: [
          {
            label: 'Atelectasis',
            boxes: [
              {
                x0: 225.084745762712,
                y0: 547.019216763771,
                x1: 225.084745762712 + 86.7796610169491,
                y1: 547.019216763771 + 79.1864406779661,
              },
            ],
          },
          { label: 'Effusion', boxes: [{ x0: 0.5, y0: 0, x1: 1024, y1: 1024 }] },
        ],
      },
      {
        id: '00000193_019.png',
        image: join(root, 'images/00000193_019.png'),
        frame: { width: 1024, height: 1024 },
        patient: '00000193',
        labels: { Infiltration: 1, 'No Finding': 0 },
        annotations: [{ label: 'Infiltration', boxes: [{ x0: 10, y0: 20, x1: 40, y1: 60 }] }],
      },
    ]);
    expect(notes).toEqual([]);
  });

  it('join several boxes of one finding', async () => {
    write('boxes.csv', boxHeader, ...boxRows, '00000193_019.png,Infiltrate,1,2,3,4');
    const { samples } = await open();
    expect(samples[1].annotations).toEqual([
      {
        label: 'Infiltration',
        boxes: [
          { x0: 10, y0: 20, x1: 40, y1: 60 },
          { x0: 1, y0: 2, x1: 4, y1: 6 },
        ],
      },
    ]);
  });

  it('give the labels of all findings when the labels are given', async () => {
    const { labels, samples } = await open({ labels: 'entries.csv' });
    expect(labels).toHaveLength(15);
    expect(Object.keys(samples[1].labels)).toEqual(labels);
    expect(presentIn(samples)).toEqual([
      ['Atelectasis', 'Effusion'],
      ['Infiltration', 'Mass'],
    ]);
    expect(samples[1].labels).toMatchObject({ Mass: 1, Hernia: 0, 'No Finding': 0 });
  });

  it('give every labelled image when all are wanted', async () => {
    const { samples } = await open({ labels: 'entries.csv', only: 'all' });
    expect(samples.map(({ id }) => id)).toEqual(images);
    expect(presentIn(samples)[2]).toEqual(['No Finding']);
    expect(samples[2]).toMatchObject({ patient: '00000001', annotations: [] });
  });

  it('are restricted to a list, whatever its line ends', async () => {
    writeFileSync(join(root, 'test_list.txt'), '00000193_019.png\r\n\r\n00000099_000.png');
    expect((await open({ list: 'test_list.txt' })).samples.map(({ id }) => id)).toEqual(['00000193_019.png']);
  });

  it('are in the split whose list names them', async () => {
    write('test_list.txt', '00000193_019.png', '00000099_000.png');
    const splits = { train_val: 'train_val_list.txt', test: 'test_list.txt' };
    write('train_val_list.txt', '00000098_000.png');
    const { samples } = await open({ splits, labels: 'entries.csv', only: 'all' });
    const expected = samples.map(({ id }) => (id === '00000193_019.png' ? 'test' : undefined));
    expect(samples.map(({ split }) => split)).toEqual(expected);
    expect(expected).toContain('test');
    write('train_val_list.txt', '00000193_019.png');
    expect(await failure({ splits })).toEqual([
      'DATA_INVALID',
      'The image 00000193_019.png is in two splits\n  found: train_val and test\n  do: Name each list under one split',
    ]);
  });

  it('may have a byte order mark, Windows line ends, padding, and cells that a spreadsheet added', async () => {
    const rows = [boxHeader, `${boxRows[0]},,,`, ` ${boxRows[1].replaceAll(',', ', ')} `, boxRows[2]];
    writeFileSync(join(root, 'saved.csv'), `\uFEFF${rows.join('\r\n')}\r\n\r\n`);
    expect((await open({ boxes: 'saved.csv' })).samples).toEqual((await open()).samples);
  });

  it('take the patient from the labels when the name does not tell', async () => {
    write('boxes.csv', boxHeader, 'case.png,Mass,1,2,3,4');
    write('entries.csv', entryHeader, 'case.png,Mass,19,193,058Y,M,PA,2992,2991,0.143,0.143,');
    write('images/case.png');
    expect((await open({ labels: 'entries.csv' })).samples[0].patient).toBe('193');
    expect((await open()).samples[0].patient).toBeUndefined();
  });

  it('say what the labels leave open or deny', async () => {
    write('entries.csv', entryHeader, '00000193_019.png,No Finding,19,193,58,M,PA,2992,2991,0.143,0.143');
    const { samples, notes } = await open({ labels: 'entries.csv' });
    expect(presentIn(samples)).toEqual([['Atelectasis', 'Effusion'], ['Infiltration']]);
    expect(notes).toEqual([
      '1 image boxed but not in the labels, so that findings without a box are unknown: 00013118_008.png',
      '1 image boxed for a finding that the labels do not name, which counts as present: 00000193_019.png',
    ]);
  });
});

describe('images', () => {
  beforeEach(() => {
    write('boxes.csv', boxHeader, ...boxRows);
  });

  it('are found in the folders in which they were published', async () => {
    write('images_001/images/00000193_019.png');
    write('images_012/images/00013118_008.png');
    const { samples, notes } = await open({ images: '.' });
    expect(samples.map(({ image }) => image)).toEqual([
      join(root, 'images_012/images/00013118_008.png'),
      join(root, 'images_001/images/00000193_019.png'),
    ]);
    expect(notes).toEqual([]);
  });

  it('may have another extension, but the published name comes first', async () => {
    write('images/00013118_008.jpg');
    write('images/00000193_019.jpg');
    write('images/00000193_019.png');
    const { samples, notes } = await open();
    expect(samples.map(({ id, image }) => [id, image])).toEqual([
      ['00013118_008.png', join(root, 'images/00013118_008.jpg')],
      ['00000193_019.png', join(root, 'images/00000193_019.png')],
    ]);
    expect(notes).toEqual(['1 image read from files of another extension: 00013118_008.png']);
  });

  it('that are missing are an error, or skipped with a note', async () => {
    write('images/00000193_019.png');
    expect(await failure()).toEqual([
      'FILE_UNREADABLE',
      `1 of 2 images are not in the folder
  asked: 00013118_008.png
  found: ${root}/images holds 1 file
  do: Point 'images' at the folder of all images, or set missing: 'skip'`,
    ]);
    const { samples, notes } = await open({ missing: 'skip' });
    expect(samples.map(({ id }) => id)).toEqual(['00000193_019.png']);
    expect(notes).toEqual(['1 image not in the folder and passed over: 00013118_008.png']);
  });

  it('that are all missing are an error in any case', async () => {
    write('images/notes.txt');
    expect(await failure({ missing: 'skip' })).toEqual([
      'FILE_UNREADABLE',
      expect.stringContaining('2 of 2 images are not in the folder'),
    ]);
  });
});

describe('errors name file and line', () => {
  beforeEach(() => {
    for (const image of images) write(`images/${image}`);
    write('boxes.csv', boxHeader, ...boxRows);
    write('entries.csv', entryHeader, ...entryRows);
  });

  test.each([
    ['too few numbers', '00000193_019.png,Mass,10,20,30'],
    ['a number that is none', '00000193_019.png,Mass,10,20,30,4O'],
    ['a missing number', '00000193_019.png,Mass,10,,30,40'],
    ['a negative width', '00000193_019.png,Mass,10,20,-30,40'],
    ['no height', '00000193_019.png,Mass,10,20,30,0'],
    ['a box that leaves the frame', '00000193_019.png,Mass,900,20,130,40'],
    ['one number too many', '00000193_019.png,Mass,10,20,30,40,50'],
    ['no image', ',Mass,10,20,30,40'],
  ])('a box with %s', async (_, row) => {
    write('boxes.csv', boxHeader, ...boxRows, row);
    expect(await failure()).toEqual([
      'DATA_INVALID',
      `${root}/boxes.csv:5: Not a box
  asked: image,finding,x,y,w,h with a box inside 1024×1024
  found: ${row}`,
    ]);
  });

  it('an unknown finding, with the nearest', async () => {
    write('boxes.csv', boxHeader, boxRows[0], '00000193_019.png,Efusion,1,2,3,4');
    const [code, message] = await failure();
    expect(code).toBe('DATA_INVALID');
    expect(message).toMatch(
      `${root}/boxes.csv:3: 'Efusion' is not a finding of ChestX-ray14\n  found: Nearest: Effusion.`,
    );
  });

  test.each([
    [
      'labels given as boxes',
      { boxes: 'entries.csv' },
      "It looks like Data_Entry_2017.csv, which is given as 'labels'",
    ],
    [
      'boxes given as labels',
      { labels: 'boxes.csv' },
      "It looks like BBox_List_2017.csv, which is given as 'boxes'",
    ],
    ['another file', { boxes: 'list.txt' }, "Give BBox_List_2017.csv as published by the NIH as 'boxes'"],
    ['an empty file', { boxes: 'empty.csv' }, 'empty.csv is empty'],
  ])('%s', async (_, options, message) => {
    write('list.txt', ...images);
    write('empty.csv');
    expect(await failure(options)).toEqual(['DATA_INVALID', expect.stringContaining(message)]);
  });

  it('labels without findings, and a second row of one image', async () => {
    write('entries.csv', entryHeader, entryRows[0], '00013118_008.png');
    expect((await failure({ labels: 'entries.csv' }))[1]).toMatch(
      `${root}/entries.csv:3: Not an image with its`,
    );
    write('entries.csv', entryHeader, ...entryRows, entryRows[0]);
    expect((await failure({ labels: 'entries.csv' }))[1]).toMatch(
      `${root}/entries.csv:5: The image '00000193_019.png' has a second row`,
    );
  });

  it('broken quotes', async () => {
    write('boxes.csv', boxHeader, boxRows[0], '"00000193_019.png,Mass,1,2,3,4');
    expect(await failure()).toEqual([
      'DATA_INVALID',
      expect.stringMatching(/boxes\.csv:\d+: Not a table of text\n/),
    ]);
  });

  it('a list that is none', async () => {
    expect(await failure({ list: 'boxes.csv' })).toEqual([
      'DATA_INVALID',
      expect.stringContaining(`${root}/boxes.csv:1: Not the name of an image`),
    ]);
  });

  it('a list that leaves no image', async () => {
    write('list.txt', '00000099_000.png');
    expect(await failure({ list: 'list.txt' })).toEqual([
      'DATA_INVALID',
      expect.stringContaining('None of the 2 images is in list.txt'),
    ]);
  });

  test.each([{ boxes: 'none.csv' }, { labels: 'none.csv' }, { list: 'none.csv' }, { images: 'none.csv' }])(
    'a missing file or folder: %j',
    async (options) => {
      expect(await failure(options)).toEqual([
        'FILE_UNREADABLE',
        expect.stringContaining(
          `Cannot read ${root}/none.csv\n  asked: The option '${Object.keys(options)[0]}'`,
        ),
      ]);
    },
  );
});

it('stops when asked to', async () => {
  write('boxes.csv', boxHeader, ...boxRows);
  const options = parseOptions(chestXray14, { images: '.', boxes: 'boxes.csv' });
  const stopped = chestXray14.open(options, {
    baseDirectory: root,
    files: nodeFiles,
    codec: sharpCodec,
    signal: AbortSignal.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
});

it('needs the labels for all images', () => {
  expect(() => parseOptions(chestXray14, { images: '.', boxes: 'boxes.csv', only: 'all' })).toThrow(
    "only: 'all' needs the labels file",
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([chestXray14]);
});

function write(path: string, ...lines: string[]): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), lines.map((line) => `${line}\n`).join(''));
}

function open(options: Record<string, unknown> = {}) {
  const all = parseOptions(chestXray14, { images: 'images', boxes: 'boxes.csv', ...options });
  return chestXray14.open(all, { baseDirectory: root, files: nodeFiles, codec: sharpCodec });
}

/** Code and message of the error. */
async function failure(options: Record<string, unknown> = {}): Promise<[string, string]> {
  const error: unknown = await open(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isCamscopeError(error)) throw new Error('Did not fail as it should', { cause: error });
  return [error.code, error.message];
}

function presentIn(samples: readonly { readonly labels: Readonly<Record<string, number>> }[]): string[][] {
  return samples.map(({ labels }) => Object.keys(labels).filter((label) => labels[label] === 1));
}
