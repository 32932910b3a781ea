import { unknownName, type TuningFinding } from '@camscope/core';
import { finishedMaps } from '@camscope/experiment';
import { tuningFindings } from '@camscope/pipeline';
import type { Io } from '../io.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { count } from '../terminal/words.ts';
import type { MapsOfRun } from './maps-of-run.ts';
import type { PassedOver } from './passed-over.ts';

/**
 * Every finding of the maps of a run, once for each reader; what may give a finding away is none.
 * @param reader the only one, where given.
 * @throws CamscopeError NAME_UNKNOWN for a reader that the data do not have; INTERRUPTED.
 */
export async function* findingsOf(
  { lines, reopened }: MapsOfRun,
  reader: string | undefined,
  passedOver: PassedOver,
  io: Io,
): AsyncGenerator<TuningFinding> {
  const readers = reopened.dataset.samples.flatMap(({ annotations }) =>
    annotations.flatMap((drawn) => drawn.reader ?? []),
  );
  if (reader !== undefined && !readers.includes(reader))
    throw unknownName('reader of the data', reader, [...new Set(readers)]);
  const progress = new ProgressLine(io);
  let done = 0;
  try {
    for await (const made of finishedMaps(lines, reopened, io.signal)) {
      progress.show(`${done++} of ${count(lines.length, 'map')}`);
      if ('failure' in made) passedOver.add(made.failure);
      else {
        const { map, sample, line } = made;
        const annotations = sample.annotations.filter(({ label }) => label === line.class);
        const one = { map, label: line.class, annotations, reader };
        yield* tuningFindings(one, (reason) => passedOver.add(reason));
      }
    }
  } finally {
    progress.clear();
  }
}
