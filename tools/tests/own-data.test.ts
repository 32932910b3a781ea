import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import {
  type Box,
  type Dataset,
  type DatasetReader,
  type MaskRuns,
  parseOptions,
  type Raster,
  type Sample,
} from '@camscope/core';
import { coco } from '@camscope/datasets-coco';
import { masks } from '@camscope/datasets-masks';
import { phantom } from '@camscope/datasets-phantom';
import { table } from '@camscope/datasets-table';
import { voc } from '@camscope/datasets-voc';
import { yolo } from '@camscope/datasets-yolo';
import { sharpCodec } from '@camscope/images';
import { encodeRunString, maskOfRuns } from '@camscope/pixels';
import { nodeFiles } from '@camscope/files-node';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'own-data-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const [width, height] = [320, 200];

/** Writes boxes of one image in a format, and says how they are read. */
type Way = (boxes: readonly Box[]) => readonly [reader: DatasetReader, options: object];

const WAYS: Readonly<Record<string, Way>> = {
  'a table of sides': (boxes) => [
    table,
    written('boxes.csv', 'image,label,x,y,w,h', boxes, ({ x0, y0, x1, y1 }) => [
      'a.tif,Mass',
      x0,
      y0,
      x1 - x0,
      y1 - y0,
    ]),
  ],
  'a table of corners': (boxes) => [
    table,
    written(
      'boxes.tsv',
      'image\tlabel\txmin\tymin\txmax\tymax',
      boxes,
      ({ x0, y0, x1, y1 }) => ['a\tMass', x0, y0, x1, y1],
      '\t',
    ),
  ],
  'a table of shares': (boxes) => [
    table,
    {
      unit: 'shares',
      ...written(
        'boxes.csv',
        'image;label;x1;y1;x2;y2',
        boxes,
        ({ x0, y0, x1, y1 }) => ['a;Mass', x0 / width, y0 / height, x1 / width, y1 / height],
        ';',
      ),
    },
  ],
  'a COCO file': (boxes) => {
    const annotations = boxes.map(({ x0, y0, x1, y1 }, id) => ({
      ...{ id, image_id: 1, category_id: 1, bbox: [x0, y0, x1 - x0, y1 - y0] },
    }));
    const images = [{ id: 1, file_name: 'a.tif', width, height }];
    write('boxes.json', JSON.stringify({ images, categories: [{ id: 1, name: 'Mass' }], annotations }));
    return [coco, { annotations: 'boxes.json' }];
  },
  'YOLO files': (boxes) => {
    const line = ({ x0, y0, x1, y1 }: Box) =>
      `0 ${(x0 + x1) / 2 / width} ${(y0 + y1) / 2 / height} ${(x1 - x0) / width} ${(y1 - y0) / height}\n`;
    write('yolo/a.txt', boxes.map(line).join(''));
    write('yolo/classes.txt', 'Mass\n');
    return [yolo, { annotations: 'yolo', names: 'yolo/classes.txt' }];
  },
  'Pascal VOC files': (boxes) => {
    const object = ({ x0, y0, x1, y1 }: Box) =>
      `<object><name>Mass</name><bndbox><xmin>${x0 + 1}</xmin><ymin>${y0 + 1}</ymin><xmax>${x1}</xmax><ymax>${y1}</ymax></bndbox></object>`;
    write('voc/a.xml', `<annotation>${boxes.map(object).join('')}</annotation>`);
    return [voc, { annotations: 'voc' }];
  },
};

const side = (most: number) =>
  fc
    .tuple(fc.double({ min: 0, max: most - 1, noNaN: true }), fc.double({ min: 1.5, max: most, noNaN: true }))
    .map(([start, length]) => [start, Math.min(most, start + length)] as const);
const box = fc.tuple(side(width), side(height)).map(([[x0, x1], [y0, y1]]): Box => ({ x0, y0, x1, y1 }));

