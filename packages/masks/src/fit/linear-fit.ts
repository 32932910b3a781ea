import { solveSymmetric } from './pseudo-inverse.ts';

export interface Observations {
  /** One row for each, all of one length. */
  readonly rows: readonly ArrayLike<number>[];
  readonly values: ArrayLike<number>;
  /** What each counts. */
  readonly weights: ArrayLike<number>;
}

/**
 * The coefficients c of Σ w (y − a − row·c)² + ridge · |c|², least in c and a. Where several are, those of smallest norm.
 * As scikit-learn's `Ridge` and, with ridge 0, `LinearRegression`.
 */
export function ridgeFit({ rows, values, weights }: Observations, ridge: number): Float64Array {
  const n = rows[0].length;
  let total = 0;
  let mean = 0;
  const centre = new Float64Array(n);
  rows.forEach((row, i) => {
    total += weights[i];
    mean += weights[i] * values[i];
    for (let k = 0; k < n; k++) centre[k] += weights[i] * row[k];
  });
  if (total === 0) return centre;
  const centred = rows.map((row) => Float64Array.from(centre, (sum, k) => row[k] - sum / total));
  return normalEquations(
    centred,
    Float64Array.from(values, (value) => value - mean / total),
    weights,
    ridge,
  );
}

/**
 * The coefficients c of Σ w (y − row·c)² that add up to `sum`, least in c. Where several are, those of smallest norm.
 */
export function fitOfSum({ rows, values, weights }: Observations, sum: number): Float64Array {
  const n = rows[0].length;
  const means = rows.map((row) => Array.from(row).reduce((a, b) => a + b, 0) / n);
  const rests = Float64Array.from(values, (value, i) => value - means[i] * sum);
  const across = rows.map((row, i) => Float64Array.from(row, (value) => value - means[i]));
  return normalEquations(across, rests, weights, 0).map((value) => value + sum / n);
}

function normalEquations(
  rows: readonly Float64Array[],
  values: Float64Array,
  weights: ArrayLike<number>,
  ridge: number,
): Float64Array {
  const n = rows[0].length;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  rows.forEach((row, i) => {
    for (let j = 0; j < n; j++) {
      const weighted = weights[i] * row[j];
      right[j] += weighted * values[i];
      for (let k = 0; k < n; k++) matrix[j * n + k] += weighted * row[k];
    }
  });
  for (let k = 0; k < n; k++) matrix[k * (n + 1)] += ridge;
  return solveSymmetric(matrix, right);
}
