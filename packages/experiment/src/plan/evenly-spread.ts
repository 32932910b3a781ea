/** `count` of the items, evenly spread from the first; all of them when there are no more. */
export function evenlySpread<T>(items: readonly T[], count: number): T[] {
  if (count >= items.length) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]);
}
