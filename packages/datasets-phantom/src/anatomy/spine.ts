import type { Grid } from '../numeric/grid.ts';
import { profile } from '../numeric/profile.ts';
import type { PhantomSpec } from '../spec/spec.ts';

/** Adds the vertebrae's bone: bodies with end plates, pedicles, spinous processes. */
export function addSpine({ build, pose }: PhantomSpec, grid: Grid, bone: Float32Array): void {
  const half = profile([
    [0, 1.25],
    [8, 1.35],
    [20, 1.6],
    [40, 2.1],
  ]);
  // Vertebrae passed on the way down.
  const count = profile([
    [0, 0],
    [8, 4.4],
    [20, 9.7],
    [32, 14],
    [42, 17],
  ]);
  for (let i = 0; i < bone.length; i++) {
    const y = grid.y[i];
    const bow = build.scoliosis * Math.sin((y - 4) / 9) - 1.5 * pose.turn;
    const u = (grid.x[i] - bow) / half(y);
    if (u < -1.15 || u > 1.15) continue;
    const passed = count(y);
    bone[i] += vertebra(u, passed - Math.floor(passed) - 0.5);
  }
}

/** At u across, in [-1, 1] over the body, and v down, in [-0.5, 0.5] from disc to disc. */
function vertebra(u: number, v: number): number {
  const across = Math.abs(u);
  const plate = Math.abs(v) - 0.39;
  const waist = 1 - 0.1 * Math.max(0, 1 - 3 * Math.abs(v));
  const inside = across < waist && plate < 0.02;
  const body = inside ? 0.5 + 0.3 * (across / waist) ** 6 : across < 1 ? 0.3 : 0;
  const endPlate = inside && plate > -0.08 ? 0.4 : 0;
  const [px, py] = [(across - 0.62) / 0.2, (v + 0.16) / 0.16];
  const ring = px * px + py * py;
  const pedicle = ring < 1 ? (ring > 0.35 ? 0.55 : 0.25) : 0;
  const [sx, sy] = [u / 0.2, (v - 0.2) / 0.24];
  const process = sx * sx + sy * sy < 1 ? 0.4 : 0;
  return body + endPlate + pedicle + process;
}
