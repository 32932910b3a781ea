import { type Box, CamscopeError } from '@camscope/core';
import type { Frame } from '@camscope/datasets-common';
import type { VocOptions } from './options.ts';
import type { Element } from './xml.ts';

/** What a file says of its image. */
export interface VocImage {
  /** Undefined where it is named by its own name alone. */
  readonly name?: string;
  /** Undefined where it says none, or 0. */
  readonly frame?: Frame;
  readonly objects: readonly Element[];
}

export interface VocObject {
  readonly name: string;
  readonly box: Box;
  readonly isDifficult: boolean;
}

/** By how much a corner moves to be half-open from 0: its left and upper, its right and lower sides. */
const MOVES: Readonly<Record<VocOptions['corners'], readonly [start: number, end: number]>> = {
  voc: [-1, 0],
  inclusive: [0, 1],
  'half-open': [0, 0],
};

/** @throws CamscopeError DATA_INVALID naming file and line. */
export function readImage(root: Element, path: string): VocImage {
  if (root.name !== 'annotation') throw invalid(root, path, 'the element annotation', root.name);
  const name = child(root, 'filename')?.text;
  const size = child(root, 'size');
  const [width, height] = ['width', 'height'].map((side) => {
    const element = size && child(size, side);
    const pixels = element === undefined || element.text === '' ? 0 : Number(element.text);
    if (Number.isInteger(pixels) && pixels >= 0) return pixels;
    throw invalid(element ?? root, path, 'a size in pixels', element?.text ?? '');
  });
  return {
    ...(name && { name }),
    ...(width > 0 && height > 0 && { frame: { width, height } }),
    objects: root.children.filter((element) => element.name === 'object'),
  };
}

/** @throws CamscopeError DATA_INVALID naming file and line. */
export function readObject(element: Element, path: string, corners: VocOptions['corners']): VocObject {
  const name = child(element, 'name')?.text;
  if (!name) throw invalid(element, path, 'a name of the object', 'none');
  const bounds = child(element, 'bndbox');
  if (!bounds) throw invalid(element, path, 'a bndbox of the object', 'none');
  const [xMin, yMin, xMax, yMax] = ['xmin', 'ymin', 'xmax', 'ymax'].map((side) => {
    const number = child(bounds, side);
    const value = number === undefined || number.text === '' ? NaN : Number(number.text);
    if (Number.isFinite(value)) return value;
    throw invalid(number ?? bounds, path, `a number as ${side}`, number?.text || 'none');
  });
  const [start, end] = MOVES[corners];
  const box = { x0: xMin + start, y0: yMin + start, x1: xMax + end, y1: yMax + end };
  if (!(box.x0 < box.x1 && box.y0 < box.y1))
    throw invalid(bounds, path, 'a box with an area', [xMin, yMin, xMax, yMax].join(', '));
  return { name, box, isDifficult: child(element, 'difficult')?.text === '1' };
}

function child({ children }: Element, name: string): Element | undefined {
  return children.find((element) => element.name === name);
}

function invalid({ line }: Element, path: string, asked: string, found: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'Not an annotation of Pascal VOC', {
    at: `${path}:${line}`,
    asked,
    found: found.slice(0, 120),
  });
}
