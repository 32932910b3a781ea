import { polygonOfBox, type Point } from '@camscope/core';
import { image } from '../state/images.ts';
import { boxBetween, drawing, setShapes, shapesOn } from '../state/shapes.ts';
import type { Shape } from '../work/api.ts';
import { isNear } from './drawing.ts';

/** The corner of a drawn shape that is held, and the place of the shape among all. */
let held = { shape: 0, corner: 0 };

/** Takes hold of a drawn corner within reach, in pixels of the image. @returns whether there is one. */
export function holdCorner(at: Point, reach: number): boolean {
  const { value: seen } = image;
  if (!seen || drawing.value) return false;
  const corners = shapesOn(seen.id).flatMap((one, shape) =>
    cornersOn(one).map((place, corner) => ({ place, shape, corner })),
  );
  const found = corners.find(({ place }) => isNear(place, at, reach));
  held = found ?? held;
  return found !== undefined;
}

export function moveCorner(to: Point): void {
  const { value: seen } = image;
  if (!seen) return;
  const moved = (shape: Shape): Shape => {
    const corners = cornersOn(shape);
    return 'box' in shape
      ? { box: boxBetween(corners[(held.corner + 2) % 4], to, seen) }
      : { polygon: corners.map((one, at) => (at === held.corner ? to : one)) };
  };
  setShapes(
    seen.id,
    shapesOn(seen.id).map((shape, at) => (at === held.shape ? moved(shape) : shape)),
  );
}

/** In turn around it. */
export function cornersOn(shape: Shape): readonly Point[] {
  return 'polygon' in shape ? shape.polygon : polygonOfBox(shape.box);
}
