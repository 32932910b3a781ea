import { CamscopeError, messageOf } from '@camscope/core';
import { MAX_PIXELS } from '@camscope/images';
import type { Frame } from '../segmentations.ts';
import { MAX_SIDE } from './limits.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The object that a JSON file is.
 * @param name shown in errors.
 * @throws CamscopeError DATA_INVALID.
 */
export function parseObject(text: string, name: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CamscopeError('DATA_INVALID', `${name} is not JSON`, { found: messageOf(cause), cause });
  }
  if (isObject(value)) return value;
  throw invalid(name, '', 'an object with an entry for each image', value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

/** @param key where in the file, such as `patient1_study1_view1_frontal.Edema`. */
export function invalid(name: string, key: string, asked: string, found: unknown): CamscopeError {
  const text =
    typeof found === 'string' && found.includes(' ') ? found : (JSON.stringify(found) ?? 'nothing');
  return new CamscopeError('DATA_INVALID', `${name} does not follow its format`, {
    at: key || undefined,
    asked,
    found: text.length > 120 ? `${text.slice(0, 120)}…` : text,
  });
}
