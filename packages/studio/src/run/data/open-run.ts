import { CamscopeError, type BlankReason, type Files, type Heatmap, type Raster } from '@camscope/core';
import {
  ACCOUNT_FILE,
  finish,
  images,
  maps,
  agreement,
  scores,
  parquetFileOf,
  readLines,
  readLock,
  readMap,
  type DrawnFinding,
  type Lock,
  type MapLine,
} from '@camscope/pipeline';
import { cachedAsyncBuffer, type AsyncBuffer } from 'hyparquet';
import { MapIndex, type MapKey } from './map-index.ts';
import { ParquetTable } from './parquet-table.ts';

export interface RunImage {
  readonly image: string;
  /** Number of its line. */
  readonly line: number;
  /** Its file, relative to the run. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly findings: Readonly<Record<string, readonly DrawnFinding[]>>;
}

export interface ReadMap {
  readonly line: MapLine;
  readonly map: Heatmap;
  readonly blank?: BlankReason;
}

/** A run, of which what is looked at is read. */
export interface OpenRun {
  readonly lock: Lock;
  /** Whether the run came to its end. */
  readonly finished: boolean;
  readonly images: ReadonlyMap<string, RunImage>;
  readonly scores: ParquetTable;
  /** Absent where the study compares no methods. */
  readonly agreement?: ParquetTable;
  map(key: MapKey): Promise<ReadMap | undefined>;
  radiograph(image: RunImage, signal?: AbortSignal): Promise<Raster>;
}

/** Where a run is: on a server, or in memory. */
export interface RunSource {
  /** Of its folder, which is `/`. */
  readonly files: Files;
  radiograph(image: RunImage, signal?: AbortSignal): Promise<Raster>;
}

/** @throws CamscopeError FILE_UNREADABLE, DATA_INVALID. */
export async function openRun({ files, radiograph }: RunSource): Promise<OpenRun> {
  const lock = await readLock('/', files);
  const lines = await readLines({ files, folder: '/', table: images }, IMAGE);
  const open = async (name: string) => ParquetTable.open(await bufferOf(files, `/${name}`));
  const index = once(async () => MapIndex.of(await open(parquetFileOf(maps))));
  const sizes = new Map<string, RunImage>();
  lines.forEach(({ image, file = '', width, height, findings }, line) =>
    sizes.set(image, { image, line, file, width: width ?? 0, height: height ?? 0, findings: findings ?? {} }),
  );
  const compared = await files.exists(`/${parquetFileOf(agreement)}`);
  return {
    finished: await isFinished(files),
    ...{ lock, images: sizes, scores: await open(parquetFileOf(scores)) },
    agreement: compared ? await open(parquetFileOf(agreement)) : undefined,
    async map(key) {
      const line = await (await index()).line(key);
      const size = sizes.get(key.image);
      if (!line || !size) return undefined;
      return { line, ...finish(await readMap(line, lock, files), size) };
    },
    radiograph,
  };
}

/** A run without an account is under way, or broke off. */
async function isFinished(files: Files): Promise<boolean> {
  const file = `/${ACCOUNT_FILE}`;
  if (!(await files.exists(file))) return false;
  const account = JSON.parse(new TextDecoder().decode(await files.read(file))) as { finished?: unknown };
  return account.finished === true;
}

/** The same for whoever asks; asked anew where it failed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    made.catch(() => (made = undefined));
    return made;
  };
}

const IMAGE = ['image', 'file', 'width', 'height', 'findings'] as const;

async function bufferOf(files: Files, path: string): Promise<AsyncBuffer> {
  const facts = await files.facts(path);
  if (!facts)
    throw new CamscopeError('FILE_UNREADABLE', 'The run has no tables to look at yet', {
      asked: path.slice(1),
      fix: 'Run the study to its end, or stop it: its tables hold what is finished',
    });
  return cachedAsyncBuffer({
    byteLength: facts.size,
    slice: async (start, end = facts.size) => (await files.readPart(path, start, end)).slice().buffer,
  });
}
