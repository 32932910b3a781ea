import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Dataset, isCamscopeError, parseOptions } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import plugin, { table } from '../src/index.ts';

let root: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'table-'));
  const raster = { width: 40, height: 20, channels: 1, white: 255, data: new Uint8Array(800) } as const;
  write('images/a.png', await sharpCodec.encodePng(raster));
  write('images/sub/b.jpg', await sharpCodec.encodeJpeg(raster, 90));
});
afterEach(() => rmSync(root, { recursive: true }));

const LABELLED = ['image,label', 'a.png,Edema', 'b.jpg,Mass'];

describe('boxes', () => {
  test.each([
    ['sides', {}, 'x,y,w,h', '4,5,10.5,7'],
    ['corners', {}, 'x_min,y_min,x_max,y_max', '4,5,14.5,12'],
    ['sides as shares', { unit: 'shares' }, 'x,y,width,height', '0.1,0.25,0.2625,0.35'],
    ['corners as shares', { unit: 'shares' }, 'left,top,right,bottom', '0.1,0.25,0.3625,0.6'],
    ['columns that are named', { columns: { x: 'α', y: 'β', w: 'γ', h: 'δ' } }, 'α,β,γ,δ', '4,5,10.5,7'],
  ])('by %s', async (_, options, columns, numbers) => {
    text('boxes.csv', `image,label,${columns}`, `a.png,Edema,${numbers}`);
    const { samples } = await open(options);
    expect(samples).toHaveLength(1);
    const [box] = samples[0].annotations[0].boxes;
    for (const [side, value] of Object.entries({ x0: 4, y0: 5, x1: 14.5, y1: 12 }))
      expect(box).toHaveProperty(side, expect.closeTo(value, 12));
  });

  it('of a label and reader are one annotation; what stands twice counts once', async () => {
    text(
      'boxes.csv',
      'image,label,x,y,w,h,reader,patient,split',
      ...['a.png,Edema,1,2,3,4,R1,p1,train', 'a.png,Edema,5,2,3,4,R2,p1,', 'a.png,Mass,1,2,3,4,R1,,train'],
      ...['a.png,Edema,9,2,3,4,R1,p1,train', 'a.png,Edema,1,2,3,4,R1,p1,train'],
    );
    const { labels, samples, notes } = await open();
    expect(labels).toEqual(['Edema', 'Mass']);
    expect(samples).toEqual([
      {
        id: 'a.png',
        image: join(root, 'images/a.png'),
        frame: { width: 40, height: 20 },
        patient: 'p1',
        split: 'train',
        labels: { Edema: 1, Mass: 1 },
        annotations: [
          {
            label: 'Edema',
            reader: 'R1',
            boxes: [
              { x0: 1, y0: 2, x1: 4, y1: 6 },
              { x0: 9, y0: 2, x1: 12, y1: 6 },
            ],
          },
          { label: 'Edema', reader: 'R2', boxes: [{ x0: 5, y0: 2, x1: 8, y1: 6 }] },
          { label: 'Mass', reader: 'R1', boxes: [{ x0: 1, y0: 2, x1: 4, y1: 6 }] },
        ],
      },
    ]);
    expect(notes).toEqual([
      `${root}/boxes.csv: read image from 'image', label from 'label', reader from 'reader', patient from 'patient', ` +
        "split from 'split', x from 'x', y from 'y', w from 'w', h from 'h'",
      '1 image with an annotation that stands twice and counts once: a.png',
    ]);
  });

  it('count the pixels of the size that rows tell, else of the one given, else of the image', async () => {
    const rows = ['a.png,Edema,10,10,20,20,400,200', 'b.jpg,Edema,10,10,20,5,,'];
    text('boxes.csv', 'image,label,x,y,w,h,image_width,image_height', ...rows);
    expect(framesOf(await open())).toEqual([
      [400, 200],
      [40, 20],
    ]);
    expect(framesOf(await open({ frame: { width: 80, height: 40 } }))).toEqual([
      [400, 200],
      [80, 40],
    ]);
  });

  it('whose numbers are all within one pixel are taken for shares that somebody forgot to tell', async () => {
    text('boxes.csv', 'image,label,x,y,w,h', 'a.png,Edema,0.1,0.2,0.5,0.5', 'b.jpg,Mass,0,0,1,1');
    expect(await failure()).toContain(
      'Boxes are not in pixels\n  asked: unit: pixels\n  found: 2 boxes, and no number above 1\n  do: Set unit: shares',
    );
    const { notes } = await open({}, true);
    expect(notes).toContainEqual(expect.stringContaining('Boxes are not in pixels'));
  });
});