test.each(Object.entries(WAYS))('boxes are the same in %s', async (_, way) => {
  // 16 bits, of which the header tells the size.
  const grey = sharp(new Uint16Array(width * height), { raw: { width, height, channels: 1 } });
  await grey.toColourspace('grey16').tiff({ compression: 'lzw' }).toFile(join(root, 'a.tif'));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(box, { minLength: 1, maxLength: 5, selector: String }), async (boxes) => {
      const [reader, options] = way(boxes);
      const { samples } = await open(reader, { images: '.', ...options });
      const read = samples.flatMap(({ annotations }) =>
        annotations.flatMap((annotation) => annotation.boxes),
      );
      expect(read).toHaveLength(boxes.length);
      for (const [i, { x0, y0, x1, y1 }] of boxes.entries())
        for (const [edge, value] of Object.entries({ x0, y0, x1, y1 }))
          expect(Math.abs(read[i][edge as keyof Box] - value)).toBeLessThan(1e-9);
    }),
    { numRuns: 25 },
  );
});

test.each(['png16', 'dicom'])(
  'masks of phantoms in %s are the same as run lengths and as PNG',
  async (format) => {
    const findings = { Cardiomegaly: 0.9, Effusion: 0.9 };
    const phantoms = await open(phantom, { count: 4, size: 64, readers: 0, findings, format });
    const drawn = phantoms.samples.filter(({ annotations }) => annotations.length > 0);
    const wanted = masksIn(drawn);
    expect(wanted.length).toBeGreaterThan(4);
    const images = dirname(drawn[0].image);

    for (const { id, annotations } of drawn)
      for (const { label, mask } of annotations)
        write(`masks/${label}/${parse(id).name}.png`, await sharpCodec.encodePng(rasterOf(mask!)));
    const pictures = await open(masks, { images, masks: 'masks' });
    expect(masksIn(pictures.samples).sort()).toEqual([...wanted].sort());

    for (const counts of [encodeRunString, ({ runs }: MaskRuns) => runs]) {
      write('masks.json', JSON.stringify(cocoOf(drawn, counts)));
      const read = await open(coco, { images, annotations: 'masks.json' });
      expect(masksIn(read.samples)).toEqual(wanted);
      expect(read.samples.map(({ image }) => image)).toEqual(drawn.map(({ image }) => image));
    }
  },
);

/** Each as image, label and run lengths. */
function masksIn(samples: readonly Sample[]): string[] {
  return samples.flatMap(({ id, annotations }) =>
    annotations.map(({ label, mask }) => `${parse(id).name} ${label} ${encodeRunString(mask!)}`),
  );
}

function rasterOf(runs: MaskRuns): Raster {
  const { width, height, data } = maskOfRuns(runs);
  return { width, height, channels: 1, white: 255, data: data.map((inside) => 255 * inside) };
}

/** The masks of samples as a COCO file. */
function cocoOf(samples: readonly Sample[], counts: (runs: MaskRuns) => unknown): object {
  const labels = [...new Set(samples.flatMap(({ annotations }) => annotations.map(({ label }) => label)))];
  return {
    images: samples.map(({ id, frame }) => ({ id, file_name: id, ...frame })),
    categories: labels.map((name, id) => ({ id, name })),
    annotations: samples.flatMap(({ id, frame, annotations }) =>
      annotations.map(({ label, mask }) => ({
        image_id: id,
        category_id: labels.indexOf(label),
        iscrowd: 1,
        segmentation: { size: [frame.height, frame.width], counts: counts(mask!) },
      })),
    ),
  };
}

function written(
  name: string,
  header: string,
  boxes: readonly Box[],
  cells: (box: Box) => readonly (string | number)[],
  delimiter = ',',
): { annotations: string } {
  write(name, [header, ...boxes.map((box) => cells(box).join(delimiter)), ''].join('\n'));
  return { annotations: name };
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function open(reader: DatasetReader, options: object): Promise<Dataset> {
  return reader.open(parseOptions(reader, options), {
    ...{ baseDirectory: root, files: nodeFiles, codec: sharpCodec },
  });
}
