import { colourMapNames } from '@camscope/pixels';
import { windowPresets } from '../viewer/window.ts';

/** Whether a value that an address tells is one of its part of the screen; what is in options is for the worker to judge. */
export type Check = (value: unknown) => boolean;

export const isShare: Check = (value) => isNumber(value) && value >= 0 && value <= 1;
export const isClass: Check = (value) =>
  value === 'top1' || (Number.isInteger(value) && (value as number) >= 0);
export const isLayer: Check = (value) => typeof value === 'string';
export const isChoice: Check = (value) =>
  isRecord(value) &&
  typeof value['use'] === 'string' &&
  isRecord(value['options'] ?? {}) &&
  isChoices(value['of'] ?? []);
export const isChoices: Check = (value) => Array.isArray(value) && value.every(isChoice);
export const isColours: Check = (value) => colourMapNames.some((name) => name === value);
export const isWindow: Check = (value) =>
  windowPresets.some((name) => name === value) || hasNumbers(value, ['low', 'high']);
export const isViewport: Check = (value) => hasNumbers(value, ['zoom', 'x', 'y']);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasNumbers(value: unknown, names: readonly string[]): boolean {
  return isRecord(value) && names.every((name) => isNumber(value[name]));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
