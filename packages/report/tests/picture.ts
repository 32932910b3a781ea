import { deflateSync, crc32 } from 'node:zlib';

/** A square PNG, as a data URI: two dark lungs on grey and, where asked, a red spot. */
export function picture(size: number, spot?: readonly [x: number, y: number]): string {
  const rows = Buffer.alloc(size * (1 + 3 * size));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = y * (1 + 3 * size) + 1 + 3 * x;
      const [u, v] = [x / size, y / size];
      const lung = Math.min(
        ...[0.3, 0.7].map((centre) => ((u - centre) / 0.16) ** 2 + ((v - 0.48) / 0.32) ** 2),
      );
      const grey = lung < 1 ? 60 + 40 * lung : 170;
      const heat = spot ? Math.exp(-((u - spot[0]) ** 2 + (v - spot[1]) ** 2) / 0.02) : 0;
      rows[at] = grey + (255 - grey) * heat;
      rows[at + 1] = rows[at + 2] = grey * (1 - 0.8 * heat);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.of(137, 80, 78, 71, 13, 10, 26, 10);
  const png = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body) >>> 0, 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
