/** @throws RangeError unless both have one entry for each case. */
export function checkSameLength(what: string, a: ArrayLike<unknown>, b: ArrayLike<unknown>): void {
  if (a.length !== b.length) throw new RangeError(`${what} differ in length: ${a.length} and ${b.length}`);
}

/** @throws RangeError unless 0 < value < 1. */
export function checkBetween0And1(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must lie between 0 and 1, got ${value}`);
}

/** @throws RangeError unless the value is an integer of at least `least`. */
export function checkAtLeast(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`${name} must be an integer of at least ${least}, got ${value}`);
}

/** @throws RangeError when a value is NaN or infinite. */
export function checkFinite(what: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i])) throw new RangeError(`${what} must be finite, got ${values[i]} at ${i}`);
}
