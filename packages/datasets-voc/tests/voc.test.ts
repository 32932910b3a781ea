import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, isCamscopeError, parseOptions } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { testDataset, writtenFixture } from '@camscope/testkit/datasets';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { voc } from '../src/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'voc-'));
  for (const folder of ['images', 'xml']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'images/a.png'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

const object = (name: string, corners: readonly (number | string)[], more = '') => `
  <object>
    <name>${name}</name>${more}
    <bndbox>${['xmin', 'ymin', 'xmax', 'ymax'].map((side, i) => `<${side}>${corners[i]}</${side}>`).join('')}</bndbox>
  </object>`;
const file = (...objects: string[]) => `<?xml version="1.0"?>
<annotation>
  <filename>a.png</filename>
  <size><width>40</width><height>20</height><depth>1</depth></size>${objects.join('')}
</annotation>
`;

describe('the reader of Pascal VOC', () => {
  const fixture = writtenFixture({
    reader: voc,
    files: nodeFiles,
    codec: sharpCodec,
    folder: () => Promise.resolve(mkdtempSync(join(root, 'data-'))),
    contents: {
      'xml/a.xml': file(object('Mass', [1, 1, 40, 20]), object('Ödem', [3, 4, 9, 8.5])),
      'xml/b.xml': file(object('Mass', [2, 2, 3, 3])).replace('a.png', 'b.png'),
    },
    options: { images: 'images', annotations: 'xml' },
    images: { 'a.png': 'images/a.png', 'b.png': 'images/b.png' },
    holds: {
      labels: ['Mass', 'Ödem'],
      boxes: {
        'a.png': [
          { x0: 0, y0: 0, x1: 40, y1: 20 },
          { x0: 2, y0: 3, x1: 9, y1: 8.5 },
        ],
        'b.png': [{ x0: 1, y0: 1, x1: 3, y1: 3 }],
      },
      frames: { 'a.png': [40, 20], 'b.png': [40, 20] },
    },
  });
  testDataset(fixture, { test });
});

describe('boxes', () => {
  test.each([
    ['voc', { x0: 0, y0: 1, x1: 10, y1: 12 }],
    ['inclusive', { x0: 1, y0: 2, x1: 11, y1: 13 }],
    ['half-open', { x0: 1, y0: 2, x1: 10, y1: 12 }],
  ])('count as %s does', async (corners, box) => {
    write(file(object('Mass', [1, 2, 10, 12])));
    expect((await open({ corners })).samples[0].annotations).toEqual([{ label: 'Mass', boxes: [box] }]);
  });

  it('may be difficult, and of parts of an object, which are passed over', async () => {
    const part = '<part><name>hilum</name><bndbox><xmin>1</xmin></bndbox></part>';
    write(
      file(object('Mass', [1, 2, 10, 12], part), object('Mass', [3, 4, 5, 6], '<difficult>1</difficult>')),
    );
    const { samples, notes } = await open();
    expect(samples[0].annotations[0].boxes).toHaveLength(2);
    expect(notes).toEqual([
      `1 object marked as difficult, kept like any other (difficult: keep): ${root}/xml/a.xml:9`,
    ]);
    expect((await open({ difficult: 'leave-out' })).samples[0].annotations[0].boxes).toHaveLength(1);
  });
});

it('takes the image of the file’s own name where it names none', async () => {
  write(file(object('Mass', [1, 2, 10, 12])).replace('<filename>a.png</filename>', ''));
  expect((await open()).samples.map(({ id, image }) => [id, image])).toEqual([
    ['a', join(root, 'images/a.png')],
  ]);
});

it('says nothing of an image without objects, unless readers looked for all', async () => {
  write(file());
  writeFileSync(join(root, 'xml/b.xml'), file(object('Mass', [1, 2, 10, 12])).replace('a.png', 'b.png'));
  writeFileSync(join(root, 'images/b.png'), '');
  expect((await open({ only: 'all' })).samples.map(({ labels }) => labels)).toEqual([{}, { Mass: 1 }]);
  expect((await open({ only: 'all', others: 'absent' })).samples[0].labels).toEqual({ Mass: 0 });
});

describe('errors name file and line', () => {
  const bombs = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
  test.each<[string, string, number, string]>([
    [
      'a number that is none',
      file(object('Mass', [1, '2O', 3, 4])),
      7,
      'asked: a number as ymin\n  found: 2O',
    ],
    ['a box without area', file(object('Mass', [5, 1, 4, 2])), 7, 'found: 5, 1, 4, 2'],
    ['an object without a name', file(object('', [1, 1, 2, 2])), 5, 'a name of the object'],
    ['a size that is none', file().replace('40', '-1'), 4, 'a size in pixels'],
    ['another root', '<html></html>', 1, 'found: html'],
    ['an end too soon', file().slice(0, 80), 4, 'Not XML that can be read'],
    ['no XML', 'image,label', 1, 'Not XML that can be read'],
    ['an empty file', '', 1, 'found: an empty file'],
    [
      'a document type, and entities in it',
      bombs + file(object('&b;', [1, 1, 2, 2])),
      1,
      'found: a document type',
    ],
    ['an entity', file(object('&secret;', [1, 1, 2, 2])), 6, 'Invalid character entity'],
    ['elements in each other', '<a>'.repeat(99), 1, 'found: too many elements'],
  ])('%s', async (_, text, line, says) => {
    write(text);
    const message = await failure({ only: 'all' });
    expect(message).toContain(`${root}/xml/a.xml:${line}: `);
    expect(message).toContain(says);
  });

  it('two files of one image, and no file', async () => {
    write(file());
    writeFileSync(join(root, 'xml/b.xml'), file());
    expect(await failure()).toContain(`${root}/xml/b.xml: Two files are of the image 'a.png'`);
    expect(await failure({ annotations: 'images' })).toContain('images holds no XML files');
  });
});

function write(text: string): void {
  writeFileSync(join(root, 'xml/a.xml'), text);
}

function open(options: Record<string, unknown> = {}): Promise<Dataset> {
  const all = parseOptions(voc, { images: 'images', annotations: 'xml', ...options });
  return voc.open(all, { baseDirectory: root, files: nodeFiles, codec: sharpCodec });
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
