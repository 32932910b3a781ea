import { signal } from '@preact/signals';
import type { Box, Point } from '@camscope/core';
import type { Shape } from '../work/api.ts';

/** What the reader drew, in pixels of the image, by the image's id. */
const drawn = signal<Readonly<Record<string, readonly Shape[]>>>({});

/** What is being drawn. */
export const drawing = signal<Shape | undefined>(undefined);

const NONE: readonly Shape[] = [];

export function shapesOn(image: string): readonly Shape[] {
  return drawn.value[image] ?? NONE;
}

export function setShapes(image: string, shapes: readonly Shape[]): void {
  drawn.value = { ...drawn.value, [image]: shapes };
}

export function addShape(image: string, shape: Shape): void {
  setShapes(image, [...shapesOn(image), shape]);
}

/** Asks before a page is left on which something was drawn: nothing else keeps it. */
export function askBeforeLeaving(page: Window): void {
  page.addEventListener('beforeunload', (event) => {
    if (Object.values(drawn.value).some(({ length }) => length > 0)) event.preventDefault();
  });
}

/** The box between two corners, on whole pixels: every pixel that is touched. */
export function boxBetween(
  [ax, ay]: Point,
  [bx, by]: Point,
  { width, height }: { width: number; height: number },
): Box {
  const inside = (value: number, most: number) => Math.min(most, Math.max(0, value));
  return {
    x0: inside(Math.floor(Math.min(ax, bx)), width),
    y0: inside(Math.floor(Math.min(ay, by)), height),
    x1: inside(Math.ceil(Math.max(ax, bx)), width),
    y1: inside(Math.ceil(Math.max(ay, by)), height),
  };
}

/** Corners as they are typed: `10,20 30,20 30,40`; undefined where they are no polygon. */
export function cornersOf(text: string): Point[] | undefined {
  const points = text
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(',').map((part) => (part === '' ? NaN : Number(part))));
  const isWhole =
    points.length >= 3 && points.every((pair) => pair.length === 2 && pair.every(Number.isFinite));
  return isWhole ? points.map(([x, y]): Point => [x, y]) : undefined;
}
