import { crc32, deflateSync } from 'node:zlib';
import type { Raster } from '@camscope/core';

/** A grey PNG of 8 or 16 bits, as the raster's samples are, with a comment. */
export function encodePng({ width, height, data }: Raster, comment: string): Uint8Array {
  const bytes = data instanceof Uint16Array ? 2 : 1;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8 * bytes;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1')),
    chunk('IDAT', deflateSync(filtered(data, width * bytes, height, bytes))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Rows of differences from the row above (filter 2, `Up`), each behind its filter's number. */
function filtered(data: Raster['data'], rowBytes: number, height: number, bytes: number): Uint8Array {
  const samples = new Uint8Array(rowBytes * height);
  if (bytes === 1) samples.set(data);
  else data.forEach((value, i) => samples.set([value >> 8, value & 255], 2 * i));
  const rows = new Uint8Array((rowBytes + 1) * height);
  for (let row = 0; row < height; row++) {
    const to = row * (rowBytes + 1);
    rows[to] = 2;
    for (let k = 0; k < rowBytes; k++) {
      const i = row * rowBytes + k;
      rows[to + 1 + k] = samples[i] - (row > 0 ? samples[i - rowBytes] : 0);
    }
  }
  return rows;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
