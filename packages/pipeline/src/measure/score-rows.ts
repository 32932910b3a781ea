import type { Annotation, Box, Measurement, Segmentation } from '@camscope/core';
import type { Chosen, Measuring } from '../chosen.ts';
import type { FinishedMap } from '../finish/finish.ts';
import type { ScoreRow } from '../tables/scores.ts';
import { attempt, reasonOf, andThen, type Attempt } from './attempt.ts';
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
  const { candidate } = finished;
  const { model, name, kind, layer, score, probability, claim } = candidate;
  const { image, label } = task;
  const common = { model, image: image.id, patient: image.patient, class: label, method: name, kind, layer };
  const expected = claim.is === 'none' && !claim.failed;
  const own = claim.is === 'annotation' ? claim.annotation.reader : undefined;
  const read = metrics.map((metric) => ({
    metric,
    annotations: new Set(readFor(metric.contribution.truth ?? 'regions', task.annotations)),
  }));
  return task.annotations
    .filter(({ reader }) => own === undefined || reader !== own)
    .flatMap((annotation) =>
      read.flatMap(({ metric, annotations }) =>
        (annotations.has(annotation) ? targetsOf(metric, finished) : []).flatMap(
          ({ segmenter, segmentation }) =>
            scored(metric, finished, segmentation, annotation, task).map((values): ScoreRow => ({
              ...common,
              score,
              probability,
              segmenter,
              reader: annotation.reader,
              against: annotation.confounder ? 'confounder' : 'finding',
              ...facts(finished.map, segmentation),
              ...values,
              failed: values.failed && expected === false,
            })),
        ),
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

interface Target {
  readonly segmenter: string;
  readonly segmentation?: Attempt<Segmentation>;
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
  segmentation: Attempt<Segmentation> | undefined,
  annotation: Annotation,
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

function facts(
  map: Attempt<FinishedMap> | undefined,
  segmentation: Attempt<Segmentation> | undefined,
): Pick<ScoreRow, 'blank' | 'regions' | keyof Box> {
  const blank = map && 'value' in map ? map.value.blank : undefined;
  if (!segmentation || 'failure' in segmentation) return { blank };
  const { regions, blank: unsegmented } = segmentation.value;
  return { ...regions[0]?.box, blank: blank ?? unsegmented, regions: regions.length };
}
