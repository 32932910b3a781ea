import { readFile } from 'node:fs/promises';
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

export type Line = Readonly<Record<string, string>>;

/** The lines of a table, by column. Every line has every column, or this throws. */
export async function table(out: string, name: string): Promise<Line[]> {
  return parse(await readFile(join(out, name), 'utf8'), { columns: true }) as Line[];
}

/** Some columns of lines, each line as one text. */
export function columns(lines: readonly Line[], ...names: string[]): string[] {
  return lines.map((line) => names.map((name) => line[name]).join(' '));
}
