import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { sharpCodec } from '@camscope/images';
import { webCodec } from '@camscope/images-web';
import { describe, expect, test } from 'vitest';

const noise = (length: number, step = 7919) => Uint8Array.from({ length }, (_, i) => ((i * step) >> 3) & 255);
const raw = (width: number, height: number, channels: 1 | 2 | 3 | 4) =>
  sharp(noise(width * height * channels), { raw: { width, height, channels } });
const words = Uint16Array.from({ length: 35 }, (_, i) => (i * 1_873) & 65535);

const files: Record<string, () => Promise<Uint8Array>> = {
  'grey of 8 bits': () => raw(7, 5, 1).toColourspace('b-w').png().toBuffer(),
  'grey of 16 bits': () =>
    sharp(words, { raw: { width: 7, height: 5, channels: 1, depth: 'ushort' } } as never)
      .toColourspace('grey16')
      .png()
      .toBuffer(),
  RGB: () => raw(7, 5, 3).png().toBuffer(),
  'RGB over black': () => raw(7, 5, 4).png().toBuffer(),
  'grey over black': () => raw(7, 5, 2).toColourspace('b-w').png().toBuffer(),
  interlaced: () => raw(9, 11, 3).png({ progressive: true }).toBuffer(),
  'a palette': () => raw(7, 5, 3).png({ palette: true, colours: 16 }).toBuffer(),
};

describe('the same as the codec of Node', () => {
  test.each(Object.entries(files))('%s', async (_, make) => {
    const bytes = new Uint8Array(await make());
    expect(await webCodec.decode(bytes, 'a.png')).toEqual(await sharpCodec.decode(bytes, 'a.png'));
  });

  test.each([1, 2, 4])('grey of %i bits', async (depth) => {
    const bytes = greyPng(9, 3, depth);
    expect(await webCodec.decode(bytes, 'a.png')).toEqual(await sharpCodec.decode(bytes, 'a.png'));
  });
});

test('cut off anywhere, a file is refused with its name and what to do', async () => {
  const bytes = new Uint8Array(await files['RGB']());
  for (const length of [8, 20, 40, bytes.length >> 1, bytes.length - 13]) {
    await expect(webCodec.decode(bytes.subarray(0, length), 'a.png')).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
      message: expect.stringMatching(/Cannot read a.png[^]*do: Get the file again/) as string,
    });
  }
});

test('a written file is read back', async () => {
  const raster = { width: 7, height: 5, channels: 3, data: noise(105), white: 255 } as const;
  expect(await webCodec.decode(await webCodec.encodePng(raster), 'a.png')).toEqual(raster);
});

test.each(['II*\0', 'RIFF....WEBP'])('what begins with %j is refused', async (head) => {
  const bytes = Uint8Array.from(head, (letter) => letter.charCodeAt(0));
  await expect(webCodec.decode(bytes, 'a')).rejects.toMatchObject({
    details: { fix: 'Give a PNG, JPEG or DICOM file, or an .IMG file of JSRT, whole' },
  });
});

/** A grey PNG of less than 8 bits, which sharp reads and does not write. */
function greyPng(width: number, height: number, depth: number): Uint8Array {
  const stride = Math.ceil((width * depth) / 8);
  const rows = Buffer.concat(
    Array.from({ length: height }, (_, y) => Buffer.from([0, ...noise(stride, 977 * (y + 1))])),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = depth;
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function crc(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}
