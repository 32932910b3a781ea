import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRESS, type Container, type FloatTensor } from '@camscope/core';
import {
  bindStudy,
  noOverrides,
  openStudy,
  readStudy,
  resolveStudy,
  runStudy,
  THREADS,
  type OpenStudy,
  type RunRequest,
  type StudyOverrides,
  type UnitStore,
} from '@camscope/experiment';
import { openStore, measureInWorkers, type WorkerStart, nodeMachine } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import { openNpz, readRun, type Run } from '@camscope/pipeline';
import { parse } from 'csv-parse/sync';
import { onTestFinished } from 'vitest';
import { application, registry, studyFolder, type StudyFiles } from './support.ts';

export const software = { camscope: '1.2.3', plugins: [{ name: 'support', version: '0.0.1' }] };

export type Told = { readonly stage: string; readonly done: number; readonly total: number };

/** What a test may change of a run. */
export interface Running extends Partial<RunRequest> {
  readonly worker?: WorkerStart;
  /** What a command line would change of the study. */
  readonly overrides?: Partial<StudyOverrides>;
  /** Hears of every step. */
  readonly onProgress?: (told: Told) => void;
  /** That in the folder of the study's results by default. */
  readonly store?: UnitStore;
  /** Exchanges parts of the application before the study is opened. */
  readonly rebind?: (container: Container) => void;
}

/** The study in a folder, opened; closed after the test. */
export async function opened(
  folder: string,
  { worker, overrides, onProgress, store, rebind }: Running = {},
): Promise<OpenStudy> {
  const container = application();
  const path = join(folder, 'study.yaml');
  const file = await readStudy(nodeMachine, path, path, { ...noOverrides, ...overrides });
  const study = await resolveStudy(file, registry);
  bindStudy(container, study, store ?? openStore(study.cache ?? join(folder, 'results/store')));
  if (worker) container.bind(THREADS).toConstantValue((count) => measureInWorkers(worker, count));
  if (onProgress) container.bind(PROGRESS).toConstantValue(telling(onProgress));
  rebind?.(container);
  const open = await openStudy(container);
  onTestFinished(() => open.close());
  return open;
}

function telling(tell: (told: Told) => void) {
  return {
    begin: (stage: string, total: number) => {
      let done = 0;
      return { advance: (count = 1) => tell({ stage, done: (done += count), total }) };
    },
  };
}

/** Runs the study in a folder into its `results`. */
export async function runIn(folder: string, running: Running = {}) {
  const request = { out: join(folder, 'results'), software, ...running };
  const result = await runStudy(await opened(folder, running), request);
  return { result, out: request.out, folder };
}

/** Runs a study of such files. */
export async function run(files: StudyFiles = {}, running: Running = {}) {
  return runIn(await studyFolder(files), running);
}

export function runOf(out: string): Promise<Run> {
  return readRun(out, nodeFiles);
}

/** How a run went, as it says itself. */
export async function accountOf(out: string): Promise<unknown> {
  return JSON.parse(await readFile(join(out, 'run.json'), 'utf8'));
}

/** The files of such a run, by name, each byte as a character; maps and store are left out. */
export async function textsOf(files: StudyFiles = {}): Promise<ReadonlyMap<string, string>> {
  const { out } = await run(files);
  const names = (await readdir(out, { withFileTypes: true })).filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      names.map(async ({ name }) => [name, await readFile(join(out, name), 'latin1')] as const),
    ),
  );
}

/** A folder with such files; gone after the test. */
export async function folderOf(texts: ReadonlyMap<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-experiment-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of texts) await writeFile(join(folder, name), text, 'latin1');
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

/** The raw map that a line of `maps.csv` names, of a run in `out`. */
export async function rawMap(out: string, { map, array }: Line): Promise<FloatTensor> {
  return openNpz(await nodeFiles.read(join(out, map)), map).read(array);
}

/** Some columns of lines, each line as one text. */
export function columns(lines: readonly Line[], ...names: string[]): string[] {
  return lines.map((line) => names.map((name) => line[name]).join(' '));
}
