// Phantoms for training, as NumPy files: images as a network of `--input` pixels sees them after camscope's own
// preprocessing, which findings each has, and the box of its marker in shares of the image (zeros for none).
// Usage: node tools/run.js tools/train/dump-phantoms.ts --out FOLDER --count 1000 [--seed 101] [--size 256] [--input 128]
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generatePhantom, labels, phantomSeed, rasterOf, specOf } from '@camscope/datasets-phantom';
import { resizeRaster } from '@camscope/pixels';

/** Of each finding. */
const PREVALENCE = 0.35;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    count: { type: 'string' },
    seed: { type: 'string', default: '101' },
    size: { type: 'string', default: '256' },
    input: { type: 'string', default: '128' },
  },
});
if (!values.out || !values.count) throw new Error('--out and --count are needed');
const [count, seed, size, input] = [values.count, values.seed, values.size, values.input].map(Number);
const prevalence = Object.fromEntries(labels.map((label) => [label, PREVALENCE])) as Record<
  (typeof labels)[number],
  number
>;

const images = new Uint8Array(count * input * input);
const found = new Uint8Array(count * labels.length);
const boxes = new Float32Array(4 * count);
for (let n = 0; n < count; n++) {
  const spec = specOf(phantomSeed(seed, n), { prevalence });
  const phantom = generatePhantom(spec, { size });
  images.set(resizeRaster(rasterOf(phantom, 8), input, input).data as Uint8Array, n * input * input);
  for (const { label } of phantom.findings) found[n * labels.length + labels.indexOf(label)] = 1;
  if (phantom.marker) {
    const { x0, y0, x1, y1 } = phantom.marker;
    boxes.set(
      [x0, y0, x1, y1].map((edge) => edge / size),
      4 * n,
    );
  }
  if ((n + 1) % 500 === 0) console.error(`${n + 1} of ${count}`);
}
await mkdir(values.out, { recursive: true });
await writeFile(join(values.out, 'images.npy'), npy(images, [count, input, input]));
await writeFile(join(values.out, 'labels.npy'), npy(found, [count, labels.length]));
await writeFile(join(values.out, 'boxes.npy'), npy(boxes, [count, 4]));

/** NumPy's format 1.0: unsigned bytes or float32, in C order. */
function npy(data: Uint8Array | Float32Array, shape: readonly number[]): Uint8Array {
  const type = data instanceof Uint8Array ? '|u1' : '<f4';
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = `${text.padEnd(Math.ceil((11 + text.length) / 64) * 64 - 11)}\n`;
  const length = Uint8Array.of(header.length & 255, header.length >> 8);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(header), bytes]);
}
