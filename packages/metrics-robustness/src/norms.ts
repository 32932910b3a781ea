/** The Euclidean norm. */
export function norm(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] ** 2;
  return Math.sqrt(squares);
}

/** The Euclidean distance. */
export function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < one.length; i++) squares += (one[i] - other[i]) ** 2;
  return Math.sqrt(squares);
}

/** The norm of the changes, each as a share of the value that changes. @param epsilon in place of values that are 0. */
export function relativeDistance(one: ArrayLike<number>, other: ArrayLike<number>, epsilon: number): number {
  let squares = 0;
  for (let i = 0; i < one.length; i++) squares += ((one[i] - other[i]) / (one[i] || epsilon)) ** 2;
  return Math.sqrt(squares);
}
