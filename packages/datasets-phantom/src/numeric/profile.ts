/** A smooth function through points of ascending `at`, constant beyond them. */
export type Profile = (at: number) => number;

const STEP = 0.05;

/** Monotone cubic interpolation (Fritsch and Butland 1984), tabulated every 0.05. */
export function profile(points: readonly (readonly [at: number, value: number])[]): Profile {
  const start = points[0][0];
  const count = Math.ceil((points[points.length - 1][0] - start) / STEP) + 1;
  const table = new Float64Array(count + 1);
  const slopes = slopesOf(points);
  for (let i = 0, k = 0; i <= count; i++) {
    const at = Math.min(start + i * STEP, points[points.length - 1][0]);
    while (k < points.length - 2 && at > points[k + 1][0]) k++;
    table[i] = hermite(points[k], points[k + 1], slopes[k], slopes[k + 1], at);
  }
  return (at) => {
    const place = Math.max(0, Math.min(count - 1e-9, (at - start) / STEP));
    const i = Math.floor(place);
    return table[i] + (place - i) * (table[i + 1] - table[i]);
  };
}

function slopesOf(points: readonly (readonly [number, number])[]): number[] {
  const secants = points.slice(1).map(([at, value], i) => (value - points[i][1]) / (at - points[i][0]));
  return points.map((_, i) => {
    if (i === 0) return secants[0];
    if (i === secants.length) return secants[i - 1];
    const [a, b] = [secants[i - 1], secants[i]];
    return a * b > 0 ? (2 * a * b) / (a + b) : 0;
  });
}

function hermite(
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  m0: number,
  m1: number,
  at: number,
): number {
  const h = x1 - x0;
  const t = (at - x0) / h;
  const s = 1 - t;
  return y0 * s * s * (1 + 2 * t) + y1 * t * t * (1 + 2 * s) + h * t * s * (m0 * s - m1 * t);
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function smoothstep(low: number, high: number, at: number): number {
  const t = Math.max(0, Math.min(1, (at - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** Height of a quarter circle that rises from 0 at `at` = 0 to 1 at `at` ≥ `radius`. */
export function rounded(at: number, radius: number): number {
  if (at <= 0) return 0;
  if (at >= radius) return 1;
  const t = 1 - at / radius;
  return Math.sqrt(1 - t * t);
}
