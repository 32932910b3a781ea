import { bootstrap, type Interval } from '@camscope/statistics';
import type { PoolFacts } from '../data.ts';
import type { Context } from './context.ts';
import type { Selection } from './estimates.ts';

type Points = readonly (readonly [x: number, y: number])[];

/** What is made of a metric's numbers over the findings of a selection, under one segmenter. */
export class Pooled {
  readonly #context: Context;
  readonly #pool: PoolFacts;
  readonly #segmenter: string;

  constructor(context: Context, pool: PoolFacts, segmenter: string) {
    this.#context = context;
    this.#pool = pool;
    this.#segmenter = segmenter;
  }

  /** The number with its bootstrap interval over patients. */
  number(selection: Selection): Interval {
    const { level, replicates, seed } = this.#context.options;
    const { columns, clusters } = this.#columns(selection);
    const statistic = (cases: Uint32Array) => readOff(this.#pool, meansOf(columns, cases));
    return bootstrap(clusters.length, statistic, { level, replicates, seed, clusters });
  }

  /** Its curves over all findings of the selection. */
  curves(selection: Selection): Points[] {
    const { columns, clusters } = this.#columns(selection);
    if (clusters.length === 0) return [];
    return curvesOf(this.#pool, meansOf(columns, Uint32Array.from(clusters.keys())));
  }

  /** Values by the names of the numbers, of findings that have all of them. */
  #columns(selection: Selection) {
    const { scores } = this.#context;
    const { metric } = this.#pool;
    const all = namesIn(this.#pool).map((name) => {
      const { values, clusters } = scores.estimates(`${metric}.${name}`, this.#segmenter).values(selection);
      return { name, values, clusters };
    });
    const { clusters } = all[0];
    const kept = Array.from(clusters.keys()).filter((i) =>
      all.every(({ values }) => !Number.isNaN(values[i])),
    );
    return {
      columns: new Map(all.map(({ name, values }) => [name, Float64Array.from(kept, (i) => values[i])])),
      clusters: kept.map((i) => clusters[i]),
    };
  }
}

type Means = ReadonlyMap<string, number>;

function namesIn({ curves }: PoolFacts): string[] {
  const names = curves.flatMap(({ x, y, per }) => [...x, ...y, per]);
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}

function meansOf(columns: ReadonlyMap<string, Float64Array>, cases: Uint32Array): Means {
  return new Map(
    [...columns].map(([name, values]) => {
      let sum = 0;
      for (const i of cases) sum += values[i];
      return [name, sum / cases.length];
    }),
  );
}

function curvesOf({ curves }: PoolFacts, means: Means): Points[] {
  return curves.map(({ x, y, per }) => {
    const whole = per === undefined ? 1 : means.get(per)!;
    return y.map((name, i) => {
      const place = x[i];
      return [typeof place === 'string' ? means.get(place)! : place, means.get(name)! / whole] as const;
    });
  });
}

function readOff(pool: PoolFacts, means: Means): number {
  const { read } = pool;
  const heights = curvesOf(pool, means).map((points) =>
    read === 'highest'
      ? Math.max(...points.map(([, y]) => y))
      : read.reduce((sum, x) => sum + heightAt(points, x), 0) / read.length,
  );
  return heights.reduce((sum, height) => sum + height, 0) / heights.length;
}

/** By straight lines; beyond the ends the height of the nearer one. Of points at one place, the last. */
function heightAt(points: Points, x: number): number {
  const after = points.findIndex(([place]) => place > x);
  if (after === 0) return points[0][1];
  if (after < 0) return points[points.length - 1][1];
  const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}
