import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { sharpCodec } from '@camscope/images';
import { decode } from './decoding.ts';
import { GREY, GREY_ALPHA, PALETTE, png, RGB, RGBA } from './png-writer.ts';

const PLTE = [9, 9, 9, 200, 100, 50];

describe('PNG, sample by sample', () => {
  const eight = { width: 3, depth: 8 } as const;
  const sixteen = { width: 3, depth: 16 } as const;
  it.each([
    ['grey', { ...eight, type: GREY, samples: [0, 7, 255] }, 1, [0, 7, 255]],
    ['grey with alpha', { ...eight, type: GREY_ALPHA, samples: [10, 255, 7, 128, 255, 0] }, 1, [10, 4, 0]],
    ['RGB', { ...eight, type: RGB, samples: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['RGB of equal channels', { ...eight, type: RGB, samples: [1, 1, 1, 5, 5, 5, 9, 9, 9] }, 1, [1, 5, 9]],
    [
      'opaque RGBA of equal channels',
      { ...eight, width: 2, type: RGBA, samples: [8, 8, 8, 255, 9, 9, 9, 255] },
      1,
      [8, 9],
    ],
    [
      'RGBA',
      { ...eight, width: 2, type: RGBA, samples: [10, 20, 30, 255, 100, 200, 255, 51] },
      3,
      [10, 20, 30, 20, 40, 51],
    ],
    ['palette', { ...eight, width: 2, type: PALETTE, samples: [0, 1], chunks: { PLTE } }, 3, PLTE],
    [
      'palette with alpha',
      { ...eight, width: 2, type: PALETTE, samples: [0, 1], chunks: { PLTE, tRNS: [255, 51] } },
      3,
      [9, 9, 9, 40, 20, 10],
    ],
    [
      'bits',
      { ...eight, width: 8, depth: 1, type: GREY, samples: [0b10100001] },
      1,
      [255, 0, 255, 0, 0, 0, 0, 255],
    ],
    ['16-bit grey', { ...sixteen, type: GREY, samples: [0, 257, 65534] }, 1, [0, 257, 65534]],
    [
      '16-bit grey with alpha',
      { ...sixteen, type: GREY_ALPHA, samples: [1000, 65535, 2000, 32768, 9, 0] },
      1,
      [1000, 1000, 0],
    ],
    [
      '16-bit RGB',
      { ...sixteen, width: 2, type: RGB, samples: [1, 2, 3, 1000, 2001, 65535] },
      3,
      [1, 2, 3, 1000, 2001, 65535],
    ],
    ['16-bit RGBA', { ...sixteen, width: 1, type: RGBA, samples: [1, 2, 65535, 65535] }, 3, [1, 2, 65535]],
  ] as const)('%s', async (_, picture, channels, samples) => {
    const raster = await decode(
      png({ ...picture, samples: [...picture.samples] } as Parameters<typeof png>[0]),
    );
    expect(raster.channels).toBe(channels);
    expect(Array.from(raster.data)).toEqual(samples);
    expect(raster.white).toBe(picture.depth === 16 ? 65535 : 255);
    expect(raster.data).toBeInstanceOf(picture.depth === 16 ? Uint16Array : Uint8Array);
  });

  it('takes samples as stored, whatever the gamma', async () => {
    const raster = await decode(
      png({ ...eight, type: GREY, samples: [0, 7, 255], chunks: { gAMA: [0, 1, 0x86, 0xa0] } }),
    );
    expect(Array.from(raster.data)).toEqual([0, 7, 255]);
  });
});

describe('through sharp', () => {
  const values = Uint8Array.from({ length: 6 * 4 }, (_, i) => (i * 37) % 256);
  const image = () => sharp(values, { raw: { width: 6, height: 4, channels: 1 } }).toColourspace('b-w');

  it.each(['tiff', 'webp', 'png'] as const)('lossless %s', async (format) => {
    const bytes = await image().toFormat(format, { lossless: true, compression: 'lzw' }).toBuffer();
    const raster = await decode(bytes);
    expect(raster).toMatchObject({ width: 6, height: 4, channels: 1, white: 255 });
    expect(Array.from(raster.data)).toEqual(Array.from(values));
  });

  it('16-bit TIFF', async () => {
    const deep = Uint16Array.from({ length: 24 }, (_, i) => i * 2849);
    const bytes = await sharp(deep, { raw: { width: 6, height: 4, channels: 1 } })
      .toColourspace('grey16')
      .tiff({ compression: 'deflate' })
      .toBuffer();
    expect((await decode(bytes)).data).toEqual(deep);
  });

  it('JPEG, grey', async () => {
    const raster = await decode(await image().jpeg({ quality: 100 }).toBuffer());
    expect(raster).toMatchObject({ width: 6, height: 4, channels: 1, white: 255 });
    raster.data.forEach((value, i) => expect(Math.abs(value - values[i])).toBeLessThanOrEqual(2));
  });

  it('turns an image upright', async () => {
    // Orientation 6: the picture's top is the right-hand side of what is stored.
    const bytes = await image().png().withMetadata({ orientation: 6 }).toBuffer();
    const raster = await decode(bytes);
    expect([raster.width, raster.height]).toEqual([4, 6]);
    const turned = Array.from({ length: 24 }, (_, i) => values[(3 - (i % 4)) * 6 + Math.floor(i / 4)]);
    expect(Array.from(raster.data)).toEqual(turned);
  });

  it('ignores a colour profile', async () => {
    const colour = Uint8Array.of(200, 30, 60, 10, 220, 90);
    const bytes = await sharp(colour, { raw: { width: 2, height: 1, channels: 3 } })
      .png()
      .withIccProfile('p3')
      .toBuffer();
    const stored = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer();
    expect(Array.from((await decode(bytes)).data)).toEqual(Array.from(stored));
  });
});

test.each([1, 3] as const)('encodePng writes what decode reads, %d channels', async (channels) => {
  const data = Uint8Array.from({ length: 12 * channels }, (_, i) => (i * 53) % 256);
  const raster = { width: 4, height: 3, channels, data, white: 255 };
  const bytes = await sharpCodec.encodePng(raster);
  expect(await decode(bytes)).toEqual(raster);
  expect((await sharp(bytes).metadata()).channels).toBe(channels);
});

test('encodePng refuses other samples', async () => {
  const raster = { width: 1, height: 1, channels: 1, data: Float32Array.of(1), white: 1 } as const;
  await expect(sharpCodec.encodePng(raster)).rejects.toThrow('8-bit');
});
