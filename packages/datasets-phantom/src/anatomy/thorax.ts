import { profile, rounded, smoothstep, type Profile } from '../numeric/profile.ts';
import type { PhantomSpec, Side } from '../spec/spec.ts';

/** Top of the lungs. */
const APEX = 4.6;

/** The inside of the rib cage of one body: lungs, diaphragm and what stands between. All lengths in cm. */
export interface Thorax {
  readonly apex: number;
  /** Half the inner width at a height. */
  readonly halfWidth: Profile;
  /** From a point inward to the chest wall; negative outside. */
  wallDistance(x: number, y: number): number;
  /** Length of a ray through the rib cage. */
  depth(x: number, y: number): number;
  /** Height of the diaphragm's dome. */
  dome(side: Side, x: number): number;
  /** Shift of the mediastinum towards the patient's left. */
  readonly shift: number;
}

export function thoraxOf(spec: PhantomSpec): Thorax {
  const halfWidth = halfWidthOf(spec);
  const medial = profile([
    [APEX, 5.2],
    [APEX + 0.5, 3.9],
    [APEX + 1.5, 2.9],
    [APEX + 3, 2.2],
    [APEX + 6, 0],
  ]);
  const depth = profile([
    [APEX, 6.5],
    [APEX + 3, 10],
    [APEX + 7, 14],
    [APEX + 12, 16.5],
    [APEX + 20, 17.5],
    [APEX + 30, 17.5],
  ]);
  const domes = { [-1]: domeOf(spec, -1), 1: domeOf(spec, 1) };
  const wallDistance = (x: number, y: number): number => {
    if (y < APEX) return APEX - y > 0.4 ? -1 : y - APEX;
    const slope = (halfWidth(y + 0.1) - halfWidth(y)) / 0.1;
    return (halfWidth(y) - Math.abs(x)) / Math.sqrt(1 + slope * slope);
  };
  return {
    apex: APEX,
    halfWidth,
    wallDistance,
    dome: (side, x) => domes[side](Math.abs(x)),
    depth: (x, y) => {
      const wall = wallDistance(x, y);
      if (wall <= 0) return 0;
      const inner = smoothstep(-0.1, 0.9, Math.abs(x) - medial(y));
      return depth(y) * spec.build.depth * rounded(wall, 11) * inner;
    },
    shift: shiftOf(spec),
  };
}

/** Widest where the domes are, narrow at the apex. */
function halfWidthOf({ build }: PhantomSpec): Profile {
  const shape = [
    [0, 0.37],
    [0.25, 0.46],
    [0.8, 0.56],
    [1.8, 0.655],
    [3.5, 0.745],
    [6, 0.835],
    [9.5, 0.915],
    [14, 0.97],
    [20, 1],
    [26, 1.005],
    [36, 0.96],
  ];
  return profile(shape.map(([y, w]) => [APEX + y, w * build.halfWidth] as const));
}

/** Highest a little inside the middle of each lung; falls steeply to the side and gently to the midline. */
function domeOf(spec: PhantomSpec, side: Side): Profile {
  const loss = spec.findings.reduce(
    (sum, finding) =>
      sum + (finding.label === 'Atelectasis' && finding.side === side ? finding.volumeLoss : 0),
    0,
  );
  const flattened = spec.findings.some(
    (finding) => finding.label === 'Pneumothorax' && finding.side === side && finding.depth > 4,
  );
  const peak = (side < 0 ? 25.7 : 26.9) + spec.pose.inspiration - loss + (flattened ? 0.7 : 0);
  const w = spec.build.halfWidth;
  return profile([
    [0, peak + 1.3],
    [0.15 * w, peak + 0.9],
    [0.3 * w, peak + 0.25],
    [0.45 * w, peak],
    [0.6 * w, peak + 0.25],
    [0.75 * w, peak + 1.1],
    [0.88 * w, peak + 2.5],
    [0.95 * w, peak + 3.7],
    [1.01 * w, peak + 5.4],
  ]);
}

/** Collapse draws the mediastinum to its side; much gas or fluid pushes it away. */
function shiftOf({ findings }: PhantomSpec): number {
  let shift = 0;
  for (const finding of findings) {
    if (finding.label === 'Atelectasis') shift += 0.3 * finding.volumeLoss * finding.side;
    if (finding.label === 'Effusion') shift -= 0.07 * Math.max(0, finding.height - 9) * finding.side;
    if (finding.label === 'Pneumothorax') shift -= 0.3 * Math.max(0, finding.depth - 4) * finding.side;
  }
  return Math.max(-1.8, Math.min(1.8, shift));
}
