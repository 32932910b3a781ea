/** What stands for a value that does not exist. */
export const DASH = '–';

/** Decimals with which the largest number of a column shows three significant digits. */
export function decimalsFor(largest: number): number {
  if (!Number.isFinite(largest) || largest === 0) return 3;
  return Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(largest) * (1 - 1e-12)))));
}

/** A number with a true minus sign, so many decimals, or a dash. */
export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A p-value as `p = 0.032` or `p < 0.001`. */
export function pValue(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** A count with thin spaces between thousands. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** `1 image`, `2 images`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** A share of a whole in whole percents. */
export function wholePercent(share: number): string {
  return share > 0 && share < 0.005 ? 'less than 1%' : `${Math.round(100 * share)}%`;
}

/** A share of a whole as a percentage with three significant digits at most. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value >= 99.95 || value === 0 ? value.toFixed(0) : value.toPrecision(value < 1 ? 2 : 3)}%`;
}