describe('labels of whole images', () => {
  it('are present where a row names them, alone or joined, and unknown otherwise', async () => {
    text('boxes.csv', 'image,label', 'a.png,Edema|Mass', 'b.jpg,Mass');
    const { labels, samples } = await open({ separator: '|', only: 'all' });
    expect(labels).toEqual(['Edema', 'Mass']);
    expect(samples.map((sample) => sample.labels)).toEqual([{ Edema: 1, Mass: 1 }, { Mass: 1 }]);
    expect((await open({ only: 'all' })).notes).toContainEqual(
      expect.stringContaining("labels hold '|'; where it stands between several, set separator: '|'"),
    );
  });

  it('have the value that a column tells; presence goes before doubt, and that before absence', async () => {
    const rows = ['a.png,Edema,0', 'a.png,Edema,1', 'a.png,Mass,-1', 'b.jpg,Mass,0.0', 'b.jpg,Edema,'];
    text('boxes.csv', 'image,label,value', ...rows);
    const { samples } = await open({ only: 'all' });
    expect(samples.map((sample) => sample.labels)).toEqual([{ Edema: 1, Mass: -1 }, { Mass: 0 }]);
  });

  it('are uncertain for a box only where all its rows are', async () => {
    const rows = [
      'a.png,Edema,1,1,2,2,-1',
      'a.png,Mass,1,1,2,2,-1',
      'a.png,Mass,3,3,2,2,1',
      'a.png,ILD,1,1,2,2,',
    ];
    text('boxes.csv', 'image,label,x,y,w,h,value', ...rows);
    expect((await open()).samples[0].labels).toEqual({ Edema: -1, Mass: 1, ILD: 1 });
  });

  it('are absent where nothing was found, however that is written', async () => {
    text(
      'boxes.csv',
      'image,label,x,y,w,h',
      'a.png,Edema,1,1,2,2',
      'a.png,no_FINDING,,,,',
      'b.jpg,No finding,,,,',
    );
    const { samples, notes } = await open({ only: 'all' });
    expect(samples.map((sample) => sample.labels)).toEqual([
      { Edema: 1, no_FINDING: 0, 'No finding': 0 },
      { Edema: 0, no_FINDING: 0, 'No finding': 1 },
    ]);
    expect(notes.slice(1)).toEqual([
      '2 labels that differ in case or separators alone: no_FINDING, No finding',
      '1 image stated to show nothing, where every label is absent: b.jpg',
    ]);
  });

  it('of which nothing is said are unknown, or absent where readers looked for all', async () => {
    text('boxes.csv', 'image,label,x,y,w,h', 'a.png,Edema,1,1,2,2', 'b.jpg,,,,,');
    expect((await open({ only: 'all' })).samples[1].labels).toEqual({});
    const { samples, notes } = await open({ only: 'all', others: 'absent' });
    expect(samples[1].labels).toEqual({ Edema: 0 });
    expect(notes).toContainEqual(
      '1 image of which nothing is said, where every label is absent (others: absent): b.jpg',
    );
  });

  it('may be one for all rows', async () => {
    text('boxes.csv', 'image,x,y,w,h', 'a.png,1,1,2,2');
    expect((await open({ label: 'Pneumonia' })).samples[0].labels).toEqual({ Pneumonia: 1 });
    expect(await failure()).toContain('No column names the label');
    text('boxes.csv', ...LABELLED);
    expect(await failure({ label: 'Pneumonia' })).toContain(
      "Labels come from the column 'label' and from the option 'label'",
    );
  });

  it('come from a second table, with a column for each', async () => {
    text('boxes.csv', 'image,label,x,y,w,h', 'a.png,Edema,1,1,2,2', 'b.jpg,Edema,1,1,2,2');
    text('labels.csv', 'image,sex,Mass,Edema,age,note,subject', 'a,F,-1,0,60,1,s1');
    const { labels, samples, notes } = await open({ labels: 'labels.csv', ignore: ['note'] });
    expect(labels).toEqual(['Edema', 'Mass']);
    expect(samples.map(({ labels, patient }) => [labels, patient])).toEqual([
      [{ Edema: 1, Mass: -1 }, 's1'],
      [{ Edema: 1 }, undefined],
    ]);
    expect(notes.slice(1)).toEqual([
      `${root}/labels.csv: read image from 'image', patient from 'subject', labels from Mass, Edema`,
      `1 image annotated but not in ${root}/labels.csv, so that findings without an annotation are not known by it: b.jpg`,
      '1 image annotated for a label that is stated to be absent, which counts as present: a.png',
    ]);
    const named = await open({ labels: 'labels.csv', labelColumns: ['note', 'Mass'] });
    expect(named.labels).toEqual(['Edema', 'note', 'Mass']);
  });

  it('come from a second table, joined in one column, which names all that are present', async () => {
    text('boxes.csv', 'image,label,x,y,w,h', 'a.png,Edema,1,1,2,2');
    text('labels.csv', 'image,finding labels', 'a.png,Edema|Mass', 'b.jpg,No Finding');
    const { samples } = await open({ labels: 'labels.csv', only: 'all' });
    expect(samples.map(({ labels }) => labels)).toEqual([
      { Edema: 1, Mass: 1, 'No Finding': 0 },
      { Edema: 0, Mass: 0, 'No Finding': 1 },
    ]);
  });
});

