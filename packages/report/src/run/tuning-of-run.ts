import type { Run } from '@camscope/pipeline';
import type { TunedFacts, TuningFacts } from '../data.ts';

/** How the thresholds of a segmenter were tuned, and what came of it; undefined where the study tunes none. */
export function tuningOf({ lock: { tune, data }, thresholds }: Run): TuningFacts | undefined {
  if (!tune) return undefined;
  const tuned = new Map<string, TunedFacts>();
  for (const line of thresholds) {
    const { model, method, class: label, threshold = 0, mean_iou: meanIou = null, n = 0 } = line;
    const key = JSON.stringify([model, method, label]);
    if (line.chosen === 'yes') tuned.set(key, { model, method, label, threshold, meanIou, n });
    else if (!tuned.has(key)) tuned.set(key, { model, method, label, threshold: null, meanIou: null, n });
  }
  const { segmenter, split: on, rule, reader, grid } = tune;
  return { segmenter, on, reportedOn: data.split ?? [], rule, reader, grid, tuned: [...tuned.values()] };
}
