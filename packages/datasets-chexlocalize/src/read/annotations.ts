import type { Point, Polygon } from '@camscope/core';
import { PassedOver } from '@camscope/datasets-common';
import type { Frame } from '../segmentations.ts';
import { taskOf } from '../tasks.ts';
import { invalid, isObject, parseObject, readFrame } from './json.ts';
import { MAX_POINTS } from './limits.ts';

/** What a reader outlined on one image. */
export interface OutlinedImage {
  readonly frame: Frame;
  /** By task; every one has an outline. */
  readonly outlines: ReadonlyMap<string, readonly Polygon[]>;
}

export interface AnnotationFile {
  readonly images: ReadonlyMap<string, OutlinedImage>;
  /** What was passed over and why. */
  readonly notes: readonly string[];
}

/**
 * Outlines from `{id: {img_size: [h, w], Task: [[[x, y], …], …]}}`. Tasks that are not CheXlocalize's are passed over with
 * a note; a task without outlines is one that was not seen.
 * @param name shown in errors and notes.
 * @throws CamscopeError DATA_INVALID naming file, image and task.
 */
export function parseAnnotations(text: string, name: string): AnnotationFile {
  const unknown = new PassedOver();
  const images = new Map<string, OutlinedImage>();
  for (const [id, entry] of Object.entries(parseObject(text, name))) {
    if (!isObject(entry)) throw invalid(name, id, '{img_size: [height, width], Task: outlines, …}', entry);
    const frame = readFrame(entry.img_size, name, `${id}.img_size`);
    const outlines = new Map<string, readonly Polygon[]>();
    for (const [key, value] of Object.entries(entry)) {
      if (key === 'img_size') continue;
      const task = taskOf(key);
      if (task === undefined) unknown.add(key);
      else {
        const drawn = readOutlines(value, frame, name, `${id}.${key}`);
        if (drawn.length > 0) outlines.set(task, drawn);
      }
    }
    images.set(id, { frame, outlines });
  }
  return { images, notes: unknown.notes(name, 'no task of CheXlocalize') };
}

function readOutlines(value: unknown, frame: Frame, name: string, key: string): Polygon[] {
  if (!Array.isArray(value)) throw invalid(name, key, 'outlines [[[x, y], …], …]', value);
  const outlines = (value as unknown[]).map((outline, i) => {
    if (!Array.isArray(outline) || outline.length < 2)
      throw invalid(name, `${key}[${i}]`, 'an outline of at least two points [x, y]', outline);
    const wrong = (outline as unknown[]).findIndex((point) => !isPoint(point) || !isNear(point, frame));
    if (wrong >= 0) throw invalid(name, `${key}[${i}][${wrong}]`, nearPoint(frame), outline[wrong]);
    return outline as Polygon;
  });
  const points = outlines.reduce((sum, { length }) => sum + length, 0);
  if (points > MAX_POINTS) throw invalid(name, key, `at most ${MAX_POINTS} points`, `found ${points} points`);
  return outlines;
}

/** Whether a point is at most one image's size outside of the image: an outline is walked pixel by pixel. */
function isNear([x, y]: Point, { width, height }: Frame): boolean {
  return x >= -width && x <= 2 * width && y >= -height && y <= 2 * height;
}

function nearPoint({ width, height }: Frame): string {
  return `a point [x, y] with x from ${-width} to ${2 * width} and y from ${-height} to ${2 * height}`;
}

export function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every((side) => Number.isFinite(side));
}
