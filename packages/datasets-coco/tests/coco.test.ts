import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, isCamscopeError, parseOptions } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { annotatedMask, encodeRunString, runsOfMask } from '@camscope/pixels';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { coco } from '../src/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'coco-'));
  for (const name of ['0.png', '1.png', '2.png']) writeFileSync(join(root, name), '');
});
afterEach(() => rmSync(root, { recursive: true }));

interface Entries {
  readonly images?: readonly object[];
  readonly categories?: readonly object[];
  readonly annotations?: readonly object[];
}

/** Of 8 × 4. */
const image = { id: 1, file_name: '0.png', width: 8, height: 4 };
const ring = [1, 1, 3, 1, 3, 3, 1, 3];

describe('masks', () => {
  it('are those that the COCO tools make, whatever they are held as', async () => {
    const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
    writeFileSync(join(root, 'own.json'), fixture('annotations.json'));
    const { samples } = await open();
    const masks = samples.flatMap(({ id, frame, annotations }) =>
      annotations.map((annotation) => {
        const mask = runsOfMask(annotatedMask(annotation, frame.width, frame.height));
        return { image: id, label: annotation.label, counts: encodeRunString(mask) };
      }),
    );
    expect(masks).toEqual(JSON.parse(fixture('masks.json')));
  });

  it('of outlines alone stay outlines, with a box around each', async () => {
    write({ annotations: [{ bbox: [0, 0, 8, 4], segmentation: [ring, [5, 0, 8, 0, 8, 2.5]] }] });
    const { samples, notes } = await open();
    expect(samples[0].annotations).toEqual([
      {
        label: 'Mass',
        boxes: [
          { x0: 1, y0: 1, x1: 3, y1: 3 },
          { x0: 5, y0: 0, x1: 8, y1: 2.5 },
        ],
        contours: [
          [
            [1, 1],
            [3, 1],
            [3, 3],
            [1, 3],
          ],
          [
            [5, 0],
            [8, 0],
            [8, 2.5],
          ],
        ],
      },
    ]);
    expect(notes).toEqual([]);
  });

  it('without a pixel are no finding, and told', async () => {
    const empty = { size: [4, 8], counts: [32] };
    write({ annotations: [{ segmentation: empty }, { bbox: [1, 1, 2, 2], segmentation: [] }] });
    const { samples, notes } = await open();
    expect(samples[0].annotations).toEqual([{ label: 'Mass', boxes: [{ x0: 1, y0: 1, x1: 3, y1: 3 }] }]);
    expect(notes).toEqual(['1 annotation whose mask is empty, so that nothing was seen: annotations[0]']);
  });
});

describe('what is said of images', () => {
  it('is whose they are, their split, and who drew what', async () => {
    write({
      images: [{ ...image, patient_id: 12, part: 'val' }],
      annotations: [
        { bbox: [1, 1, 2.5, 2], annotator: 'R1' },
        { bbox: [0, 0, 2, 2], attributes: { annotator: 'R2' } },
        { bbox: [0, 0, 1, 2], category_id: 4 },
      ],
    });
    const { samples } = await open({ readerKey: 'annotator', patientKey: 'patient_id', splitKey: 'part' });
    expect(samples).toEqual([
      {
        id: '0.png',
        image: join(root, '0.png'),
        frame: { width: 8, height: 4 },
        patient: '12',
        split: 'val',
        labels: { Mass: 1, 浸润: 1 },
        annotations: [
          { label: 'Mass', reader: 'R1', boxes: [{ x0: 1, y0: 1, x1: 3.5, y1: 3 }] },
          { label: 'Mass', reader: 'R2', boxes: [{ x0: 0, y0: 0, x1: 2, y1: 2 }] },
          { label: '浸润', boxes: [{ x0: 0, y0: 0, x1: 1, y1: 2 }] },
        ],
      },
    ]);
  });

  it('may stand in a file for each split', async () => {
    write({ annotations: [{ bbox: [1, 1, 2, 2] }] });
    write({ images: [{ ...image, file_name: '1.png' }], annotations: [{ bbox: [1, 1, 2, 2] }] }, 'val.json');
    const { samples } = await open({ annotations: { train: 'own.json', val: 'val.json' } });
    expect(samples.map(({ id, split }) => [id, split])).toEqual([
      ['0.png', 'train'],
      ['1.png', 'val'],
    ]);
    expect(await failure({ annotations: { train: 'own.json', val: 'own.json' } })).toContain(
      'asked: an image that no other file has',
    );
  });

  it('is nothing where there is no annotation: unknown, or absent if readers looked for all', async () => {
    write({
      images: [image, { ...image, id: 2, file_name: '1.png' }],
      annotations: [{ bbox: [1, 1, 2, 2] }],
    });
    const unknown = await open({ only: 'all' });
    expect(unknown.samples.map(({ labels }) => labels)).toEqual([{ Mass: 1 }, {}]);
    expect(unknown.notes).toEqual([
      '1 image of which nothing is said, whose labels are unknown (others: unknown): 1.png',
    ]);
    const absent = await open({ only: 'all', others: 'absent' });
    expect(absent.samples.map(({ labels }) => labels)).toEqual([
      { Mass: 1, 浸润: 0 },
      { Mass: 0, 浸润: 0 },
    ]);
  });

  it('may be a crowd, which counts or not', async () => {
    write({ annotations: [{ bbox: [1, 1, 2, 2] }, { iscrowd: 1, bbox: [4, 0, 2, 2] }] });
    const kept = await open();
    expect(kept.samples[0].annotations[0].boxes).toHaveLength(2);
    expect(kept.notes).toEqual([
      '1 annotation with iscrowd, kept like any other (crowds: keep): annotations[1]',
    ]);
    expect((await open({ crowds: 'leave-out' })).samples[0].annotations[0].boxes).toHaveLength(1);
  });
});

