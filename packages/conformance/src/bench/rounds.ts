/** Two ways of doing something, and how often each was done. */
export interface Rounds {
  /** Median milliseconds of the second way. */
  readonly milliseconds: number;
  /** Median, over the rounds, of its time by that of the first. */
  readonly ratio: number;
  readonly rounds: number;
}

/** As many as tell a median from an accident. */
const MOST = 15;

/**
 * Times two ways of doing something in turns, which a busy machine disturbs little, until the time is used. Each timed run follows one
 * of the same that is not: the threads of the session before go on spinning for a while.
 * @param until of `performance.now()`; one round is done in any case.
 */
export async function inTurns(
  bare: () => Promise<unknown>,
  own: () => Promise<unknown>,
  until: number,
): Promise<Rounds> {
  const times: { readonly bare: number; readonly own: number }[] = [];
  let longest = 0;
  do {
    const start = performance.now();
    times.push({ bare: await timed(bare), own: await timed(own) });
    longest = Math.max(longest, performance.now() - start);
  } while (times.length < MOST && performance.now() + longest < until);
  return {
    milliseconds: median(times.map((time) => time.own)),
    ratio: median(times.map((time) => time.own / time.bare)),
    rounds: times.length,
  };
}

/** Milliseconds of the second of two runs. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  await run();
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
