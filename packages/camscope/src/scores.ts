import { annotationFault, CamscopeError, type Annotation, type Box, type Segmentation } from '@camscope/core';
import { scoreRows, type Chosen } from '@camscope/pipeline/maps';
import { chosenOf } from './chosen-of.ts';
import type { ExplanationParts } from './explained.ts';
import type { Scores, Truth, Use } from './options.ts';

export interface Scored extends ExplanationParts {
  readonly segmenter?: string;
  readonly segmentation?: Segmentation;
}

/** The rows that a study has of a map and one reader. */
export function scoresOf(scored: Scored, truth: Truth, metrics: readonly Use[]): Scores {
  const chosen = metrics.map((metric) => chosenMetric(metric, scored));
  const { base, about, claim, finished, segmenter, segmentation } = scored;
  const { model, method: name, label, probability } = about;
  const frame = { width: base.width, height: base.height };
  const annotation = annotationOf(truth, label, frame);
  const candidate = { name, kind: 'method', model, probability, claim: { is: 'map', ...claim } } as const;
  const segmentations = new Map(
    segmenter === undefined || !segmentation ? [] : [[segmenter, { value: segmentation }] as const],
  );
  const task = {
    image: { id: about.image, file: about.image, frame },
    ...{ label, annotations: [annotation], candidates: [candidate], compare: 'none' as const },
  };
  const rows = scoreRows({ candidate, map: { value: finished }, segmentations }, task, { metrics: chosen });
  return Object.fromEntries(
    rows.map(({ metric, value, reason }) => [
      metric,
      { value: value ?? null, ...(reason === undefined ? {} : { reason }) },
    ]),
  );
}

function chosenMetric(metric: Use, { registry, segmentation }: Scored): Chosen<'metric'> {
  const chosen = chosenOf(registry.metric, metric);
  if (chosen.contribution.needs === 'segmentation' && !segmentation)
    throw new CamscopeError('CONFIG_INVALID', `The metric '${chosen.contribution.id}' measures regions`, {
      found: 'A map, which nobody has cut',
      fix: "Ask regions for it: map.regions('multi-otsu').score(…)",
    });
  return chosen;
}

function annotationOf(truth: Truth, label: string, frame: { width: number; height: number }): Annotation {
  const drawn = isBox(truth) ? { boxes: [truth] } : isList(truth) ? { boxes: truth } : truth;
  const annotation = { ...drawn, label };
  const fault = annotationFault(annotation, frame);
  if (fault === undefined) return annotation;
  throw new CamscopeError('DATA_INVALID', 'What a reader drew cannot be measured', { found: fault });
}

function isBox(truth: Truth): truth is Box {
  return 'x0' in truth;
}

function isList(truth: Truth): truth is readonly Box[] {
  return Array.isArray(truth);
}
