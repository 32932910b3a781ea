import { isCamscopeError, type MaskRuns, type Polygon } from '@camscope/core';
import {
  type CocoAnnotation,
  type Frame,
  invalidJson,
  isObject,
  type JsonObject,
  own,
} from '@camscope/datasets-common';
import { decodeRunString } from '@camscope/pixels';

/** Most points of one annotation's outlines. */
const MOST_POINTS = 65_536;

/** What an annotation is filled with. */
export type Segmentation = { readonly outlines: readonly Polygon[] } | { readonly mask: MaskRuns };

/**
 * The polygons or run lengths of an annotation; undefined where it has a box alone.
 * @throws CamscopeError DATA_INVALID naming file and place.
 */
export function segmentationOf(
  { fields, at }: CocoAnnotation,
  frame: Frame,
  path: string,
): Segmentation | undefined {
  const value = own(fields, 'segmentation');
  const key = `${at}.segmentation`;
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  if (isObject(value)) return { mask: maskOf(value, frame, path, key) };
  if (!Array.isArray(value)) throw invalidJson(path, key, 'polygons or run lengths', value);
  const points = (value as unknown[]).reduce<number>(
    (sum, one) => sum + (Array.isArray(one) ? one.length / 2 : 0),
    0,
  );
  if (points > MOST_POINTS) throw invalidJson(path, key, `at most ${MOST_POINTS} points`, `${points} points`);
  return { outlines: value.map((one, i) => outlineOf(one, frame, path, `${key}[${i}]`)) };
}

function maskOf(value: JsonObject, frame: Frame, path: string, key: string): MaskRuns {
  const { width, height } = frame;
  const [size, counts] = [own(value, 'size'), own(value, 'counts')];
  if (!(Array.isArray(size) && size.length === 2 && size[0] === height && size[1] === width))
    throw invalidJson(path, `${key}.size`, `[height, width] of the image, [${height}, ${width}]`, size);
  if (typeof counts === 'string') {
    try {
      return decodeRunString(counts, width, height);
    } catch (error) {
      if (!isCamscopeError(error)) throw error;
      throw invalidJson(
        path,
        `${key}.counts`,
        'run lengths as the COCO tools compress them',
        error.details.found,
      );
    }
  }
  const runs = Array.isArray(counts) ? (counts as unknown[]) : [];
  if (runs.length === 0 || !runs.every((run): run is number => Number.isInteger(run) && (run as number) >= 0))
    throw invalidJson(path, `${key}.counts`, 'run lengths, as a list or as a compressed string', counts);
  const total = runs.reduce((sum, run) => sum + run, 0);
  if (total === width * height) return { width, height, runs };
  throw invalidJson(path, `${key}.counts`, `run lengths of ${width * height} pixels`, `${total} pixels`);
}

function outlineOf(value: unknown, { width, height }: Frame, path: string, key: string): Polygon {
  const numbers = Array.isArray(value) ? (value as unknown[]) : [];
  const whole = numbers.length >= 6 && numbers.length % 2 === 0;
  if (!whole || !numbers.every((number): number is number => Number.isFinite(number)))
    throw invalidJson(path, key, 'a polygon [x1, y1, x2, y2, x3, y3, …]', value);
  // Outlines are followed pixel by pixel: what is far outside of the image is no point of it.
  const far = numbers.findIndex((number, i) => Math.abs(number) > 2 * (i % 2 === 0 ? width : height));
  if (far >= 0)
    throw invalidJson(path, `${key}[${far}]`, `a point of an image of ${width} × ${height}`, numbers[far]);
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]] as const);
}
