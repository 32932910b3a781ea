/**
 * Pairs rows with columns so that the sum of the pairs' gains is greatest: for each row its column. Rows must not
 * outnumber columns. Shortest augmenting paths in O(rows² · columns): Jonker and Volgenant, Computing 38, 1987,
 * doi:10.1007/BF02278710.
 * @param gains [row][column]
 */
export function assign(gains: readonly ArrayLike<number>[]): number[] {
  const rows = gains.length;
  const columns = rows > 0 ? gains[0].length : 0;
  const prices: Prices = { rows: new Float64Array(rows), columns: new Float64Array(columns) };
  const rowOf = new Int32Array(columns).fill(-1);
  for (let row = 0; row < rows; row++) augment(gains, row, prices, rowOf);
  const columnOf = new Array<number>(rows);
  rowOf.forEach((row, column) => {
    if (row >= 0) columnOf[row] = column;
  });
  return columnOf;
}

/** Prices under which no pair costs less than nothing, and pairs already made cost nothing. */
interface Prices {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

/** Gives one more row a column, moving others along the cheapest path to a free column. */
function augment(
  gains: readonly ArrayLike<number>[],
  start: number,
  prices: Prices,
  rowOf: Int32Array,
): void {
  const columns = rowOf.length;
  const distance = new Float64Array(columns).fill(Infinity);
  const before = new Int32Array(columns).fill(-1);
  const reached = new Uint8Array(columns);
  let last = -1;
  let row = start;
  let travelled = 0;
  for (;;) {
    let nearest = -1;
    for (let column = 0; column < columns; column++) {
      if (reached[column]) continue;
      const step = travelled - gains[row][column] - prices.rows[row] - prices.columns[column];
      if (step < distance[column]) {
        distance[column] = step;
        before[column] = last;
      }
      if (nearest < 0 || distance[column] < distance[nearest]) nearest = column;
    }
    reached[nearest] = 1;
    travelled = distance[nearest];
    last = nearest;
    if (rowOf[nearest] < 0) break;
    row = rowOf[nearest];
  }
  prices.rows[start] += travelled;
  for (let column = 0; column < columns; column++) {
    if (!reached[column] || column === last) continue;
    prices.rows[rowOf[column]] += travelled - distance[column];
    prices.columns[column] -= travelled - distance[column];
  }
  for (let column = last; column >= 0; column = before[column]) {
    rowOf[column] = before[column] < 0 ? start : rowOf[before[column]];
  }
}
