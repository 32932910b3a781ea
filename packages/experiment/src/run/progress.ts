/** How far a run has come, in heatmaps. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Per second, since the run began. */
  readonly rate: number;
  readonly secondsLeft: number;
}

/** @param start of the run, as `performance.now()` gave it. */
export function progressOf(done: number, total: number, start: number): Progress {
  const rate = done / secondsSince(start);
  return { done, total, rate, secondsLeft: (total - done) / rate };
}

export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
