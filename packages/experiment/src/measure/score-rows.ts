import {
  isCamscopeError,
  messageOf,
  type Annotation,
  type BlankReason,
  type Heatmap,
  type Measurement,
  type Segmentation,
} from '@camscope/core';
import { finishMap } from '@camscope/pixels';
import type { Chosen, Study } from '../config/study.ts';
import type { Explanation } from './explain.ts';
import { heatmapOf } from './heatmap-of.ts';
import type { Row } from './rows.ts';

type Attempt<T> = { readonly value: T } | { readonly failure: unknown };

/** Every row of one explanation: finish, filter, segment, measure. What fails becomes a reason and loses no other row. */
export function measure(explanation: Explanation, study: Study, model: string): Row[] {
  const { image, finding, method } = explanation;
  const finished = attempt(() => finish(explanation, study));
  const segmented = study.segmenters.map(({ name, contribution, options }) => ({
    segmenter: name,
    input: then(finished, ({ map, blank }) => ({
      map,
      blank,
      segmentation: contribution.segment(map, options),
    })),
  }));
  const common = {
    model,
    image: image.sample.id,
    patient: image.sample.patient,
    class: finding.label,
    method: method.chosen.name,
    layer: method.explainer.layer,
    ...('failure' in explanation ? {} : { score: explanation.score, probability: explanation.probability }),
  };
  return finding.annotations.flatMap((annotation) =>
    study.metrics.flatMap((metric) => {
      const inputs = metric.contribution.needs === 'map' ? [{ segmenter: '', input: finished }] : segmented;
      return inputs.map(({ segmenter, input }): Row => {
        const row = { ...common, segmenter, metric: metric.name, reader: annotation.reader };
        return { ...row, ...found(input), ...scored(metric, input, annotation) };
      });
    }),
  );
}

/** What a metric may look at, but for the annotation. */
interface Finished {
  readonly map: Heatmap;
  readonly blank?: BlankReason;
  readonly segmentation?: Segmentation;
}

function finish(explanation: Explanation, { filters }: Study): Finished {
  if ('failure' in explanation) throw explanation.failure;
  const { raw, region, image, method } = explanation;
  const { contribution, map: how } = method.chosen;
  const heatmap = heatmapOf(raw, contribution.gives, how.reduce);
  const { map, blank } = finishMap(heatmap, { frame: image.sample.frame, region }, how);
  if (blank) return { map, blank };
  return {
    map: filters.reduce((before, filter) => filter.contribution.filter(before, filter.options), map),
  };
}

function found(input: Attempt<Finished>): Pick<Row, 'blank' | 'box'> {
  if ('failure' in input) return {};
  const { blank, segmentation } = input.value;
  return { blank: blank ?? segmentation?.blank, box: segmentation?.regions[0]?.box };
}

function scored(
  { contribution, options }: Chosen<'metric'>,
  input: Attempt<Finished>,
  annotation: Annotation,
): Pick<Row, 'value' | 'reason' | 'failed'> {
  const measured = then(input, ({ map, segmentation }) =>
    contribution.measure({ map, segmentation, annotation }, options),
  );
  if ('failure' in measured) return { value: null, reason: reasonOf(measured.failure), failed: true };
  const measurement: Measurement = measured.value;
  if (measurement.value === null) return { value: null, reason: measurement.reason, failed: false };
  if (Number.isFinite(measurement.value)) return { value: measurement.value, failed: false };
  return { value: null, reason: `INTERNAL: the metric gave ${measurement.value}`, failed: true };
}

function attempt<T>(action: () => T): Attempt<T> {
  try {
    return { value: action() };
  } catch (failure) {
    return { failure };
  }
}

function then<T, U>(before: Attempt<T>, action: (value: T) => U): Attempt<U> {
  return 'failure' in before ? before : attempt(() => action(before.value));
}

/** On one line, its code first. */
export function reasonOf(failure: unknown): string {
  const code = isCamscopeError(failure) ? failure.code : 'INTERNAL';
  return `${code}: ${messageOf(failure).replace(/\s*\n\s*/g, '; ')}`;
}
