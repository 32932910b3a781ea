import type { Annotation, Measurement, Segmentation } from '@camscope/core';
import type { Chosen, Measuring } from '../chosen.ts';
import type { FinishedMap } from '../finish/finish.ts';
import type { ScoreRow } from '../tables/scores.ts';
import { attempt, reasonOf, andThen, type Attempt } from './attempt.ts';
import type { Candidate } from './candidate.ts';
import type { FindingTask } from './finding-task.ts';
import type { Finished } from './finished.ts';
import { readFor, refusalOf } from './truth.ts';

type Score = Pick<ScoreRow, 'value' | 'reason' | 'failed'>;

/** Every measurement of one candidate against every reader. What fails becomes a reason and loses no other row. */
export function scoreRows(
  finished: Finished,
  task: FindingTask,
  { metrics }: Pick<Measuring, 'metrics'>,
): ScoreRow[] {
  const { claim } = finished.candidate;
  const own = claim.is === 'annotation' ? claim.annotation.reader : undefined;
  const read = metrics.map((metric) => ({
    metric,
    annotations: new Set(readFor(metric.contribution.truth ?? 'regions', task.annotations)),
  }));
  return task.annotations
    .filter(({ reader }) => own === undefined || reader !== own)
    .flatMap((annotation) =>
      read.flatMap(({ metric, annotations }) =>
        (annotations.has(annotation) ? targetsOf(metric, finished) : []).flatMap((target) => {
          const pair = { ...target, annotation };
          return scored(metric, finished, pair, task).map((score) => rowOf(score, finished, pair, task));
        }),
      ),
    );
}

/** How many rows `scoreRows` gives of a map. */
export function rowsPerMap(
  annotations: readonly Annotation[],
  { metrics, segmenters }: Pick<Measuring, 'metrics' | 'segmenters'>,
): number {
  return metrics.reduce((sum, metric) => {
    const { needs, truth = 'regions' } = metric.contribution;
    const targets = needs === 'map' ? 1 : segmenters.length;
    return sum + readFor(truth, annotations).length * targets * namesOf(metric).length;
  }, 0);
}

/** Nothing is claimed, as a prior or a reader may. */
function claimsNothing({ claim }: Candidate): boolean {
  return claim.is === 'none' && !claim.failed;
}

/** No threshold could be tuned for the class, which is nobody's failure. */
function isUntuned({ tuned }: Candidate, { segmenter, segmentation }: Target): boolean {
  const own = tuned?.[segmenter];
  if (!own || !('reason' in own) || !segmentation) return false;
  return 'failure' in segmentation && segmentation.failure === own.reason;
}

interface Target {
  readonly segmenter: string;
  readonly segmentation?: Attempt<Segmentation>;
}

/** And what it is held against. */
interface Pair extends Target {
  readonly annotation: Annotation;
}

/** What a metric is applied to: the map, or each of the segmentations. */
function targetsOf(
  { contribution }: Chosen<'metric'>,
  { candidate, map, segmentations }: Finished,
): Target[] {
  if (candidate.claim.is === 'chance') return contribution.chance ? [{ segmenter: '' }] : [];
  if (contribution.needs === 'map') return map ? [{ segmenter: '' }] : [];
  return [...segmentations].map(([segmenter, segmentation]) => ({ segmenter, segmentation }));
}

function scored(
  metric: Chosen<'metric'>,
  { candidate, map }: Finished,
  { segmentation, annotation }: Pair,
  { image, others }: FindingTask,
): (Score & { metric: string })[] {
  const { contribution, options } = metric;
  const names = namesOf(metric);
  const refusal = refusalOf(contribution.truth ?? 'regions', annotation);
  if (refusal) return names.map((name) => ({ metric: name, value: null, ...refusal }));
  const measured: Attempt<readonly Measurement[]> =
    candidate.claim.is === 'chance'
      ? attempt(() => names.map(() => contribution.chance!(annotation, image.frame, options)))
      : andThen<unknown, readonly Measurement[]>(segmentation ?? map!, () => {
          const input = {
            map: mapOf(map, image.frame),
            segmentation: segmentation && 'value' in segmentation ? segmentation.value : undefined,
            annotation,
            others: others?.subarray(0, 2 * (contribution.others?.(options) ?? 0)),
          };
          return [contribution.measure(input, options)].flat();
        });
  return names.map((name, i) => ({ metric: name, ...scoreOf(measured, i) }));
}

/** Regions without a map come with an empty one. */
function mapOf(map: Attempt<FinishedMap> | undefined, { width, height }: { width: number; height: number }) {
  if (map && 'value' in map) return map.value.map;
  return { width, height, data: new Float32Array(width * height) };
}

function scoreOf(measured: Attempt<readonly Measurement[]>, index: number): Score {
  if ('failure' in measured) return { value: null, reason: reasonOf(measured.failure), failed: true };
  const measurement = measured.value[index];
  if (measurement.value === null) return { value: null, reason: measurement.reason, failed: false };
  return { value: measurement.value, failed: false };
}

/** The names under which a metric's numbers stand in rows. */
export function namesOf({ name, contribution, options }: Chosen<'metric'>): readonly string[] {
  return contribution.names?.(options).map((part) => `${name}.${part}`) ?? [name];
}

/** Spelt out: V8 spreads objects into one of so many columns a hundred times as slowly. */
function rowOf(
  { metric, value, reason, failed }: Score & { metric: string },
  { candidate, map }: Finished,
  { segmenter, segmentation, annotation: { reader, confounder } }: Pair,
  { image, label }: FindingTask,
): ScoreRow {
  const found = segmentation && 'value' in segmentation ? segmentation.value : undefined;
  const box = found?.regions[0]?.box;
  return {
    model: candidate.model,
    image: image.id,
    patient: image.patient,
    class: label,
    method: candidate.name,
    kind: candidate.kind,
    layer: candidate.layer,
    segmenter,
    metric,
    reader,
    against: confounder ? 'confounder' : 'finding',
    value,
    reason,
    blank: (map && 'value' in map ? map.value.blank : undefined) ?? found?.blank,
    score: candidate.score,
    probability: candidate.probability,
    regions: found?.regions.length,
    x0: box?.x0,
    y0: box?.y0,
    x1: box?.x1,
    y1: box?.y1,
    failed: failed && !claimsNothing(candidate) && !isUntuned(candidate, { segmenter, segmentation }),
  };
}
