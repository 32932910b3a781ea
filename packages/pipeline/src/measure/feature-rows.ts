import type { Annotation, Measurement, Sample } from '@camscope/core';
import type { Chosen } from '../chosen.ts';
import type { findings } from '../tables/findings.ts';
import type { images } from '../tables/images.ts';
import type { RowOf } from '../tables/table.ts';
import { attempt, type Attempt } from './attempt.ts';
import { outcomeOf } from './outcome.ts';
import { readFor, refusalOf } from './truth.ts';

/** A finding as its readers drew it. */
export interface Drawn {
  /** In the data's spelling. */
  readonly label: string;
  readonly annotations: readonly Annotation[];
}

/** What is known of an image. @param file as the row has it. */
export function imageRow(
  { id, patient, frame }: Sample,
  drawn: readonly Drawn[],
  file: string,
): RowOf<typeof images> {
  const findings = Object.fromEntries(
    drawn.map(({ label, annotations }) => [
      label,
      annotations.map(({ reader, boxes, contours, mask, fixations, confounder }) => ({
        ...{ reader, boxes, confounder },
        fixations: fixations?.map(({ x, y, weight }) => [x, y, weight] as const),
        outlined: contours || mask ? true : undefined,
      })),
    ]),
  );
  return { image: id, patient, file, width: frame.width, height: frame.height, findings };
}

/** Every feature of the findings on an image, as each reader drew them; what may give one away is none. */
export function featureRows(
  { id, patient, frame }: Sample,
  drawn: readonly Drawn[],
  features: readonly Chosen<'feature'>[],
): RowOf<typeof findings>[] {
  return drawn.flatMap(({ label, annotations }) =>
    readFor('regions', annotations)
      .filter(({ confounder }) => !confounder)
      .flatMap((annotation) =>
        features.map((feature) => ({
          image: id,
          patient,
          class: label,
          reader: annotation.reader,
          feature: feature.name,
          ...outcomeOf(described(annotation, frame, feature)),
        })),
      ),
  );
}

function described(
  annotation: Annotation,
  frame: Sample['frame'],
  { contribution, options }: Chosen<'feature'>,
): Attempt<Measurement> {
  const refusal = refusalOf('regions', annotation);
  if (refusal) return { failure: refusal.reason };
  return attempt(() => contribution.measure(annotation, frame, options));
}
