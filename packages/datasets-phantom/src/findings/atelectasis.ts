import { randomOf } from '../numeric/random.ts';
import { profile, rounded, smoothstep } from '../numeric/profile.ts';
import { type CrossSection, Pen } from '../numeric/stroke.ts';
import type { AtelectasisSpec, Side } from '../spec/spec.ts';
import type { Thorax } from '../anatomy/thorax.ts';
import { floorOf, gasDepth } from './aerated.ts';
import type { Scene } from './scene.ts';

/** Collapsed lung without air, as plates or a wedge with a sharp fissure; the loss of volume is the thorax's. */
export function applyAtelectasis(scene: Scene, finding: AtelectasisSpec): Float32Array {
  const wanted = finding.form === 'plates' ? plates(scene, finding) : wedge(scene, finding);
  const { lung } = scene;
  for (let i = 0; i < lung.length; i++) {
    wanted[i] = Math.min(wanted[i], 0.95 * lung[i]);
    lung[i] -= wanted[i];
  }
  return wanted;
}

const flat: CrossSection = (d) => smoothstep(0, 0.45, 1 - d);

/** One to three nearly level plates, seen edge on, above the diaphragm. */
function plates(scene: Scene, { side, size }: AtelectasisSpec): Float32Array {
  const { spec, grid } = scene;
  const random = randomOf(spec.seed, 'plates');
  const field = new Float32Array(grid.x.length);
  const pen = new Pen(grid);
  const count = random.pick([1, 2, 2, 3]);
  const floor = floorOf(scene, side);
  const flank = 12.5 - gasDepth(spec, side);
  for (let k = 0; k < count; k++) {
    const length = Math.min(flank - 4.5, size * random.between(5, 8));
    const x = random.between(4, flank - length);
    const y = floor(x + length / 2) - random.between(1.2, 3) - 1.8 * k;
    const slope = random.normal(0, 0.16);
    const radius = size * random.between(0.42, 0.75);
    const points = [0, 0.25, 0.5, 0.75, 1].map((t) => ({
      x: side * (x + t * length),
      y: y + slope * t * length + 0.5 * (t - 0.5) ** 2,
      radius: radius * (1 - 0.45 * Math.abs(2 * t - 1)),
      thickness: 5,
    }));
    pen.add(field, points, flat);
  }
  return field;
}

/** A lobe that has shrunk towards the hilum, up to its fissure. */
function wedge({ grid, thorax }: Scene, { side, size, form }: AtelectasisSpec): Float32Array {
  const inside = form === 'upper-lobe' ? upperLobe(thorax, size) : lowerLobe(thorax, side, size);
  const field = new Float32Array(grid.x.length);
  for (let i = 0; i < field.length; i++) {
    const x = (grid.x[i] - thorax.shift) * side;
    if (x > 0) field[i] = 8 * rounded(inside(x, grid.y[i]), 0.8);
  }
  return field;
}

/** Distance in cm from a point inward to the lobe's edge. */
type Lobe = (x: number, y: number) => number;

/** Above a fissure that climbs from the hilum to the flank, bowed upward. */
function upperLobe({ apex }: Thorax, size: number): Lobe {
  const fissure = profile([
    [2, apex + 5 + 4.5 * size],
    [4.5, apex + 3.2 + 3.4 * size],
    [7.5, apex + 1.8 + 2 * size],
    [12, apex + 0.8 + 1.3 * size],
  ]);
  return (x, y) => 0.85 * (fissure(x) - y);
}

/** Between the spine and a fissure that falls from the hilum to the diaphragm. */
function lowerLobe({ dome }: Thorax, side: Side, size: number): Lobe {
  const bottom = dome(side, 6);
  const fissure = profile([
    [bottom - 11, 2.2],
    [bottom - 7, 4 * size],
    [bottom - 3, 6.2 * size],
    [bottom + 2, 8.6 * size],
  ]);
  return (x, y) => Math.min(0.9 * (fissure(y) - x), y - bottom + 11);
}
