import { type AxisPoint, type Pen, shell, solid } from '../numeric/stroke.ts';
import type { PhantomSpec, Side } from '../spec/spec.ts';

type Node = readonly [x: number, y: number, radius: number];

/** Adds clavicles, shoulder blades and the heads and shafts of the upper arms. */
export function addShoulders(spec: PhantomSpec, pen: Pen, bone: Float32Array): void {
  for (const side of [-1, 1] as const) {
    pen.add(bone, tube(clavicle(spec, side), side, 1), shell);
    for (const edge of scapula(spec)) pen.add(bone, tube(edge, side, 0.6), shell);
    pen.add(bone, tube(bladeOf(spec), side, 0.25), solid);
    for (const part of humerus(spec)) pen.add(bone, tube(part, side, 0.9), shell);
  }
}

function clavicle({ pose }: PhantomSpec, side: Side): Node[] {
  const lift = pose.clavicles;
  // The front of the body moves with its turn.
  const move = side * 4 * pose.turn;
  return smooth([
    [1.7 + move, 9 - 0.35 * lift, 0.85],
    [4 + 0.8 * move, 8.5 - 0.6 * lift, 0.6],
    [7.5 + 0.4 * move, 7.2 - 0.9 * lift, 0.52],
    [11, 6 - lift, 0.55],
    [14, 5.5 - lift, 0.62],
    [16.3, 5.7 - lift, 0.6],
  ]);
}

function scapula({ pose }: PhantomSpec): Node[][] {
  const out = pose.scapulae;
  const lift = pose.clavicles;
  return [
    // Medial border, lateral border, spine with acromion.
    smooth([
      [10.8 + out, 6.2 - lift, 0.14],
      [11 + out, 10 - lift, 0.14],
      [11.9 + out, 14 - lift, 0.16],
      [13.2 + out, 17.6 - lift, 0.25],
    ]),
    smooth([
      [13.2 + out, 17.6 - lift, 0.3],
      [14.6 + out, 13.6 - lift, 0.42],
      [16 + 0.7 * out, 9.8 - lift, 0.6],
      [16.5 + 0.5 * out, 7.8 - lift, 0.8],
    ]),
    smooth([
      [11 + out, 8.3 - lift, 0.25],
      [14 + 0.6 * out, 6.4 - lift, 0.4],
      [17.5 + 0.2 * out, 4.6 - lift, 0.6],
      [19, 5 - lift, 0.5],
    ]),
  ];
}

/** The plate between the borders, as one broad stroke. */
function bladeOf({ pose }: PhantomSpec): Node[] {
  const out = pose.scapulae;
  const lift = pose.clavicles;
  return [
    [13.4 + out, 8.4 - lift, 2.6],
    [13 + out, 12.5 - lift, 1.9],
    [13.2 + out, 17 - lift, 0.6],
  ];
}

function humerus({ pose }: PhantomSpec): Node[][] {
  const y = 7.7 - pose.clavicles;
  return [
    [
      [18.6, y, 2.3],
      [18.9, y + 0.6, 2.2],
    ],
    [
      [19.2, y + 1.5, 1.5],
      [19.8 + 0.2 * pose.arms, y + 6, 1.15],
      [20.4 + pose.arms, y + 25, 1.1],
    ],
  ];
}

function tube(nodes: readonly Node[], side: Side, thickness: number): AxisPoint[] {
  return nodes.map(([x, y, radius]) => ({ x: side * x, y, radius, thickness }));
}

/** Catmull and Rom's curve through the nodes, four pieces between two. */
function smooth(nodes: readonly Node[]): Node[] {
  const at = (k: number): Node => nodes[Math.max(0, Math.min(nodes.length - 1, k))];
  const points: Node[] = [];
  for (let k = 0; k < nodes.length - 1; k++) {
    for (let piece = 0; piece < 4; piece++) {
      points.push(between([at(k - 1), at(k), at(k + 1), at(k + 2)], piece / 4));
    }
  }
  return [...points, at(nodes.length - 1)];
}

function between([a, b, c, d]: readonly [Node, Node, Node, Node], t: number): Node {
  const value = (i: 0 | 1 | 2): number =>
    0.5 *
    (2 * b[i] +
      (c[i] - a[i]) * t +
      (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t +
      (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t * t * t);
  return [value(0), value(1), value(2)];
}
