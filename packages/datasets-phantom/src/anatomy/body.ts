import type { Grid } from '../numeric/grid.ts';
import { profile, rounded } from '../numeric/profile.ts';
import type { PhantomSpec } from '../spec/spec.ts';

/** Length in cm of each pixel's ray through the body, as if it were solid: neck, trunk, shoulders, arms, breasts. */
export function bodyThickness(spec: PhantomSpec, grid: Grid): Float32Array {
  const { build } = spec;
  const parts = [neck(spec), trunk(spec), shoulders(spec), arms(spec)];
  const breasts = build.breasts > 0 ? breastShadows(spec) : undefined;
  const field = new Float32Array(grid.x.length);
  for (let i = 0; i < field.length; i++) {
    const x = Math.abs(grid.x[i]);
    const y = grid.y[i];
    let thickness = 0;
    for (const part of parts) thickness = Math.max(thickness, part(x, y));
    field[i] = thickness + (breasts && thickness > 0 ? breasts(x, y) : 0);
  }
  return field;
}

/** Thickness at a distance from the midline and a height, in cm. */
type Part = (x: number, y: number) => number;

function neck({ build }: PhantomSpec): Part {
  const half = 5.4 + 0.25 * build.fat;
  const depth = profile([
    [3, 12],
    [8, 9],
    [12, 0],
  ]);
  return (x, y) => {
    const d = x / half;
    return d < 1 ? depth(y) * build.depth * Math.sqrt(1 - d * d) : 0;
  };
}

function trunk({ build }: PhantomSpec): Part {
  const w = build.halfWidth + 1.4 + build.fat;
  const half = profile([
    [2, 0.45 * w],
    [4, 0.72 * w],
    [7, 0.88 * w],
    [11, 0.95 * w],
    [17, 0.98 * w],
    [24, w],
    [30, w],
    [36, w * 0.99],
    [44, w * 1.03],
  ]);
  const depth = profile([
    [2, 8],
    [5, 12],
    [9, 17],
    [14, 20],
    [22, 21.5],
    [30, 22],
    [44, 22],
  ]);
  return (x, y) => {
    const d = x / half(y);
    if (d >= 1) return 0;
    return (depth(y) + build.fat) * build.depth * Math.sqrt(1 - d * d * d);
  };
}

function shoulders({ build, pose }: PhantomSpec): Part {
  const top = profile([
    [4.6, -3],
    [5.6, 0.2],
    [7, 1.6],
    [10, 2.6],
    [14, 3.2],
    [17, 3.9],
    [19.5, 5.4],
    [21.5, 8],
    [22.5, 12],
  ]);
  const lift = 0.6 * pose.clavicles;
  const fat = 0.3 * build.fat;
  return (x, y) => {
    const below = y + lift + fat - top(x);
    if (below <= 0 || y > 15) return 0;
    return 11 * build.depth * rounded(0.8 * below, 6) * rounded(15 - y, 7);
  };
}

function arms({ pose, build }: PhantomSpec): Part {
  const radius = 4.6 + 0.4 * build.fat;
  const [x0, y0] = [17.3, 9.2 - 0.6 * pose.clavicles];
  const [dx, dy] = [3 + pose.arms, 24];
  return (x, y) => {
    const t = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)));
    const [ex, ey] = [x - x0 - t * dx, y - y0 - t * dy];
    const d = (ex * ex + ey * ey) / (radius * radius);
    return d < 1 ? 2 * radius * 0.95 * Math.sqrt(1 - d) : 0;
  };
}

/** Hanging half ellipses: thickest near their lower edge. */
function breastShadows({ build }: PhantomSpec): Part {
  const radius = 5.2 + 0.5 * build.breasts;
  const bottom = build.breastsEnd;
  return (x, y) => {
    const dx = (x - 8.2 - 0.2 * build.breasts) / radius;
    const dy = (y - bottom + radius) / (y > bottom - radius ? radius : 1.7 * radius);
    const d = dx * dx + dy * dy;
    if (d >= 1) return 0;
    const hang = 0.55 + 0.45 * Math.max(-1, Math.min(1, dy));
    return build.breasts * Math.sqrt(1 - d) * hang;
  };
}
