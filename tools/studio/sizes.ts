import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Sizes {
  /** What is loaded before the first map, without ONNX Runtime, networks and radiographs. */
  readonly first: number;
  /** Code that is loaded when it is asked for. */
  readonly later: number;
  /** Of ONNX Runtime: its script and its binary. */
  readonly runtime: number;
}

const CODE = /\.(html|js|css|webmanifest)$/;
const LATER = /^assets\/later-/;
/** Not those that are asked for: `import(…)`. */
const IMPORTED = /\b(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;
const RUNTIME = /^ort\/|^assets\/ort\./;

/** Bytes of a built application, compressed by gzip. */
export function sizesOf(folder: string): Sizes {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const sum = (wanted: (file: string) => boolean) =>
    files
      .filter(wanted)
      .reduce((total, file) => total + gzipSync(readFileSync(join(folder, file)), { level: 6 }).length, 0);
  const code = files.filter((file) => CODE.test(file) && !RUNTIME.test(file));
  const first = withImports(
    folder,
    code.filter((file) => !LATER.test(file)),
  );
  return {
    first: sum((file) => first.has(file)),
    later: sum((file) => code.includes(file) && !first.has(file)),
    runtime: sum((file) => RUNTIME.test(file) && /\./.test(file)),
  };
}

/** Files, and all that they import when they are loaded, whatever it is called. */
function withImports(folder: string, files: readonly string[]): ReadonlySet<string> {
  const found = new Set(files);
  for (const file of found) {
    if (!file.endsWith('.js')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, name] of text.matchAll(IMPORTED)) found.add(posix.join(posix.dirname(file), name));
  }
  return found;
}

/** `240 kB at first, 47 kB later, 6.7 MB of ONNX Runtime, compressed`. */
export function sizesInWords({ first, later, runtime }: Sizes): string {
  const kilo = (bytes: number) => `${Math.ceil(bytes / 1000)} kB`;
  return `studio: ${kilo(first)} at first, ${kilo(later)} later, ${(runtime / 1e6).toFixed(1)} MB of ONNX Runtime, compressed`;
}
