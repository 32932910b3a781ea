/** A shape as probed. */
export interface Shape {
  /** Sizes at batch size 1. */
  readonly dims: readonly number[];
  /** Which axes grow in proportion to the batch. */
  readonly batch: readonly boolean[];
}

/**
 * The shape seen at batch sizes 1 and 2 as one. An axis that doubles is a batch axis.
 * @returns undefined when the shapes differ in any other way.
 */
export function mergeShapes(one: readonly number[], two: readonly number[]): Shape | undefined {
  if (one.length !== two.length) return undefined;
  const batch = one.map((dim, axis) => dim !== two[axis]);
  const sound = one.every((dim, axis) => !batch[axis] || two[axis] === 2 * dim);
  return sound ? { dims: one, batch } : undefined;
}
