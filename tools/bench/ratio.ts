/** Measures of time that a busy machine disturbs little: contenders take turns, and the median turn counts. */
export interface Contender {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

export interface Timing {
  readonly name: string;
  /** Median milliseconds of one run. */
  readonly milliseconds: number;
  /** Median, over the rounds, of this contender's time divided by the first's in the same round. */
  readonly ratio: number;
}

/**
 * Times every contender once per round, in turn, after two rounds to warm up. Each timed run follows one of the same
 * contender that is not timed: the threads of the session before go on spinning for a while and would slow it down.
 */
export async function race(contenders: readonly Contender[], rounds = 30): Promise<Timing[]> {
  const times = contenders.map(() => [] as number[]);
  for (let round = -2; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      await contender.run();
      const start = performance.now();
      await contender.run();
      if (round >= 0) times[i].push(performance.now() - start);
    }
  }
  return contenders.map(({ name }, i) => ({
    name,
    milliseconds: median(times[i]),
    ratio: median(times[i].map((time, round) => time / times[0][round])),
  }));
}

export function printTimings(title: string, timings: readonly Timing[]): void {
  console.log(`\n${title}`);
  for (const { name, milliseconds, ratio } of timings) {
    console.log(`  ${name.padEnd(44)} ${milliseconds.toFixed(1).padStart(9)} ms   × ${ratio.toFixed(3)}`);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
