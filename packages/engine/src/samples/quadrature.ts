import type { Quadrature } from '@camscope/onnx';

/** Places in [0, 1] and their weights, which sum to 1. */
export interface Points {
  readonly at: readonly number[];
  readonly weights: readonly number[];
}

/** So many points of a rule of quadrature over [0, 1]; the trapezoid has at least two, its ends. */
export function pointsOf(rule: Quadrature, count: number): Points {
  if (rule === 'gauss-legendre') return gaussLegendre(count);
  if (rule === 'trapezoid') return trapezoid(Math.max(2, count));
  const shift = { left: 0, midpoint: 0.5, right: 1 }[rule];
  return {
    at: Array.from({ length: count }, (_, i) => (i + shift) / count),
    weights: new Array<number>(count).fill(1 / count),
  };
}

function trapezoid(count: number): Points {
  const parts = count - 1;
  return {
    at: Array.from({ length: count }, (_, i) => i / parts),
    weights: Array.from({ length: count }, (_, i) => (i === 0 || i === parts ? 0.5 : 1) / parts),
  };
}

/** Roots of the Legendre polynomial by Newton's method, ascending. */
function gaussLegendre(count: number): Points {
  const points = Array.from({ length: count }, (_, i) => {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    for (let step = 0; step < 100; step++) {
      const { value, slope } = legendre(count, x);
      const next = x - value / slope;
      if (Math.abs(next - x) < 1e-15) break;
      x = next;
    }
    const { slope } = legendre(count, x);
    return { at: (x + 1) / 2, weight: 1 / ((1 - x * x) * slope * slope) };
  });
  return { at: points.map(({ at }) => at), weights: points.map(({ weight }) => weight) };
}

/** The Legendre polynomial of a degree and its derivative, by recurrence. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n++)
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}
