import type { Context } from '../analysis/context.ts';
import { textWidth } from '../svg/text-width.ts';

/** Width of a panel of which five stand in a row. */
export const PANEL = 193;
export const MOST_LETTERS = 110;

/** Room for the letters of series. */
export function shortLabelWidth({ series }: Context, names: readonly string[]): number {
  const widths = names.map((name) => textWidth(series.short(name), 11));
  return Math.ceil(Math.min(MOST_LETTERS, Math.max(16, ...widths)) + 2);
}
