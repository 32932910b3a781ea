import { CamscopeError, type Sample } from '@camscope/core';
import {
  attemptAsync,
  decodeNpy,
  filtered,
  filterRasters,
  finish,
  reasonOf,
  type FinishedMap,
  type MapLine,
  type MapOptions,
} from '@camscope/pipeline';
import { threeAxes } from '../files/map-files.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { ReopenedRun } from './reopen.ts';

/** A heatmap of a run, finished and filtered once more as its study says, or why it is not. */
export type RefinishedMap = { readonly line: MapLine } & (
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
): AsyncGenerator<RefinishedMap> {
  const samples = new Map(reopened.dataset.samples.map((sample) => [sample.id, sample]));
  for (const line of lines) {
    throwIfInterrupted(signal);
    const made = await attemptAsync(() => finishedMap(line, samples.get(line.image), reopened));
    yield 'failure' in made ? { line, failure: reasonOf(made.failure) } : { line, ...made.value };
  }
}

async function finishedMap(line: MapLine, sample: Sample | undefined, reopened: ReopenedRun) {
  const { file, gives, region } = line;
  const { where, filters } = reopened;
  if (!sample) throw new CamscopeError('DATA_INVALID', `The data no longer have ${line.image}`);
  if (file === undefined) throw new CamscopeError('DATA_INVALID', 'The run has no map');
  const { id, image, frame } = sample;
  const raw = threeAxes(decodeNpy(await where.files.read(file), file));
  const rasters = await filterRasters(filters, { id, file: image, frame }, where);
  const finished = finish({ raw, gives, region, how: howOf(line, reopened) }, frame);
  return { sample, ...filtered(finished, filters, rasters) };
}

function howOf({ model, method }: MapLine, { run: { lock } }: ReopenedRun): MapOptions {
  const imported = lock.imports.find((one) => one.name === method && one.model === model);
  return imported?.map ?? lock.methods.find(({ name }) => name === method)?.map ?? lock.map;
}
