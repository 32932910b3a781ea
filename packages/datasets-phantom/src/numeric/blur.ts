/**
 * A square field blurred by three box means, near to a Gaussian of standard deviation `sigma` pixels (Wells 1986); edges
 * are extended. Returns a new field.
 */
export function blurred(field: Float32Array, size: number, sigma: number): Float32Array {
  const radius = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
  let from = field;
  const to = new Float32Array(field.length);
  for (let pass = 0; pass < 3; pass++) {
    boxRows(from, to, size, radius);
    const columns = from === field ? new Float32Array(field.length) : from;
    boxColumns(to, columns, size, radius);
    from = columns;
  }
  return from;
}

/** A 3 × 3 kernel whose outer taps weigh `side` and whose middle weighs 1 − 2·side, in each direction. */
export function softened(field: Float32Array, size: number, side: number): Float32Array {
  const middle = 1 - 2 * side;
  const rows = new Float32Array(field.length);
  const both = new Float32Array(field.length);
  for (let i = 0; i < field.length; i++) {
    const column = i % size;
    const before = field[column > 0 ? i - 1 : i];
    const after = field[column < size - 1 ? i + 1 : i];
    rows[i] = middle * field[i] + side * (before + after);
  }
  for (let i = 0; i < field.length; i++) {
    const before = rows[i >= size ? i - size : i];
    const after = rows[i < field.length - size ? i + size : i];
    both[i] = middle * rows[i] + side * (before + after);
  }
  return both;
}

function boxRows(from: Float32Array, to: Float32Array, size: number, radius: number): void {
  const weight = 1 / (2 * radius + 1);
  for (let row = 0; row < size; row++) {
    const start = row * size;
    let sum = 0;
    for (let k = -radius; k <= radius; k++) sum += from[start + Math.max(0, Math.min(size - 1, k))];
    for (let column = 0; column < size; column++) {
      to[start + column] = sum * weight;
      sum += from[start + Math.min(size - 1, column + radius + 1)];
      sum -= from[start + Math.max(0, column - radius)];
    }
  }
}

function boxColumns(from: Float32Array, to: Float32Array, size: number, radius: number): void {
  const weight = 1 / (2 * radius + 1);
  const sums = new Float64Array(size);
  const add = (row: number, sign: number): void => {
    const start = Math.max(0, Math.min(size - 1, row)) * size;
    for (let column = 0; column < size; column++) sums[column] += sign * from[start + column];
  };
  for (let k = -radius; k <= radius; k++) add(k, 1);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) to[row * size + column] = sums[column] * weight;
    add(row + radius + 1, 1);
    add(row - radius, -1);
  }
}
