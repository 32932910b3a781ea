import type { Grid } from '../numeric/grid.ts';
import type { HeartSpec, PhantomSpec } from '../spec/spec.ts';
import type { Thorax } from './thorax.ts';

/** One chamber as an ellipsoid: centre, half axes and turn of its outline, and its thickness, in cm and radians. */
interface Chamber {
  readonly x: number;
  readonly y: number;
  readonly a: number;
  readonly b: number;
  readonly turn: number;
  readonly thickness: number;
}

/** Length in cm of each pixel's ray through the heart. */
export function heartThickness(spec: PhantomSpec, thorax: Thorax, grid: Grid): Float32Array {
  const parts = chambers(spec, thorax).map(thicknessOf);
  const field = new Float32Array(grid.x.length);
  for (let i = 0; i < field.length; i++) {
    const [x, y] = [grid.x[i], grid.y[i]];
    let sum = 0;
    for (const part of parts) {
      const square = part(x, y);
      sum += square * square;
    }
    if (sum > 0) field[i] = Math.sqrt(Math.sqrt(sum));
  }
  return field;
}

/** Half of the heart's width on each side of where the midline would be, in cm. */
export function heartReach(
  { ratio, rightShare }: HeartSpec,
  halfWidth: number,
): { right: number; left: number } {
  const width = ratio * 2 * halfWidth;
  return { right: rightShare * width, left: (1 - rightShare) * width };
}

function chambers({ heart, build, pose }: PhantomSpec, thorax: Thorax): Chamber[] {
  const { right, left } = heartReach(heart, build.halfWidth);
  const middle = thorax.shift + 5 * pose.turn;
  const wide = (right + left) / 12.6;
  const high = Math.sqrt(wide);
  const bottom = thorax.dome(1, 0.45 * build.halfWidth) + 1.9;
  const ventricle = { a: 6.6 * wide, b: 5.3 * high, turn: 0.55 };
  const atrium = { a: 3.6 * wide, b: 5 * high, turn: 0 };
  return [
    {
      ...ventricle,
      x: middle + left - extent(ventricle).x,
      y: bottom - extent(ventricle).y,
      thickness: 13.5 * high,
    },
    { ...atrium, x: middle - right + atrium.a, y: bottom - 1 - atrium.b, thickness: 11.5 * high },
    { x: middle + 0.9, y: bottom - 10 * high, a: 3.2 * high, b: 4.4, turn: 0.15, thickness: 10 },
  ];
}

function extent({ a, b, turn }: Pick<Chamber, 'a' | 'b' | 'turn'>): { x: number; y: number } {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return { x: Math.hypot(a * cos, b * sin), y: Math.hypot(a * sin, b * cos) };
}

/** Gives the square of the thickness. */
function thicknessOf({ x: cx, y: cy, a, b, turn, thickness }: Chamber): (x: number, y: number) => number {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return (x, y) => {
    const u = (cos * (x - cx) + sin * (y - cy)) / a;
    const v = (cos * (y - cy) - sin * (x - cx)) / b;
    const d = u * u + v * v;
    return d < 1 ? thickness * thickness * (1 - d) : 0;
  };
}
