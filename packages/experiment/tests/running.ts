import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openStudy,
  readStudy,
  resolveStudy,
  runStudy,
  type OpenStudy,
  type RunRequest,
} from '@camscope/experiment';
import { parse } from 'csv-parse/sync';
import { onTestFinished } from 'vitest';
import { registry, studyFolder, type Files } from './support.ts';

export const software = { camscope: '1.2.3', plugins: [{ name: 'support', version: '0.0.1' }] };

/** The study in a folder, opened; closed after the test. */
export async function opened(folder: string): Promise<OpenStudy> {
  const study = await openStudy(
    await resolveStudy(await readStudy(join(folder, 'study.yaml')), registry),
    registry,
  );
  onTestFinished(() => study.close());
  return study;
}

/** Runs the study in a folder into its `results`. */
export async function runIn(folder: string, request: Partial<RunRequest> = {}) {
  const out = join(folder, 'results');
  const result = await runStudy(await opened(folder), { out, software, ...request });
  return { result, out: request.out ?? out, folder };
}

/** Runs a study of such files. */
export async function run(files: Files = {}, request: Partial<RunRequest> = {}) {
  return runIn(await studyFolder(files), request);
}

/** The text files of such a run, by name; maps are left out. */
export async function textsOf(files: Files = {}): Promise<ReadonlyMap<string, string>> {
  const { out } = await run(files);
  const names = (await readdir(out, { withFileTypes: true })).filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      names.map(async ({ name }) => [name, await readFile(join(out, name), 'utf8')] as const),
    ),
  );
}

/** A folder with such files; gone after the test. */
export async function folderOf(texts: ReadonlyMap<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-experiment-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of texts) await writeFile(join(folder, name), text);
  return folder;
}

export type Line = Readonly<Record<string, string>>;

/** The lines of a table, by column. Every line has every column, or this throws. */
export async function table(out: string, name: string): Promise<Line[]> {
  return linesOf(await readFile(join(out, name), 'utf8'));
}

export function linesOf(csv: string): Line[] {
  return parse(csv, { columns: true });
}

/** Some columns of lines, each line as one text. */
export function columns(lines: readonly Line[], ...names: string[]): string[] {
  return lines.map((line) => names.map((name) => line[name]).join(' '));
}
