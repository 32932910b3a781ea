import type { Dataset, OpenContext } from '@camscope/core';
import { assemble } from '../assemble/assemble.ts';
import type { ImageRecord } from '../assemble/record.ts';
import { noteOf } from '../notes.ts';
import type { FindingOptions } from '../options.ts';
import type { ImageFindings } from './image-findings.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface FindingsRequest {
  /** Id of the data set. */
  readonly dataset: string;
  readonly vocabulary: Vocabulary;
  readonly images: Iterable<ImageFindings>;
  /** Of the coordinates. */
  readonly unit: 'pixels' | 'shares';
  readonly options: FindingOptions;
  readonly context: OpenContext;
  /** What the files left to be told. */
  readonly notes?: readonly string[];
}

/**
 * Makes samples of what was gathered of each image, and tells what readers should know of it.
 * @throws CamscopeError DATA_INVALID, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export function assembleFindings(request: FindingsRequest): Promise<Dataset> {
  const { dataset, vocabulary, unit, options, context } = request;
  const images = [...request.images];
  return assemble({
    dataset,
    labels: vocabulary.labels,
    records: images.map((image) => recordOf(image, request)),
    options,
    context,
    notes: [...(request.notes ?? []), ...vocabulary.notes(), ...notesOf(images, options)],
  });

  function recordOf(image: ImageFindings, { vocabulary }: FindingsRequest): ImageRecord {
    const { id, file, frame, patient, split } = image;
    const shares = unit === 'shares' && image.isAnnotated;
    return {
      id,
      file,
      frame,
      patient,
      split,
      labels: image.labels(vocabulary, options.others),
      annotations: shares ? (frame) => image.annotations(frame) : image.annotations(),
    };
  }
}

function notesOf(images: readonly ImageFindings[], { only, others }: FindingOptions): string[] {
  const ids = (test: (image: ImageFindings) => boolean) => images.filter(test).map(({ id }) => id);
  const silent = ids((image) => !image.isRead);
  return [
    ...noteOf(
      ids((image) => image.repeats),
      'with an annotation that stands twice and counts once',
    ),
    ...noteOf(
      ids((image) => image.isMixed),
      'with boxes beside outlines or masks of one finding, all of which are filled',
    ),
    ...noteOf(
      ids((image) => image.isDenied),
      'annotated for a label that is stated to be absent, which counts as present',
    ),
    ...noteOf(
      ids((image) => image.showsNothing),
      'stated to show nothing, where every label is absent',
    ),
    ...(only === 'all'
      ? noteOf(
          silent,
          others === 'absent'
            ? 'of which nothing is said, where every label is absent (others: absent)'
            : 'of which nothing is said, whose labels are unknown (others: unknown)',
        )
      : []),
  ];
}
