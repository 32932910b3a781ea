import { floatTensor, type ByteSource, type FloatTensor, type ModelSource } from '@camscope/core';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Path of a file written by tools/reference/tiny_models.py. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

export function model(name: string, external: Record<string, ByteSource> = {}): ModelSource {
  return { proto: readFileSync(fixture(`${name}.onnx`)), external: new Map(Object.entries(external)) };
}

/** A square image [1,3,size,size] for `convolutions`; 384 takes some hundred milliseconds, 8 next to none. */
export function image(size: number): FloatTensor {
  return floatTensor(
    Float32Array.from({ length: 3 * size * size }, (_, i) => Math.sin(i)),
    [1, 3, size, size],
  );
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of tests/children on the sources, in a process of its own. */
export function runChild(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const path = fileURLToPath(new URL(`./children/${script}`, import.meta.url));
  const node = ['--import', 'tsx', '--conditions', '@camscope/source', path, ...args];
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, timeout: 50_000 };
    const child = execFile(process.execPath, node, options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** The least of a 64-bit ELF library that is linked with others: a header, two segments, a dynamic section and its strings. */
export function elfFile(needed: readonly string[], text: string): Buffer {
  const strings = Buffer.from(`\0${[...needed, text].join('\0')}\0`);
  const table = 64 + 2 * 56;
  const entries = [
    ...needed.map((name) => [1, strings.indexOf(`\0${name}\0`) + 1]),
    ...[
      [5, table + 16 * (needed.length + 3)],
      [10, strings.length],
      [0, 0],
    ],
  ];
  const size = table + 16 * entries.length + strings.length;
  const file = Buffer.alloc(size);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(2, 56);
  [
    { type: 1, at: 0, length: size },
    { type: 2, at: table, length: 16 * entries.length },
  ].forEach(({ type, at, length }, i) => {
    const header = 64 + 56 * i;
    file.writeUInt32LE(type, header);
    for (const [field, value] of [
      [8, at],
      [16, at],
      [32, length],
    ])
      file.writeBigUInt64LE(BigInt(value), header + field);
  });
  entries.flat().forEach((value, i) => file.writeBigUInt64LE(BigInt(value), table + 8 * i));
  strings.copy(file, table + 16 * entries.length);
  return file;
}
