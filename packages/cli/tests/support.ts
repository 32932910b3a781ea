import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Raster } from '@camscope/core';
import { sharpCodec } from '@camscope/images';
import { mirror, MIRROR_CARD } from '@camscope/testkit';
import { onTestFinished } from 'vitest';
import { main, type Io } from '@camscope/cli';

export { mirror, MIRROR_CARD as CARD };

const BIN = fileURLToPath(new URL('../bin/camscope.cjs', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process. */
export async function camscope(cwd: string, argv: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const code = await main(argv, {
    cwd,
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    stderrIsTty: false,
    signal: new AbortController().signal,
    debug: false,
    ...io,
  });
  return { code, stdout, stderr };
}

/** Runs the command as a process of its own. */
export function start(
  cwd: string,
  argv: readonly string[],
  onStderr?: (text: string, pid: number) => void,
  onStart?: (pid: number) => Promise<void>,
): Promise<Ran> {
  const child = spawn(process.execPath, [BIN, ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  return Promise.all([ended(child, onStderr), onStart?.(child.pid!)]).then(([ran]) => ran);
}

/** Runs a line of bash in which `camscope` is the command. */
export function shell(cwd: string, line: string): Promise<Ran> {
  const script = `camscope() { "${process.execPath}" "${BIN}" "$@"; }\n${line}`;
  return ended(spawn('bash', ['-c', script], { cwd, stdio: ['ignore', 'pipe', 'pipe'] }));
}

function ended(
  child: ChildProcessByStdio<null, Readable, Readable>,
  onStderr?: (text: string, pid: number) => void,
): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => {
    stderr += data;
    onStderr?.(stderr, child.pid!);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code!, stdout, stderr }));
  });
}

/** A temporary folder with files in it; gone after the test. */
export async function folderWith(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-cli-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** A black picture of 8×8 pixels with a block of 3×3 white ones, whose corner is at (x, y). */
export function block(x: number, y: number): Raster {
  const data = new Uint8Array(64);
  for (let row = y; row < y + 3; row++) data.fill(255, 8 * row + x, 8 * row + x + 3);
  return { width: 8, height: 8, channels: 1, data, white: 255 };
}

export const png = (raster: Raster) => sharpCodec.encodePng(raster);
