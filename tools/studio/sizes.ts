import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Sizes {
  /** What is loaded to show the first page and to compute the first map, without ONNX Runtime, networks and radiographs. */
  readonly code: number;
  /** Of ONNX Runtime. */
  readonly runtime: number;
}

const CODE = /\.(html|js|css|webmanifest)$/;

/** Bytes of a built application, compressed by gzip. */
export function sizesOf(folder: string): Sizes {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sum = (wanted: (file: string) => boolean) =>
    files
      .filter(wanted)
      .reduce((total, file) => total + gzipSync(readFileSync(join(folder, file)), { level: 6 }).length, 0);
  return {
    code: sum((file) => CODE.test(file) && !file.startsWith('ort/')),
    runtime: sum((file) => /^ort\/.*\./.test(file)),
  };
}

/** `278 kB of code, 7.1 MB of ONNX Runtime (gzip)`. */
export function sizesInWords({ code, runtime }: Sizes): string {
  const kilo = (bytes: number) => `${Math.ceil(bytes / 1000)} kB`;
  return `studio: ${kilo(code)} of code, ${(runtime / 1e6).toFixed(1)} MB of ONNX Runtime, compressed`;
}
