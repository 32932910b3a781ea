/** Rotations stop where what is beside the diagonal is so much smaller than the whole. */
const SMALL = 1e-14;
const SWEEPS = 60;

/**
 * The x of smallest norm for which |a·x − b| is least; a is symmetric [n,n], row by row. By Jacobi's rotations.
 * @param cut eigenvalues below so much of the largest count as 0.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array, cut = 1e-11): Float64Array {
  const n = b.length;
  const { values, vectors } = eigen(a, n);
  const least = cut * values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const x = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    if (Math.abs(values[k]) <= least) continue;
    let along = 0;
    for (let i = 0; i < n; i++) along += vectors[i * n + k] * b[i];
    for (let i = 0; i < n; i++) x[i] += (vectors[i * n + k] * along) / values[k];
  }
  return x;
}

/** Eigenvalues, and eigenvectors as columns. */
function eigen(matrix: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const vectors = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  const norm = Math.sqrt(a.reduce((sum, value) => sum + value * value, 0));
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, n) > SMALL * norm; sweep++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]), vectors };
}

function offDiagonal(a: Float64Array, n: number): number {
  return Math.sqrt(a.reduce((sum, value, i) => (i % (n + 1) === 0 ? sum : sum + value * value), 0));
}

/** Makes a[p,q] 0. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const beside = a[p * n + q];
  if (beside === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * beside);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (of: Float64Array, i: number, j: number) => {
    const [x, y] = [of[i], of[j]];
    of[i] = c * x - s * y;
    of[j] = s * x + c * y;
  };
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k);
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q);
}
