import { markup, type Markup } from '../text/markup.ts';
import { px } from './panel.ts';

/** Shapes of about equal area, centred, for a radius of 1. */
const SHAPES = {
  circle: (r: number) =>
    `M${px(-r)} 0a${px(r)} ${px(r)} 0 1 0 ${px(2 * r)} 0a${px(r)} ${px(r)} 0 1 0 ${px(-2 * r)} 0Z`,
  square: (r: number) =>
    polygon(r * 0.9, [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ]),
  triangle: (r: number) =>
    polygon(r * 1.2, [
      [0, -1],
      [0.95, 0.75],
      [-0.95, 0.75],
    ]),
  diamond: (r: number) =>
    polygon(r * 1.25, [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ]),
  cross: (r: number) =>
    polygon(r * 1.2, [
      [-1, -0.35],
      [-0.35, -0.35],
      [-0.35, -1],
      [0.35, -1],
      [0.35, -0.35],
      [1, -0.35],
      [1, 0.35],
      [0.35, 0.35],
      [0.35, 1],
      [-0.35, 1],
      [-0.35, 0.35],
      [-1, 0.35],
    ]),
  down: (r: number) =>
    polygon(r * 1.2, [
      [0, 1],
      [-0.95, -0.75],
      [0.95, -0.75],
    ]),
} as const;

export type SymbolName = keyof typeof SHAPES;
/** In the order in which they are given out. */
export const SYMBOLS = Object.keys(SHAPES) as readonly SymbolName[];

/** A mark, filled or hollow, at a place. */
export function symbol(
  name: SymbolName,
  [x, y]: readonly [number, number],
  radius = 3,
  hollow = false,
): Markup {
  return markup`<path transform="translate(${px(x)} ${px(y)})"${hollow && markup` class="hollow"`} d="${SHAPES[name](radius)}"/>`;
}

function polygon(size: number, points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${px(size * x)} ${px(size * y)}`).join('L')}Z`;
}
