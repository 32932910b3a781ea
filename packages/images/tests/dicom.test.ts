import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { decode, expectRefused } from './decoding.ts';
import { dicom, EIGHT_BIT, encapsulated, greyImage, JPEG_BASELINE, type Elements } from './dicom-writer.ts';

interface Case {
  file: string;
  channels: 1 | 3;
  expected: number[];
}
const pydicom = JSON.parse(readFileSync(new URL('fixtures/dicom.json', import.meta.url), 'utf8')) as Record<
  string,
  Case
>;
const thirds = [0, 1 / 3, 2 / 3, 1];

describe('as pydicom', () => {
  it.each(Object.entries(pydicom))('%s', async (_, { file, channels, expected }) => {
    const raster = await decode(Buffer.from(file, 'base64'));
    expect(raster).toMatchObject({ width: 7, height: 5, channels, white: channels === 1 ? 1 : 255 });
    // Decoders of JPEG, and roundings of YBR, differ by a level or two of 255.
    const tolerance = channels === 3 ? 2 : 2e-6;
    expect(raster.data.length).toBe(expected.length);
    raster.data.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(tolerance));
  });
});

describe('on paper', () => {
  it.each<[string, Elements, number[]]>([
    ['a window over the whole range', {}, thirds],
    ['MONOCHROME1 is turned round', { '00280004': ['CS', 'MONOCHROME1'] }, [1, 2 / 3, 1 / 3, 0]],
    [
      'bits above the high bit are dropped',
      { '7fe00010': ['OW', words(0xf000, 0x1555, 0x2aaa, 0x8fff)] },
      thirds,
    ],
    [
      'bits below those stored are dropped',
      { '00280102': ['US', 15], '7fe00010': ['OW', words(0x000f, 0x5557, 0xaaa1, 0xfff0)] },
      thirds,
    ],
    [
      'the sign is that of the bits stored',
      {
        '00280103': ['US', 1],
        '00281050': ['DS', '0'],
        '7fe00010': ['OW', words(0x800, 0xd55, 0x2aa, 0x7ff)],
      },
      thirds,
    ],
    [
      'without a window, the range of the image',
      { '00281050': ['DS', ''], '00281051': ['DS', ''], '7fe00010': ['OW', words(100, 200, 300, 400)] },
      thirds,
    ],
    [
      'without a window, a flat image is black',
      { '00281050': ['DS', ''], '00281051': ['DS', ''], '7fe00010': ['OW', words(9, 9, 9, 9)] },
      [0, 0, 0, 0],
    ],
  ])('%s', async (_, changes, levels) => {
    const raster = await decode(dicom(greyImage(changes)));
    expect(raster).toMatchObject({ width: 2, height: 2, channels: 1, white: 1 });
    raster.data.forEach((value, i) => expect(value).toBeCloseTo(levels[i], 3));
  });

  it.each(['all', 'meta', 'none'] as const)('head: %s', async (head) => {
    const raster = await decode(dicom(greyImage(), undefined, head));
    raster.data.forEach((value, i) => expect(value).toBeCloseTo(thirds[i], 3));
  });

  it('a JPEG in two fragments', async () => {
    const grey = await sharp(Uint8Array.of(0, 85, 170, 255), { raw: { width: 2, height: 2, channels: 1 } })
      .toColourspace('b-w')
      .jpeg({ quality: 100 })
      .toBuffer();
    const stream = encapsulated(grey.subarray(0, 100), grey.subarray(100));
    const raster = await decode(
      dicom(
        greyImage({
          ...EIGHT_BIT,
          '00281050': ['DS', '128'],
          '00281051': ['DS', '256'],
          '7fe00010': ['OB*', stream],
        }),
        JPEG_BASELINE,
      ),
    );
    raster.data.forEach((value, i) => expect(Math.abs(value - thirds[i])).toBeLessThan(3 / 255));
  });
});

describe('refused', () => {
  it.each<[string, Elements, string]>([
    ['several frames', { '00280008': ['IS', '12'] }, '12 frames'],
    ['no rows', { '00280010': ['US', 0] }, '2 × 0 pixels'],
    ['too few bytes', { '7fe00010': ['OW', words(1, 2, 3)] }, '6 of 8 bytes of pixel data'],
    ['32 bits', { '00280100': ['US', 32] }, '32 bits'],
    [
      'more bits stored than allocated',
      { '00280101': ['US', 17], '00280102': ['US', 16] },
      '17 of them stored',
    ],
    ['a high bit below the bits stored', { '00280102': ['US', 3] }, 'up to bit 3'],
    ['a palette', { '00280004': ['CS', 'PALETTE COLOR'] }, "'PALETTE COLOR'"],
    ['16-bit colour', { '00280002': ['US', 3], '00280004': ['CS', 'RGB'] }, '3 × 16 bits'],
    ['a window of width 0', { '00281051': ['DS', '0'] }, 'width 0'],
    ['a window without width', { '00281051': ['DS', ''] }, 'width undefined'],
    ['an unknown window', { '00281056': ['CS', 'CUBIC'] }, 'shape CUBIC'],
    ['a rescale that is no number', { '00281053': ['DS', 'x'] }, 'slope of NaN'],
  ])('%s', async (_, changes, found) => {
    await expectRefused(dicom(greyImage(changes)), found);
  });

  it.each([
    ['1.2.840.10008.1.2.4.90', 'JPEG 2000 lossless'],
    ['1.2.840.10008.1.2.1.99', 'deflated'],
    ['1.2.840.10008.1.2.5', 'RLE'],
    ['1.2.3', '1.2.3'],
  ])('transfer syntax %s', async (uid, found) => {
    await expectRefused(dicom(greyImage(), uid), uid);
    await expectRefused(dicom(greyImage(), uid), found);
  });

  it('no pixel data', async () => {
    const { '7fe00010': _, ...rest } = greyImage();
    await expectRefused(dicom(rest), 'without pixel data');
  });

  it('samples where JPEG was announced', async () => {
    await expectRefused(dicom(greyImage(EIGHT_BIT), JPEG_BASELINE), 'does not fit the transfer syntax');
  });

  it('a JPEG of another size', async () => {
    const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    const elements = greyImage({ ...EIGHT_BIT, '7fe00010': ['OB*', encapsulated(jpeg)] });
    await expectRefused(dicom(elements, JPEG_BASELINE), 'with a JPEG of 8 × 8');
  });
});

test('colour keeps its channels', async () => {
  const elements: Elements = {
    ...greyImage(EIGHT_BIT),
    '00280002': ['US', 3],
    '00280004': ['CS', 'RGB'],
    '7fe00010': ['OB', Uint8Array.from({ length: 12 }, (_, i) => 20 * i)],
  };
  expect(await decode(dicom(elements))).toEqual({
    width: 2,
    height: 2,
    channels: 3,
    data: Uint8Array.from({ length: 12 }, (_, i) => 20 * i),
    white: 255,
  });
});

function words(...values: number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(values).buffer);
}
