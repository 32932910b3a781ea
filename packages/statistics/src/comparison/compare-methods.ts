import { clustersOf } from '../bootstrap/clusters.ts';
import { differenceOf, intervalOf } from '../bootstrap/interval.ts';
import { type BootstrapOptions, settingsOf } from '../bootstrap/options.ts';
import { replicateRatio } from '../bootstrap/ratio.ts';
import { checkBetween0And1 } from '../check.ts';
import { type Friedman, friedman } from '../significance/friedman.ts';
import { holm } from '../significance/holm.ts';
import { criticalDifferenceDiagram, nemenyi } from '../significance/nemenyi.ts';
import type { FactorTable } from '../table/factor-table.ts';
import { comparePair, type PairAlone } from './pair.ts';
import { groupMeans, type Rows, rowsOf } from './rows.ts';
import type { CompareOptions, MethodComparison } from './types.ts';

/**
 * Compares methods that were run on the same cases, on one network or several.
 *
 * - Rows, that is cases on a network, count when every method has a value.
 * - Means and mean differences are over rows. Their intervals come from drawing clusters, with all their cases on all
 *   networks; the networks are taken as they are.
 * - Tests take a cluster's mean as one unit, so that its cases need not be independent: Wilcoxon's test on each network,
 *   combined by Stouffer's method with the networks' correlations (Strube 1985), adjusted by Holm over all pairs.
 * - Friedman's and Nemenyi's tests and the average ranks are over blocks as the options say.
 *
 * @param table the values of one metric.
 * @throws RangeError when a factor is unknown, an option out of range, or a cell has several values that are refused.
 */
export function compareMethods(table: FactorTable, options: CompareOptions): MethodComparison {
  const { direction, alpha = 0.05, level = 0.95, replicates, seed, interval, tolerance = 0 } = options;
  checkBetween0And1('alpha', alpha);
  const rows = rowsOf(table, options);
  const equalled = levelled(rows, tolerance);
  const count = rows.methods.length;
  const { means, differences } = resampled(rows, { level, replicates, seed, method: interval });
  const ranked = friedman(blocksOf(equalled, options.blocks ?? 'unit'), direction);
  const enough = count > 1 && rows.coverage.rows > 0;
  const alone = enough
    ? pairsOf(rows.methods, options.against).map(([i, j]) =>
        comparePair(equalled, i, j, options.zeros ?? 'wilcox', differences(i, j)),
      )
    : [];
  return {
    direction,
    alpha,
    level,
    coverage: rows.coverage,
    methods: rows.methods.map((method, m) => ({
      method,
      interval: means[m],
      averageRank: ranked.averageRanks[m] ?? null,
    })),
    pairs: together(alone, rows.methods, ranked, direction, alpha),
    friedman: ranked,
    diagram:
      ranked.p === null
        ? null
        : criticalDifferenceDiagram(rows.methods, ranked.averageRanks, ranked.blocks, alpha),
    ...(!enough && { reason: count < 2 ? 'fewer-than-two-methods' : 'no-complete-row' }),
  };
}

/** Intervals of every method's mean and of the difference of any two, all from the same draws. */
function resampled(rows: Rows, options: BootstrapOptions) {
  const settings = settingsOf(options);
  const clusters = clustersOf(rows.coverage.rows, rows.unit);
  const ones = new Uint8Array(rows.coverage.rows).fill(1);
  const drawn = rows.values.map((values) => replicateRatio(values, ones, clusters, settings));
  return {
    means: drawn.map((one) => intervalOf(one, clusters, settings)),
    differences: (i: number, j: number) => intervalOf(differenceOf(drawn[i], drawn[j]), clusters, settings),
  };
}

/** Adds what depends on the other pairs. */
function together(
  alone: readonly PairAlone[],
  methods: readonly string[],
  ranked: Friedman,
  direction: 'higher' | 'lower',
  alpha: number,
) {
  const adjusted = holm(alone.map(({ p }) => p));
  const matrix = ranked.p === null ? null : nemenyi(ranked.averageRanks, ranked.blocks, alpha).p;
  return alone.map((pair, k) => ({
    ...pair,
    adjusted: adjusted[k],
    nemenyi: matrix ? matrix[methods.indexOf(pair.a)][methods.indexOf(pair.b)] : null,
    winner: winnerOf(pair, adjusted[k], direction, alpha),
  }));
}

/** The better of the two, where the test is significant and the mean difference lies on its side. */
export function winnerOf(
  { a, b, z, difference }: Pick<PairAlone, 'a' | 'b' | 'z' | 'difference'>,
  adjusted: number | null,
  direction: 'higher' | 'lower',
  alpha: number,
): string | null {
  const shift = difference.estimate ?? 0;
  if (adjusted === null || adjusted >= alpha || (z ?? 0) * shift <= 0) return null;
  return shift > 0 === (direction === 'higher') ? a : b;
}

/** The columns that Friedman's test ranks. */
function blocksOf(rows: Rows, blocks: 'unit' | 'unit-by-network'): Float64Array[] {
  const groups =
    blocks === 'unit'
      ? rows.unit
      : rows.unit.map((unit, row) => unit * rows.networks.length + rows.network[row]);
  return rows.values.map((values) => groupMeans(values, groups).means);
}

/** @throws RangeError when there is no such method to compare the others with. */
function pairsOf(methods: readonly string[], against: string | undefined): (readonly [number, number])[] {
  if (against === undefined)
    return methods.flatMap((_, i) => methods.slice(i + 1).map((_, k) => [i, i + 1 + k] as const));
  const one = methods.indexOf(against);
  if (one < 0)
    throw new RangeError(`There is no method '${against}' in the comparison, but ${methods.join(', ')}`);
  return methods.flatMap((_, i) => (i === one ? [] : [[i, one] as const]));
}

/** Row by row, values in order of size of which neighbours are no further apart than the tolerance become the first of them. */
function levelled(rows: Rows, tolerance: number): Rows {
  if (tolerance === 0) return rows;
  const values = rows.values.map((column) => column.slice());
  for (let row = 0; row < rows.unit.length; row++) {
    const order = values.map((column) => column[row]).sort((a, b) => a - b);
    const firsts = new Map<number, number>();
    order.forEach((value, i) => {
      const joins = i > 0 && value - order[i - 1] <= tolerance;
      firsts.set(value, joins ? firsts.get(order[i - 1])! : value);
    });
    for (const column of values) column[row] = firsts.get(column[row])!;
  }
  return { ...rows, values };
}
