import { chexlocalizeTasks } from '../tasks.ts';
import { meanOf } from './mean.ts';
import { legacyRandom } from './random.ts';
import { roundTo3 } from './round.ts';
import type { TaskValues } from './values.ts';

export interface BootstrapOptions {
  /** Default: 1000. */
  readonly replicates?: number;
  /** Of NumPy's legacy generator. Default: 0. */
  readonly seed?: number;
  /** Confidence level. Default: 0.95. */
  readonly level?: number;
}

/** Means of each replicate by task, in the order of CheXlocalize's files; NaN where none of its images has a value. */
export type Replicates = ReadonlyMap<string, Float64Array>;

export interface TaskSummary {
  readonly task: string;
  /** Images with a value. */
  readonly n: number;
  /** Their mean; null where there are none. */
  readonly mean: number | null;
  /** Mean of the replicates and the interval of their percentiles, rounded to three decimals; null where there are none. */
  readonly bootstrapMean: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Replicates without a value, which mean and interval leave out. */
  readonly empty: number;
}

/** Images drawn with replacement, the same for all tasks. */
export function bootstrap(
  { images, tasks }: TaskValues,
  { replicates = 1000, seed = 0 }: BootstrapOptions = {},
): Replicates {
  const random = legacyRandom(seed);
  const means = new Map(chexlocalizeTasks.map((task) => [task as string, new Float64Array(replicates)]));
  for (let r = 0; r < replicates; r++) {
    const drawn = random.choice(images.length);
    for (const [task, values] of tasks)
      means.get(task)![r] = meanOf(Float64Array.from(drawn, (image) => values[image]));
  }
  return means;
}

/** One line a task, sorted by name. */
export function summarise(
  { tasks }: TaskValues,
  replicates: Replicates,
  { level = 0.95 }: BootstrapOptions = {},
): TaskSummary[] {
  return [...tasks].map(([task, values]) => {
    const all = replicates.get(task)!;
    const sorted = all.filter((value) => !Number.isNaN(value)).sort();
    const at = (share: number) =>
      sorted.length === 0 ? null : roundTo3(sorted[Math.max(0, position(share, sorted))]);
    const mean = meanOf(values);
    return {
      task,
      n: values.filter((value) => !Number.isNaN(value)).length,
      mean: Number.isNaN(mean) ? null : mean,
      bootstrapMean: sorted.length === 0 ? null : roundTo3(meanOf(sorted)),
      lower: at((1 - level) / 2),
      upper: at(1 - (1 - level) / 2),
      empty: all.length - sorted.length,
    };
  });
}

/** CheXlocalize's place of a percentile: one before the share of them. */
function position(share: number, { length }: Float64Array): number {
  return Math.trunc(share * length) - 1;
}
