/** Entries of a list that are shown; the locked configuration has them all. */
const MOST = 6;

/** `classes 3, source intensity`; `count 5; findings Effusion 0.3, Pneumonia 0.3` where options have parts of their own. */
export function optionsInWords(options: Readonly<Record<string, unknown>> = {}): string {
  const there = Object.entries(options).filter(([, value]) => value !== undefined);
  const nested = there.some(([, value]) => typeof value === 'object' && value !== null);
  return there.map(([name, value]) => `${name} ${valueInWords(value)}`).join(nested ? '; ' : ', ');
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return cut(value.map(valueInWords));
  if (typeof value === 'object' && value !== null)
    return cut(Object.entries(value).map(([name, of]) => `${name} ${valueInWords(of)}`));
  return String(value);
}

function cut(items: readonly string[]): string {
  if (items.length === 0) return 'none';
  if (items.length <= MOST) return items.join(', ');
  return `${items.slice(0, MOST - 1).join(', ')}, … (${items.length} in all)`;
}