describe('errors name the place', () => {
  const box = { bbox: [1, 1, 2, 2] };
  const mask = (counts: unknown, size: unknown = [4, 8]) => ({
    annotations: [{ segmentation: { size, counts } }],
  });
  test.each<[string, Entries, string, string]>([
    ['an image of no id', { annotations: [{ ...box, image_id: 9 }] }, 'annotations[0].image_id', 'found: 9'],
    [
      'a category of no id',
      { annotations: [{ ...box, category_id: 9 }] },
      'annotations[0].category_id',
      'found: 9',
    ],
    [
      'an id twice',
      { images: [image, { ...image, file_name: '1.png' }] },
      'images[1].id',
      'an id that no other has',
    ],
    [
      'a name twice',
      { images: [image, { ...image, id: 2 }] },
      'images[1].file_name',
      'that no other image has',
    ],
    [
      'no size',
      {
        images: [
          { ...image, width: 0 },
          { ...image, id: 2 },
        ],
      },
      'images[0]',
      'asked: width and height in pixels',
    ],
    ['half a box', { annotations: [{ bbox: [1, 2, 3] }] }, 'annotations[0].bbox', 'found: [1,2,3]'],
    ['neither box nor mask', { annotations: [{}] }, 'annotations[0].bbox', 'found: nothing'],
    [
      'a polygon of two points',
      { annotations: [{ segmentation: [[1, 1, 2, 2]] }] },
      'annotations[0].segmentation[0]',
      'a polygon',
    ],
    [
      'a point far away',
      { annotations: [{ segmentation: [[1, 1, 2, 2, 3, 1e9]] }] },
      'annotations[0].segmentation[0][5]',
      'a point of an image of 8 × 4',
    ],
    [
      'a mask of another size',
      mask([32], [8, 4]),
      'annotations[0].segmentation.size',
      '[height, width] of the image, [4, 8]',
    ],
    ['runs that do not fill it', mask([1, 2]), 'annotations[0].segmentation.counts', 'found: 3 pixels'],
    ['a run below 0', mask([33, -1]), 'annotations[0].segmentation.counts', 'run lengths, as a list'],
    ['a string that is none', mask('~~'), 'annotations[0].segmentation.counts', 'position 0'],
  ])('%s', async (_, entries, at, says) => {
    write(entries);
    const message = await failure({ only: 'all' });
    expect(message).toContain(`${at}: ${root}/own.json does not follow its format`);
    expect(message).toContain(says);
    const { notes } = await open({ only: 'all' }, true);
    expect(notes).toContainEqual(expect.stringContaining(`does not follow its format (${at}`));
  });
});

function write({ images = [image], categories, annotations = [] }: Entries, name = 'own.json'): void {
  const known = [
    { id: 3, name: 'Mass' },
    { id: 4, name: '浸润' },
  ];
  const whole = annotations.map((one, i) => ({ id: i + 1, image_id: 1, category_id: 3, ...one }));
  const file = { images, categories: categories ?? known, annotations: whole };
  writeFileSync(join(root, name), JSON.stringify(file));
}

function open(options: Record<string, unknown> = {}, lookOnly = false): Promise<Dataset> {
  const all = parseOptions(coco, { images: '.', annotations: 'own.json', ...options });
  return coco.open(all, { baseDirectory: root, files: nodeFiles, codec: sharpCodec, lookOnly });
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
