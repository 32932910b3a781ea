import type { OpenContext, Sample } from '@camscope/core';
import { fileIn, type NamedFile } from '../files.ts';
import { type Frame, frameOf } from '../images/frame-of.ts';
import type { Found } from './find-files.ts';
import { insideOf, type Inside } from './inside.ts';
import type { ImageRecord } from './record.ts';

/** A sample, and what its reader should know of it. */
export interface Made extends Omit<Inside, 'annotations'> {
  readonly sample: Sample;
  /** Whether nothing tells its size. */
  readonly assumed: boolean;
}

/**
 * The sample of a record: its size learnt, what was drawn kept inside.
 * @throws CamscopeError FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function sampleOf(
  { record, path }: Found,
  folder: NamedFile,
  context: OpenContext,
): Promise<Made> {
  const { id, file = id, patient, split, labels = {} } = record;
  const told = record.frame ?? (path === undefined ? undefined : await frameOf({ ...folder, path }));
  const frame = told ?? furthest(record);
  context.signal?.throwIfAborted();
  const drawn = typeof record.annotations === 'function' ? record.annotations(frame) : record.annotations;
  const { annotations, ...inside } = insideOf(drawn, frame);
  const sample = {
    id,
    image: path ?? fileIn(folder, file).path,
    frame,
    ...(patient !== undefined && patient !== '' && { patient }),
    ...(split !== undefined && split !== '' && { split }),
    labels,
    annotations,
  };
  return { sample, ...inside, assumed: told === undefined };
}

/** The least frame that holds what was drawn in pixels; of shares of an image, any. */
function furthest({ annotations }: ImageRecord): Frame {
  if (typeof annotations === 'function') return { width: 1000, height: 1000 };
  const boxes = annotations.flatMap(({ boxes, fixations = [] }) => [
    ...boxes,
    ...fixations.map(({ x, y }) => ({ x1: x + 1, y1: y + 1 })),
  ]);
  const end = (ends: number[]) => Math.max(1, Math.ceil(ends.reduce((most, at) => Math.max(most, at), 0)));
  return { width: end(boxes.map(({ x1 }) => x1)), height: end(boxes.map(({ y1 }) => y1)) };
}
