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
