import { type Random, randomOf } from '../numeric/random.ts';
import { valueNoise } from '../numeric/texture.ts';
import { smoothstep } from '../numeric/profile.ts';
import { Pen, solid } from '../numeric/stroke.ts';
import type { PneumoniaSpec } from '../spec/spec.ts';
import { floorOf, gasDepth } from './aerated.ts';
import type { Scene } from './scene.ts';

/** Patches of consolidated lung with soft edges, in which air-filled bronchi stay dark. */
export function applyPneumonia(scene: Scene, finding: PneumoniaSpec): Float32Array {
  const { grid, lung, spec } = scene;
  const random = randomOf(spec.seed, `pneumonia ${finding.side}`);
  const centre = centreOf(scene, finding);
  const patches = patchesOf(random, centre, finding.radius);
  const [coarse, fine] = [valueNoise(spec.seed), valueNoise(spec.seed + 1)];
  const bronchi = airBronchograms(scene, random, centre, finding);
  const found = new Float32Array(lung.length);
  for (let i = 0; i < found.length; i++) {
    const [x, y] = [grid.x[i], grid.y[i]];
    if (x * finding.side <= 0 || lung[i] === 0) continue;
    const dense = densityAt(patches, x, y);
    if (dense === 0) continue;
    const ragged = dense * (1 + 0.35 * coarse(x * 0.6, y * 0.6) + 0.3 * fine(x * 1.6, y * 1.6));
    const wanted = finding.thickness * smoothstep(0.08, 1.05, ragged) * (1 + 0.2 * fine(x * 1.3, y * 1.3));
    found[i] = Math.min(wanted, 0.9 * lung[i]);
    lung[i] -= Math.max(0, found[i] - bronchi[i]);
  }
  return found;
}

interface Patch {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly weight: number;
}

function centreOf(scene: Scene, { side, across, down }: PneumoniaSpec): { x: number; y: number } {
  const { spec, thorax } = scene;
  const top = thorax.apex + 3;
  const y = top + down * (floorOf(scene, side)(7) - 1.5 - top);
  const x = side * (3.5 + across * (thorax.halfWidth(y) - gasDepth(spec, side) - 5.5));
  return { x, y };
}

function patchesOf(random: Random, { x, y }: { x: number; y: number }, radius: number): Patch[] {
  return Array.from({ length: 9 }, (_, k) => {
    const away = k === 0 ? 0 : radius * random.between(0.3, 1);
    const angle = random.between(0, 2 * Math.PI);
    return {
      x: x + Math.cos(angle) * away,
      y: y + Math.sin(angle) * away,
      radius: radius * (k === 0 ? 0.8 : random.between(0.3, 0.6)),
      weight: k === 0 ? 0.6 : random.between(0.3, 0.6),
    };
  });
}

/** About 1 where patches are densest. */
function densityAt(patches: readonly Patch[], x: number, y: number): number {
  let sum = 0;
  for (const patch of patches) {
    const dx = (x - patch.x) / patch.radius;
    const dy = (y - patch.y) / patch.radius;
    const d = dx * dx + dy * dy;
    if (d < 2.25) sum += patch.weight * (1 - d / 2.25) ** 2;
  }
  return sum;
}

/** Thickness in cm of bronchi that branch through the patch, away from the hilum. */
function airBronchograms(
  { grid }: Scene,
  random: Random,
  { x, y }: { x: number; y: number },
  { side, radius }: PneumoniaSpec,
): Float32Array {
  const field = new Float32Array(grid.x.length);
  const pen = new Pen(grid);
  const inward = Math.atan2(15.5 - y, side * 3.2 - x);
  for (let k = 0; k < 4; k++) {
    const angle = inward + Math.PI + random.normal(0, 0.5);
    const start = { x: x + Math.cos(inward) * radius * 0.8, y: y + Math.sin(inward) * radius * 0.8 };
    const end = { x: x + Math.cos(angle) * radius * 0.8, y: y + Math.sin(angle) * radius * 0.8 };
    pen.raise(
      field,
      { ...start, radius: 0.22, thickness: 1.6 },
      { ...end, radius: 0.1, thickness: 0.8 },
      solid,
    );
  }
  return field;
}
