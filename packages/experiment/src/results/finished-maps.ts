import { readFile } from 'node:fs/promises';
import { CamscopeError, type Sample } from '@camscope/core';
import { decodeNpy } from '../files/npy.ts';
import { attemptAsync, reasonOf } from '../measure/attempt.ts';
import { filterFiles } from '../measure/filter-files.ts';
import { finish, type FinishedMap } from '../measure/finished.ts';
import type { MapOptions } from '../measure/heatmap-of.ts';
import { throwIfInterrupted } from '../run/interrupted.ts';
import type { ReopenedRun } from './reopen.ts';
import type { MapLine } from './run.ts';

/** A heatmap of a run, finished and filtered once more as its study says, or why it is not. */
export type MapAgain = { readonly line: MapLine } & (
  (FinishedMap & { readonly sample: Sample }) | { readonly failure: string }
);

/**
 * Heatmaps of a run in the order of the lines. One is made at a time, when it is asked for.
 * @throws CamscopeError INTERRUPTED; other failures are results.
 */
export async function* finishedMaps(
  lines: Iterable<MapLine>,
  reopened: ReopenedRun,
  signal?: AbortSignal,
): AsyncGenerator<MapAgain> {
  const samples = new Map(reopened.dataset.samples.map((sample) => [sample.id, sample]));
  for (const line of lines) {
    throwIfInterrupted(signal);
    const made = await attemptAsync(() => finishedMap(line, samples.get(line.image), reopened));
    yield 'failure' in made ? { line, failure: reasonOf(made.failure) } : { line, ...made.value };
  }
}

async function finishedMap(line: MapLine, sample: Sample | undefined, reopened: ReopenedRun) {
  const { file, gives, region } = line;
  if (!sample) throw new CamscopeError('DATA_INVALID', `The data no longer have ${line.image}`);
  if (file === undefined) throw new CamscopeError('DATA_INVALID', 'The run has no map');
  const { id, image, patient, frame } = sample;
  const array = decodeNpy(new Uint8Array(await bytesOf(file)), file);
  const raw = array.dims.length === 2 ? { ...array, dims: [1, ...array.dims] } : array;
  const files = await filterFiles(reopened, { id, file: image, patient, frame });
  const claim = { is: 'map', raw, gives, region, how: howOf(line, reopened) } as const;
  return { sample, ...finish(claim, frame, reopened.filters, files) };
}

function howOf({ model, method }: MapLine, { run: { lock } }: ReopenedRun): MapOptions {
  const imported = lock.imports.find((one) => one.name === method && one.model === model);
  return imported?.map ?? lock.methods.find(({ name }) => name === method)?.map ?? lock.map;
}

function bytesOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: Error) => {
    throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${file}`, { found: cause.message, cause });
  });
}
