import type { Point, Polygon } from '@camscope/core';
import type { Frame } from '../segmentations.ts';
import { taskOf } from '../tasks.ts';
import { invalid, isObject, isSize, parseObject } from './json.ts';
import { Unknown } from './unknown.ts';

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
  const unknown = new Unknown();
  const images = new Map<string, OutlinedImage>();
  for (const [id, entry] of Object.entries(parseObject(text, name))) {
    if (!isObject(entry) || !isSize(entry.img_size))
      throw invalid(name, id, '{img_size: [height, width], Task: outlines, …}', entry);
    const [height, width] = entry.img_size;
    const outlines = new Map<string, readonly Polygon[]>();
    for (const [key, value] of Object.entries(entry)) {
      if (key === 'img_size') continue;
      const task = taskOf(key);
      if (task === undefined) unknown.add(key);
      else {
        const drawn = readOutlines(value, name, `${id}.${key}`);
        if (drawn.length > 0) outlines.set(task, drawn);
      }
    }
    images.set(id, { frame: { width, height }, outlines });
  }
  return { images, notes: unknown.notes(name, 'no task of CheXlocalize') };
}

function readOutlines(value: unknown, name: string, key: string): Polygon[] {
  if (!Array.isArray(value)) throw invalid(name, key, 'outlines [[[x, y], …], …]', value);
  return (value as unknown[]).map((outline, i) => {
    if (!Array.isArray(outline) || outline.length < 2)
      throw invalid(name, `${key}[${i}]`, 'an outline of at least two points [x, y]', outline);
    const wrong = (outline as unknown[]).findIndex((point) => !isPoint(point));
    if (wrong >= 0) throw invalid(name, `${key}[${i}][${wrong}]`, 'a point [x, y]', outline[wrong]);
    return outline as Polygon;
  });
}

export function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every((side) => Number.isFinite(side));
}
