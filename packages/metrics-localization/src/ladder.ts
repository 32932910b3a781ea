import { sortedKeys, valuesOfKeys } from './sorted-keys.ts';

/** Finite values, ascending, and where to find others among them. */
export interface Ladder {
  /** The distinct values, and infinity after the last. */
  readonly steps: Float32Array;
  /** How many values there are of each. */
  readonly counts: Uint32Array;
  /** For each of equal parts from the lowest to the highest value, how many steps there are before it. */
  readonly before: Uint32Array;
  /** Parts to a unit of values. */
  readonly scale: number;
}

/** In most parts there is one step, if any. */
const PARTS = 1 << 16;

/** @param values at least one. */
export function ladderOf(values: Float32Array): Ladder {
  const sorted = valuesOfKeys(sortedKeys(values));
  const steps = new Float32Array(sorted.length + 1);
  const counts = new Uint32Array(sorted.length);
  let size = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) steps[size++] = sorted[i];
    counts[size - 1]++;
  }
  steps[size] = Infinity;
  const scale = size > 1 ? PARTS / (steps[size - 1] - steps[0]) : 0;
  const before = new Uint32Array(PARTS + 2);
  for (let i = 0; i < size; i++) before[(((steps[i] - steps[0]) * scale) | 0) + 1]++;
  for (let part = 1; part < before.length; part++) before[part] += before[part - 1];
  return { steps: steps.subarray(0, size + 1), counts: counts.subarray(0, size), before, scale };
}

/** Of other values, at each step: how many are above the one before it and not above it, and how many are equal to it. */
export class StepCounts {
  readonly upTo: Uint32Array;
  readonly equal: Uint32Array;
  readonly #ladder: Ladder;

  constructor(ladder: Ladder) {
    this.#ladder = ladder;
    this.upTo = new Uint32Array(ladder.steps.length);
    this.equal = new Uint32Array(ladder.steps.length);
  }

  /** Counts values, which are finite; those above the last step are not. */
  add(values: Float32Array): void {
    const { upTo, equal } = this;
    const { steps, before, scale } = this.#ladder;
    const low = steps[0];
    const high = steps[steps.length - 2];
    let lower = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value < low) lower++;
      else if (value <= high) {
        const part = ((value - low) * scale) | 0;
        let at = before[part];
        if (steps[at] < value) at = search(steps, value, at + 1, before[part + 1]);
        upTo[at]++;
        if (steps[at] === value) equal[at]++;
      }
    }
    upTo[0] += lower;
  }
}

/** The first of the steps [from, to) that is not lower than the value; `to` where all are. */
function search(steps: Float32Array, value: number, from: number, to: number): number {
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (steps[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
