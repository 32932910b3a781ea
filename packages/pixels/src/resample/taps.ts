/** For each sample of a new axis, the run of old samples that it is a weighted sum of. */
export interface Taps {
  /** First old sample of each run. */
  readonly first: Int32Array;
  /** Length of each run; at most `stride`. */
  readonly count: Int32Array;
  readonly stride: number;
  /** [length of the new axis, stride]. */
  readonly weights: Float64Array;
}

export function emptyTaps(length: number, stride: number): Taps {
  return {
    first: new Int32Array(length),
    count: new Int32Array(length),
    stride,
    weights: new Float64Array(length * stride),
  };
}
