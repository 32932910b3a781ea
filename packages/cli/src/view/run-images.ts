import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files, ImageCodec, Raster } from '@camscope/core';
import { fileOf, images, readLines } from '@camscope/pipeline';
import type { Handler } from '../serve/serve.ts';

export interface RunImages {
  /** Of the run. */
  readonly folder: string;
  readonly files: Files;
  readonly codec: ImageCodec;
}

/**
 * The radiographs of a run, decoded: what a run lists as an image and is none stays where it is. `/N` is that of line N of its table,
 * counted from 0: row-major samples, channels interleaved, little-endian, of the type and shape that the headers `Raster-*` tell.
 */
export function runImages({ folder, files, codec }: RunImages): Handler {
  const table = join(folder, fileOf(images));
  let known: { readonly written: number; readonly paths: Promise<readonly string[]> } | undefined;
  return async (request, response) => {
    const [, line] = /^\/(\d+)$/.exec(request.url!) ?? [];
    const path = line && (await paths())[Number(line)];
    if (path === undefined || path === '') return false;
    const location = files.resolve(folder, path);
    const raster = await codec.decode(await files.read(location), location);
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', ...shapeOf(raster) });
    response.end(littleEndian(raster.data));
    return true;
  };

  /** Files of all lines, read anew where the table has been written anew. */
  async function paths(): Promise<readonly string[]> {
    const { mtimeMs: written } = await stat(table);
    if (known?.written !== written) {
      const lines = readLines({ files, folder, table: images }, ['file']);
      known = { written, paths: lines.then((all) => all.map(({ file }) => file)) };
    }
    return known.paths;
  }
}

function shapeOf({ width, height, channels, white, data }: Raster): Record<string, string> {
  const type = data instanceof Float32Array ? 'float32' : data instanceof Uint16Array ? 'uint16' : 'uint8';
  return {
    'Raster-Type': type,
    'Raster-Size': `${width}x${height}x${channels}`,
    'Raster-White': String(white),
  };
}

function littleEndian({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT }: Raster['data']): Buffer {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 || BYTES_PER_ELEMENT === 1) return bytes;
  const copy = Buffer.from(bytes);
  return BYTES_PER_ELEMENT === 2 ? copy.swap16() : copy.swap32();
}
