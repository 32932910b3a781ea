import type { Grid } from '../numeric/grid.ts';
import { profile, smoothstep } from '../numeric/profile.ts';
import type { PhantomSpec } from '../spec/spec.ts';
import type { Thorax } from './thorax.ts';

/** Length in cm of each pixel's ray through the great vessels and what lies between the lungs, heart left out. */
export function mediastinumThickness({ build, pose }: PhantomSpec, thorax: Thorax, grid: Grid): Float32Array {
  const wider = build.mediastinum;
  const right = profile([
    [3, 2.9 + wider],
    [6, 2.6 + wider],
    [9, 2.5 + wider],
    [13, 2.7 + wider],
    [16, 3],
    [19, 3],
    [32, 2.6],
  ]);
  const left = profile([
    [3, 2.9 + wider],
    [6, 2.4 + wider],
    [8, 2.5 + wider],
    [9.6, 2.6 + 0.8 * build.knob],
    [10.7, 2.7 + build.knob],
    [12, 2.7 + 0.7 * build.knob],
    [13.6, 3],
    [15, 3.3],
    [17, 3.6],
    [21, 3],
    [32, 2.4],
  ]);
  const field = new Float32Array(grid.x.length);
  for (let i = 0; i < field.length; i++) {
    const y = grid.y[i];
    const x = grid.x[i] - (thorax.shift + 2.5 * pose.turn) * smoothstep(4, 15, y);
    const d = x / (x < 0 ? right(y) : left(y));
    if (d > -1 && d < 1) field[i] = 15 * Math.sqrt(1 - d * d);
  }
  return field;
}
