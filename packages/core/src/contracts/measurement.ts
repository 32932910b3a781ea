/** One number, or why there is none. */
export type Measurement = { readonly value: number } | { readonly value: null; readonly reason: string };

/** How the numbers of a measure are read. */
export interface Scale {
  /** Which end is good; `none` for a number that only describes. */
  readonly scoreDirection: 'higher' | 'lower' | 'none';
  /** Smallest and largest possible value. */
  readonly range: readonly [number, number];
}
