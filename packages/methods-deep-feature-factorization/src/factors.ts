import { gaussian } from '@camscope/onnx/expressions';

/** A matrix [rows,columns] as Σ_j concepts_j ⊗ maps_j, with nothing negative in it. */
export interface Factors {
  /** For each concept, a number a row. */
  readonly concepts: readonly Float64Array[];
  /** For each concept, a number a column. */
  readonly maps: readonly Float64Array[];
}

/** In place of a denominator that is 0. */
const TINY = 2 ** -23;

/** Sizes of normal numbers, so scaled that the product is about as large as the matrix; the same for a seed. */
export function randomFactors(
  matrix: ArrayLike<number>,
  [rows, columns]: readonly [number, number],
  count: number,
  seed: number,
): Factors {
  const normal = gaussian(seed);
  let total = 0;
  for (let i = 0; i < matrix.length; i++) total += matrix[i];
  const scale = Math.sqrt(total / matrix.length / count);
  const drawn = (length: number) =>
    Array.from({ length: count }, () => Float64Array.from({ length }, () => scale * Math.abs(normal())));
  return { maps: drawn(columns), concepts: drawn(rows) };
}

/**
 * Non-negative factors of a non-negative matrix, row by row: from those given, by so many of Lee and Seung's updates for the squared
 * difference, of the concepts and then of the maps.
 */
export function factorised(matrix: ArrayLike<number>, start: Factors, steps: number): Factors {
  const concepts = start.concepts.map((one) => one.slice());
  const maps = start.maps.map((one) => one.slice());
  const [rows, columns] = [concepts[0].length, maps[0].length];
  for (let step = 0; step < steps; step++) {
    const acrossRows = maps.map((map) =>
      Float64Array.from({ length: rows }, (_, row) => {
        let sum = 0;
        for (let i = 0; i < columns; i++) sum += matrix[row * columns + i] * map[i];
        return sum;
      }),
    );
    update(concepts, acrossRows, maps);
    const acrossColumns = concepts.map((concept) => {
      const sums = new Float64Array(columns);
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < columns; i++) sums[i] += matrix[row * columns + i] * concept[row];
      return sums;
    });
    update(maps, acrossColumns, concepts);
  }
  return { concepts, maps };
}

/** Indices of the concepts, that which makes the most of the matrix first. */
export function bySize({ concepts, maps }: Factors): number[] {
  const sizes = concepts.map((concept, j) => total(concept) * total(maps[j]));
  return concepts.map((_, j) => j).sort((a, b) => sizes[b] - sizes[a] || a - b);
}

/** Multiplies one factor by the quotient of what the matrix and what the product make of the other. */
function update(own: Float64Array[], fromMatrix: readonly Float64Array[], other: readonly Float64Array[]) {
  const gram = other.map((a) => other.map((b) => a.reduce((sum, value, i) => sum + value * b[i], 0)));
  const fromProduct = gram.map((weights) =>
    own[0].map((_, i) => weights.reduce((sum, weight, j) => sum + weight * own[j][i], 0)),
  );
  own.forEach((values, j) => {
    values.forEach((value, i) => (values[i] = (value * fromMatrix[j][i]) / (fromProduct[j][i] || TINY)));
  });
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