it('reads Parquet as it reads text', async () => {
  text('boxes.csv', 'image,label,x,y,w,h', 'a.png,Edema,1.5,2,3,4', 'b.jpg,Mass,,,,');
  const columnData = [
    { name: 'image', data: ['a.png', 'b.jpg'], type: 'STRING' as const },
    { name: 'label', data: ['Edema', 'Mass'], type: 'STRING' as const },
    ...['x', 'y', 'w', 'h'].map((name, i) => ({
      name,
      data: [[1.5, 2, 3, 4][i], null],
      type: 'DOUBLE' as const,
      nullable: true,
    })),
  ];
  write('boxes.parquet', new Uint8Array(parquetWriteBuffer({ columnData })));
  const { samples } = await open({ annotations: 'boxes.parquet', only: 'all' });
  expect(samples).toEqual((await open({ only: 'all' })).samples);
});

it('takes names for one in both forms of Unicode', async () => {
  const [composed, apart] = ['é'.normalize('NFC'), 'é'.normalize('NFD')];
  write(`images/${apart}.png`, new Uint8Array());
  const frame = { width: 9, height: 9 };
  text(
    'boxes.csv',
    `image,label,${apart}`,
    `${composed}.png,Œd${apart}me,1`,
    `${apart}.png,Œd${composed}me,1`,
  );
  const { labels, samples } = await open({ frame, only: 'all', columns: { value: composed } });
  expect(labels).toEqual([`Œd${composed}me`]);
  expect(samples.map(({ id }) => id)).toEqual([`${composed}.png`]);
});

