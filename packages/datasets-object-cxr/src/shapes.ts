import { polygonOfBox, type Annotation, type Box, type Point, type Polygon } from '@camscope/core';
import { ellipseIn, type Row } from '@camscope/datasets-common';
import { boxOfPolygon } from '@camscope/pixels';

/** One object. */
interface Shape {
  readonly box: Box;
  readonly outline: Polygon;
  readonly isBox: boolean;
}

/**
 * The objects of an image as one annotation, by `type x1 y1 x2 y2 …;…`: rectangles, ellipses in their boxes, or polygons.
 * @throws CamscopeError DATA_INVALID naming file and line.
 */
export function annotationOf(label: string, text: string, row: Row): Annotation | undefined {
  const shapes = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => shapeOf(part, row));
  if (shapes.length === 0) return undefined;
  return {
    label,
    boxes: shapes.map(({ box }) => box),
    ...(shapes.some(({ isBox }) => !isBox) && { contours: shapes.map(({ outline }) => outline) }),
  };
}

function shapeOf(text: string, row: Row): Shape {
  const [type, ...numbers] = text.split(/\s+/).map(Number);
  const points = numbers.every((number) => Number.isFinite(number)) ? pairs(numbers) : undefined;
  const shape = points && shapes[type]?.(points);
  if (shape) return shape;
  throw row.wrong('0 or 1 and two corners, or 2 and three points or more', text);
}

const shapes: Readonly<Record<number, (points: readonly Point[]) => Shape | undefined>> = {
  0: (points) => inCorners(points, (box) => ({ box, outline: polygonOfBox(box), isBox: true })),
  1: (points) => inCorners(points, (box) => ({ box, outline: ellipseIn(box), isBox: false })),
  2: (points) =>
    points.length < 3 ? undefined : { box: boxOfPolygon(points), outline: points, isBox: false },
};

function inCorners(points: readonly Point[], make: (box: Box) => Shape): Shape | undefined {
  const [[x0, y0] = [0, 0], [x1, y1] = [0, 0]] = points;
  return points.length === 2 && x0 < x1 && y0 < y1 ? make({ x0, y0, x1, y1 }) : undefined;
}

function pairs(numbers: readonly number[]): Point[] | undefined {
  if (numbers.length % 2 !== 0) return undefined;
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]] as const);
}
