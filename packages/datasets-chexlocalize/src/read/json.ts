import { invalidJson as invalid, isObject, type JsonObject, parseJson } from '@camscope/datasets-common';
import { MAX_PIXELS } from '@camscope/images';
import type { Frame } from '../segmentations.ts';
import { MAX_SIDE } from './limits.ts';

export { invalidJson as invalid, isObject, type JsonObject } from '@camscope/datasets-common';

/**
 * The object that a JSON file is.
 * @param name shown in errors.
 * @throws CamscopeError DATA_INVALID.
 */
export function parseObject(text: string, name: string): JsonObject {
  const value = parseJson(text, name);
  if (isObject(value)) return value;
  throw invalid(name, '', 'an object with an entry for each image', value);
}

/**
 * An image's size from the [height, width] of COCO and CheXlocalize.
 * @throws CamscopeError DATA_INVALID for what is no size, or one above the limits.
 */
export function readFrame(value: unknown, name: string, key: string): Frame {
  const asked = 'a size [height, width] in pixels';
  if (!isSize(value)) throw invalid(name, key, asked, value);
  const [height, width] = value;
  if (Math.max(height, width) <= MAX_SIDE && height * width <= MAX_PIXELS) return { width, height };
  throw invalid(name, key, `${asked}, at most ${MAX_SIDE} a side and ${MAX_PIXELS} in all`, value);
}

function isSize(value: unknown): value is readonly [height: number, width: number] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((side) => Number.isInteger(side) && side > 0)
  );
}
