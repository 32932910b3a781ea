/**
 * Holm's step-down adjustment: p values to be compared with the level of the whole family, in the order given. A null, a
 * test that could not be done, stays null and does not count. Holm 1979, Scand. J. Stat. 6(2):65-70.
 * @throws RangeError when a p is not in [0, 1].
 */
export function holm(p: readonly (number | null)[]): (number | null)[] {
  const there = p.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  for (const { value } of there)
    if (!(value >= 0 && value <= 1)) throw new RangeError(`A p must lie in [0, 1], got ${value}`);
  const adjusted: (number | null)[] = p.map(() => null);
  let largest = 0;
  there
    .sort((a, b) => a.value - b.value)
    .forEach(({ value, index }, i) => {
      largest = Math.min(1, Math.max(largest, (there.length - i) * value));
      adjusted[index] = largest;
    });
  return adjusted;
}
