import { type AxisPoint, type Pen, shell } from '../numeric/stroke.ts';
import type { PhantomSpec, Side } from '../spec/spec.ts';
import { randomOf } from '../numeric/random.ts';
import type { Thorax } from './thorax.ts';

/** How far the front end of each rib lies below its back end, in cm. */
const DROPS = [3.6, 5.4, 6.8, 8, 9, 9.8, 10.4, 10.8, 10.6, 10, 8, 6];
const STEPS = 30;

/**
 * Adds twelve pairs of ribs. Each is a tilted ellipse around the chest: from the spine backward and sideways, round the
 * flank, then forward and down to where bone turns into cartilage, which does not show.
 */
export function addRibs(spec: PhantomSpec, thorax: Thorax, pen: Pen, bone: Float32Array): void {
  const random = randomOf(spec.seed, 'ribs');
  const [first, spacing] = [4.3 + random.normal(0, 0.2), 2.3 + random.normal(0, 0.05)];
  const drop = random.between(0.88, 1.1);
  for (const side of [-1, 1] as const) {
    DROPS.forEach((own, k) => {
      const start = first + (k === 0 ? 0.7 : k * spacing) + random.normal(0, 0.07);
      pen.add(bone, ribAxis(spec, thorax, side, k, start, own * drop), shell);
    });
  }
}

function ribAxis(
  { pose }: PhantomSpec,
  thorax: Thorax,
  side: Side,
  k: number,
  start: number,
  drop: number,
): AxisPoint[] {
  const reach = thorax.halfWidth(Math.max(thorax.apex + 0.7, start + 0.45 * drop)) + 0.35;
  // Front ends: nearly at the breastbone for the first ribs, at the flank for the last, which float.
  const end = k < 7 ? 0.8 : k < 10 ? 0.72 - 0.04 * (k - 7) : 0.42 - 0.06 * (k - 10);
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const angle = Math.PI * (0.035 + (end - 0.035) * (step / STEPS));
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    // Rotation of the body moves back and front in opposite directions.
    const x = side * reach * Math.pow(sin, 0.85) - 5 * pose.turn * cos * 0.55;
    const y = start + (drop * (1 - cos)) / 2 - 0.35 * Math.sin(2 * angle);
    const front = angle > Math.PI / 2 ? (angle / Math.PI - 0.5) * 2 : 0;
    const fade = Math.min(1, (STEPS - step) / 3);
    const radius = 0.5 + (k === 0 ? 0.15 : 0) + 0.22 * front;
    return { x, y, radius, thickness: (k === 0 ? 0.6 : 0.7 - 0.42 * front) * (0.3 + 0.7 * fade) };
  });
}
