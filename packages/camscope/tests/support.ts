import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@camscope/cli';
import type { Raster } from '@camscope/core';
import { sharpCodec } from '@camscope/images';
import { onTestFinished } from 'vitest';

export const png = (raster: Raster) => sharpCodec.encodePng(raster);

/** A black picture of 8×8 pixels with a block of 3×3 white ones, whose corner is at (x, y). */
export function block(x: number, y: number): Raster {
  const data = new Uint8Array(64);
  for (let row = y; row < y + 3; row++) data.fill(255, 8 * row + x, 8 * row + x + 3);
  return { width: 8, height: 8, channels: 1, data, white: 255 };
}

/** A temporary folder with files in it; gone after the test. */
export async function folderWith(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** What the command prints. @throws Error unless it ends well. */
export async function camscope(cwd: string, ...argv: string[]): Promise<string> {
  let stdout = '';
  let stderr = '';
  const code = await main(argv, {
    cwd,
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    stderrIsTty: false,
    signal: new AbortController().signal,
    debug: false,
  });
  if (code !== 0) throw new Error(stderr);
  return stdout;
}