describe('errors name file and line', () => {
  test.each([
    ['half a box', {}, 'a.png,Edema,1,2,,4,,,', "asked: a number under 'w'\n  found: an empty cell"],
    [
      'a box without area',
      {},
      'a.png,Edema,1,2,0,4,,,',
      'asked: a box with an area\n  found: x 1, y 2, w 0, h 4',
    ],
    ['a box without a label', {}, 'a.png,,1,2,3,4,,,', 'asked: a label of the box'],
    ['no image', {}, ',Edema,1,2,3,4,,,', "asked: a value under 'image'"],
    ['a box of what is absent', {}, 'a.png,Edema,1,2,3,4,0,,', 'found: the value 0'],
    [
      'a value that is none',
      {},
      'a.png,Edema,,,,,yes,,',
      "asked: 1, 0, −1 or nothing under 'value'\n  found: yes",
    ],
    [
      'pixels as shares',
      { unit: 'shares' },
      'a.png,Edema,1,2,30,4,,,',
      "asked: a share from 0 to 1 under 'w'",
    ],
    [
      'another patient',
      {},
      'b.jpg,Edema,,,,,,p2,',
      "asked: one patient of b.jpg, 'p1' as before\n  found: 'p2'",
    ],
  ])('%s', async (_, options, row, message) => {
    text('boxes.csv', 'image,label,x,y,w,h,value,patient,split', 'b.jpg,Mass,,,,,,p1,', row);
    const told = await failure(options);
    expect(told).toContain(`${root}/boxes.csv:3: A row does not follow its table`);
    expect(told).toContain(message);
    expect((await open({ ...options, only: 'all' }, true)).notes).toContainEqual(
      expect.stringMatching(/^1 entry: A row does not follow its table \(.*boxes\.csv:3: /),
    );
  });

  it('a row with too few or too many cells', async () => {
    for (const row of ['a.png', 'a.png,Edema,1']) {
      text('boxes.csv', 'image,label,,', 'b.jpg,Mass,,,', row);
      const found = row.split(',').length;
      expect(await failure()).toMatch(
        new RegExp(`boxes\\.csv:3: .*\n  asked: 2 cells, as in the header\n  found: ${found} cells?$`),
      );
    }
  });

  it('a column that is not there', async () => {
    text('boxes.csv', ...LABELLED);
    expect(await failure({ columns: { label: 'lable' } })).toContain("boxes.csv has no column 'lable'");
    text('labels.csv', 'image,age', 'a.png,61');
    expect(await failure({ labels: 'labels.csv' })).toContain('No column of the labels tells a label');
  });

  it('a size of the image that is half there', async () => {
    text('boxes.csv', 'image,label,image_width', 'a.png,Edema,40');
    expect(await failure()).toContain(
      "boxes.csv:1: The size of images lacks a column\n  found: 'image_width' alone",
    );
  });
});

it('asks for whole boxes', () => {
  const columns = { x: 'x', y: 'y', w: 'w' };
  expect(() => parseOptions(table, { images: '.', annotations: 'boxes.csv', columns })).toThrow(
    'name a box by x, y, w, h or by xMin, yMin, xMax, yMax',
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([table]);
});

function write(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function text(path: string, ...lines: string[]): void {
  write(path, lines.map((line) => `${line}\n`).join(''));
}

function open(options: Record<string, unknown> = {}, lookOnly = false): Promise<Dataset> {
  const all = parseOptions(table, { images: 'images', annotations: 'boxes.csv', ...options });
  return table.open(all, { baseDirectory: root, files: nodeFiles, codec: sharpCodec, lookOnly });
}

function framesOf({ samples }: Dataset): [number, number][] {
  return samples.map(({ frame }) => [frame.width, frame.height]);
}

/** The message of the error. */
async function failure(options: Record<string, unknown> = {}): Promise<string> {
  const error: unknown = await open(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (isCamscopeError(error) && error.code === 'DATA_INVALID') return error.message;
  throw new Error('Did not fail as it should', { cause: error });
}
