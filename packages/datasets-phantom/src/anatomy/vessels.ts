import type { Grid } from '../numeric/grid.ts';
import { type Random, randomOf } from '../numeric/random.ts';
import { type AxisPoint, Pen, solid } from '../numeric/stroke.ts';
import type { PhantomSpec, Side } from '../spec/spec.ts';
import type { Thorax } from './thorax.ts';

/** Thinner branches are left to the lung's texture. */
const FINEST = 0.04;
/** Artery, vein and bronchial wall run together: thickness on the axis over the radius of the bundle. */
const VESSEL = 6.5;

/** Thickness in cm of blood vessels on each pixel's ray: trees from the hila outward, thinner with every branching. */
export function vesselThickness(spec: PhantomSpec, thorax: Thorax, grid: Grid): Float32Array {
  const field = new Float32Array(grid.x.length);
  const pen = new Pen(grid);
  for (const side of [-1, 1] as const) {
    const random = randomOf(spec.seed, side < 0 ? 'vessels right' : 'vessels left');
    const draw = (from: AxisPoint, to: AxisPoint): void => pen.raise(field, from, to, solid);
    const hilum = hilumOf(spec, thorax, side);
    addHilum(pen, field, side, hilum, random);
    for (const [angle, radius] of ROOTS) {
      const y = hilum.y + (angle > 0 ? 1.1 : -0.6) + random.normal(0, 0.4);
      grow({ side, thorax, random, draw }, hilum.x, y, angle + random.normal(0, 0.12), radius);
    }
  }
  return field;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where the great vessels enter a lung. */
export function hilumOf({ pose }: PhantomSpec, thorax: Thorax, side: Side): Place {
  return { x: side * 2.9 + thorax.shift + 2 * pose.turn, y: side < 0 ? 15.6 : 14.8 };
}

/** Directions of the first branches, from straight outward (0) to down (π/2), and their radii in cm. */
const ROOTS: readonly (readonly [angle: number, radius: number])[] = [
  [-1.4, 0.26],
  [-1.15, 0.32],
  [-0.85, 0.3],
  [-0.5, 0.32],
  [-0.2, 0.3],
  [0.15, 0.34],
  [0.45, 0.36],
  [0.75, 0.44],
  [0.95, 0.4],
  [1.1, 0.52],
  [1.35, 0.4],
];

/** The shadow of the great vessels and nodes, a comma beside the heart. */
function addHilum(pen: Pen, field: Float32Array, side: Side, { x, y }: Place, random: Random): void {
  const size = random.between(0.85, 1.15);
  const at = (dx: number, dy: number, radius: number, thickness: number): AxisPoint => ({
    x: x + side * dx,
    y: y + dy,
    radius: size * radius,
    thickness: size * thickness,
  });
  pen.add(
    field,
    [at(0, -1.2, 0.8, 2.2), at(0.7, 0, 1, 2.8), at(1, 1.6, 0.8, 2.4), at(0.8, 3.4, 0.5, 1.6)],
    solid,
  );
}

interface Tree {
  readonly side: Side;
  readonly thorax: Thorax;
  readonly random: Random;
  draw(from: AxisPoint, to: AxisPoint): void;
}

function grow(tree: Tree, x: number, y: number, angle: number, radius: number): void {
  const { side, thorax, random } = tree;
  if (radius < FINEST) return;
  const length = random.between(0.7, 1.3) * (0.55 + 2.4 * radius);
  const bent = angle + random.normal(0, 0.16);
  const toX = x + side * Math.cos(bent) * length;
  const toY = y + Math.sin(bent) * length;
  const tapered = radius * 0.93;
  if (thorax.wallDistance(toX, toY) < 0.4 || toX * side < 1 || toY > thorax.dome(side, toX) + 3) return;
  tree.draw(
    { x, y, radius, thickness: VESSEL * radius },
    { x: toX, y: toY, radius: tapered, thickness: VESSEL * tapered },
  );
  if (random.chance(0.58)) {
    const share = random.between(0.55, 0.8);
    const way = random.chance(0.5) ? 1 : -1;
    grow(tree, toX, toY, bent + way * random.between(0.15, 0.35), tapered * Math.max(share, 0.72));
    grow(tree, toX, toY, bent - way * random.between(0.4, 0.8), tapered * (1.36 - Math.max(share, 0.72)));
  } else {
    grow(tree, toX, toY, bent, tapered);
  }
}
