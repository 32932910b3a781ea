import { smoothstep } from '../numeric/profile.ts';
import type { Thorax } from '../anatomy/thorax.ts';
import type { EffusionSpec, PhantomSpec } from '../spec/spec.ts';
import type { Scene } from './scene.ts';

/** Over so many cm below its upper edge, fluid becomes as thick as the chest. */
const LAYER = 1.6;

/**
 * Fluid at the bottom of the chest, which blunts the costophrenic angle. Its surface is a meniscus: highest at the chest
 * wall, lower towards the midline.
 */
export function applyEffusion({ grid, thorax, lung, spec }: Scene, finding: EffusionSpec): Float32Array {
  const surface = fluidSurface(spec, thorax, finding);
  const fluid = new Float32Array(lung.length);
  for (let i = 0; i < fluid.length; i++) {
    const x = grid.x[i] * finding.side;
    if (x <= 0 || lung[i] === 0) continue;
    fluid[i] = lung[i] * smoothstep(0, LAYER, grid.y[i] - surface(x));
    lung[i] -= fluid[i];
  }
  return fluid;
}

/** Height of the fluid's upper edge in cm, at a distance in cm from the midline. */
export function fluidSurface(
  { build }: PhantomSpec,
  thorax: Thorax,
  { side, height, sag }: EffusionSpec,
): (x: number) => number {
  const half = build.halfWidth;
  const top = thorax.dome(side, half) - height;
  return (x) => {
    const across = Math.max(0, Math.min(1, (half - x) / (half - 2.5)));
    return top + sag * (1 - (1 - across) ** 2.4);
  };
}
