import { CamscopeError, type Sample } from '@camscope/core';
import {
  attemptAsync,
  filtered,
  filterRasters,
  finish,
  readMap,
  reasonOf,
  type FinishedMap,
  type MapLine,
} from '@camscope/pipeline';
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
  const { where, filters, run } = reopened;
  if (!sample) throw new CamscopeError('DATA_INVALID', `The data no longer have ${line.image}`);
  const { id, image, frame } = sample;
  const unfinished = await readMap(line, run.lock, where.files);
  const rasters = await filterRasters(filters, { id, file: image, frame }, where);
  const finished = finish(unfinished, frame);
  return { sample, ...filtered(finished, filters, rasters) };
}
