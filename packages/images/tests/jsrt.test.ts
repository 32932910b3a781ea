import { describe, expect, it } from 'vitest';
import { sharpCodec } from '../src/index.ts';

const bytes = new Uint8Array(2 * 2048 * 2048);
const words = new DataView(bytes.buffer);
// What looks like DICOM without a preamble.
for (let i = 0; i < 2048; i++) words.setUint16(2 * i, 0x0800);
words.setUint16(2 * 2048, 1);
words.setUint16(2 * (2 * 2048 + 3), 4095);
words.setUint16(2 * (2 * 2048 + 4), 65535);

describe('an .IMG file of JSRT', () => {
  it('is of big-endian levels of 12 bits, row by row, turned round', async () => {
    const { data, ...raster } = await sharpCodec.decode(bytes, 'a/JPCLN001.IMG');
    expect(raster).toEqual({ width: 2048, height: 2048, channels: 1, white: 1 });
    const at = (x: number, y: number) => data[2048 * y + x];
    expect([at(0, 0), at(2047, 0), at(0, 1), at(1, 1)]).toEqual([0.5, 0.5, Math.fround(1 - 1 / 4096), 1]);
    expect([at(3, 2), at(4, 2)]).toEqual([Math.fround(1 / 4096), 0]);
  });

  it.each([
    ['of another length', bytes.subarray(1), 'JPCLN001.IMG'],
    ['of another name', new Uint8Array(bytes.length), 'JPCLN001.raw'],
  ])('%s is refused', async (_, file, name) => {
    await expect(sharpCodec.decode(file, name)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
  });
});
