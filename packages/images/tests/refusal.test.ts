import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { isCamscopeError } from '@camscope/core';
import { MAX_PIXELS } from '@camscope/images';
import { decode, expectRefused } from './decoding.ts';
import { dicom, EIGHT_BIT, encapsulated, greyImage, JPEG_BASELINE } from './dicom-writer.ts';
import { GREY, png } from './png-writer.ts';

const noise = Uint8Array.from({ length: 64 * 64 }, (_, i) => ((i * 7919) >> 3) & 255);
const image = () => sharp(noise, { raw: { width: 64, height: 64, channels: 1 } });
const files = {
  PNG: () => image().png().toBuffer(),
  JPEG: () => image().jpeg().toBuffer(),
  'progressive JPEG': () => image().jpeg({ progressive: true }).toBuffer(),
  TIFF: () => image().tiff({ compression: 'lzw' }).toBuffer(),
  WebP: () => image().webp({ lossless: true }).toBuffer(),
  DICOM: () => Promise.resolve(dicom(greyImage())),
};

describe.each(Object.entries(files))('%s', (_, make) => {
  it('cut off anywhere is refused, or whole', async () => {
    const bytes = await make();
    const whole = await decode(bytes);
    const step = Math.max(1, Math.floor(bytes.length / 100));
    for (let length = 0; length < bytes.length; length += length > bytes.length - 2 * step ? 1 : step) {
      const raster = await decode(bytes.subarray(0, length)).catch(refusal);
      if (raster) expect(raster).toEqual(whole);
    }
  });

  it('with a changed byte is refused or decoded', async () => {
    const bytes = await make();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = value;
        await decode(changed).catch(refusal);
      }),
      { numRuns: 150 },
    );
  });
});

test('bytes after the signature of a format are refused', async () => {
  const starts = [
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8\xff',
    'II*\0',
    'RIFF\x10\0\0\0WEBP',
    '\x02\0\0\0',
    '\x08\0\x05\0',
    `${'\0'.repeat(128)}DICM`,
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
      await decode(Buffer.concat([Buffer.from(start, 'latin1'), rest])).catch(refusal);
    }),
    { numRuns: 300 },
  );
});

describe('what is not an image', () => {
  it.each([
    ['nothing', '', 'empty file'],
    ['text', 'Image Index,Finding', 'begins with 49 6d 61 67'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'begins with 3c 73 76 67'],
    ['one byte', '\x89', 'begins with 89'],
  ])('%s', async (_, text, found) => {
    await expectRefused(Buffer.from(text, 'latin1'), found);
  });

  it('another format behind a JPEG of DICOM', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>');
    const elements = greyImage({ ...EIGHT_BIT, '7fe00010': ['OB*', encapsulated(svg)] });
    await expectRefused(dicom(elements, JPEG_BASELINE), 'a damaged JPEG file');
  });
});

describe('too large', () => {
  it('a small PNG that claims a large image', async () => {
    const bomb = png({ width: 1, depth: 8, type: GREY, samples: [0], claim: [100_000, 100_000] });
    await expectRefused(bomb, 'an image of 100000 × 100000 pixels');
  });

  it('the first size past the limit', async () => {
    const past = png({ width: 1, depth: 8, type: GREY, samples: [0], claim: [8192, 8193] });
    await expectRefused(past, '8192 × 8193');
    expect(8192 * 8192).toBe(MAX_PIXELS);
  });

  it('DICOM', async () => {
    const bomb = dicom(greyImage({ '00280010': ['US', 65535], '00280011': ['US', 65535] }));
    await expectRefused(bomb, '65535 × 65535');
  });
});

describe('images of another kind', () => {
  it('several pages', async () => {
    const page = await image().png().toBuffer();
    const other = await image().negate().png().toBuffer();
    const pages = await sharp([page, other], { join: { animated: true } })
      .webp()
      .toBuffer();
    await expectRefused(pages, '2 images in one file');
  });

  it('CMYK', async () => {
    await expectRefused(await image().toColourspace('cmyk').jpeg().toBuffer(), 'colour space cmyk');
  });

  it('float samples', async () => {
    await expectRefused(floatTiff(), 'samples of type float');
  });
});

/** A TIFF of one float sample, made without an image library. */
function floatTiff(): Uint8Array {
  const tags = [
    [256, 1],
    [257, 1],
    [258, 32],
    [259, 1],
    [262, 1],
    [273, 134],
    [277, 1],
    [278, 1],
    [279, 4],
    [339, 3],
  ];
  const entries = tags.flatMap(([tag, value]) => [tag, 3, 1, 0, value, 0]);
  const words = [0x4949, 42, 8, 0, tags.length, ...entries, 0, 0, 0, 0x3f80];
  return new Uint8Array(Uint16Array.from(words).buffer);
}

/** Passes over a refusal, and over nothing else. */
function refusal(error: unknown): undefined {
  if (isCamscopeError(error) && error.code === 'IMAGE_INVALID') return undefined;
  throw error;
}
