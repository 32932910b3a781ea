/** How far a stage of a run has come. */
export interface Progress {
  /** What is counted: `maps`, `findings`, `predictions`, … */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  /** Per second, since the stage began. */
  readonly rate: number;
  readonly secondsLeft: number;
}

/** One stage's progress. */
export interface Stage {
  advance(count?: number): void;
}

export function stageOf(
  stage: string,
  total: number,
  tell: ((progress: Progress) => void) | undefined,
): Stage {
  const start = performance.now();
  let done = 0;
  return {
    advance(count = 1) {
      done += count;
      const rate = done / secondsSince(start);
      tell?.({ stage, done, total, rate, secondsLeft: (total - done) / rate });
    },
  };
}

/** @param start as `performance.now()` gave it. */
export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
