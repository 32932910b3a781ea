import type { Interval } from '../bootstrap/options.ts';
import { cliffsDelta } from '../effects/cliffs-delta.ts';
import { cohenDz } from '../effects/cohen-dz.ts';
import { stouffer } from '../significance/stouffer.ts';
import { signedRanks, wilcoxonOfDifferences } from '../significance/wilcoxon.ts';
import { differences, mean } from '../summary.ts';
import { groupMeans, type Rows } from './rows.ts';
import type { NetworkComparison, PairComparison } from './types.ts';

type Zeros = 'wilcox' | 'pratt';

/** What a pair's numbers say before the others are looked at. */
export type PairAlone = Omit<PairComparison, 'adjusted' | 'nemenyi' | 'winner'>;

/** Compares the methods at positions i and j, whose mean difference is given. */
export function comparePair(rows: Rows, i: number, j: number, zeros: Zeros, difference: Interval): PairAlone {
  const paired = differences(rows.values[i], rows.values[j]);
  const [a, b] = [i, j].map((m) => groupMeans(rows.values[m], rows.unit).means);
  const { networks, p, z } = overNetworks(rows, paired, zeros);
  return {
    a: rows.methods[i],
    b: rows.methods[j],
    difference,
    p,
    z,
    rankBiserial: wilcoxonOfDifferences(groupMeans(paired, rows.unit).means, { zeros }).rankBiserial,
    cohenDz: cohenDz(a, b).value,
    cliffsDelta: cliffsDelta(a, b).value,
    networks,
  };
}

/** Tests on each network, of its units' mean differences, and all of them as one. */
function overNetworks(
  rows: Rows,
  paired: Float64Array,
  zeros: Zeros,
): { networks: NetworkComparison[]; p: number | null; z: number | null } {
  const parts = rows.networks.map((network, n) => {
    const on = (_: number, row: number) => rows.network[row] === n;
    const { groups, means } = groupMeans(paired.filter(on), rows.unit.filter(on));
    const ranks = signedRanks(means, zeros);
    return {
      result: { network, difference: mean(means), wilcoxon: wilcoxonOfDifferences(means, { zeros }) },
      ranks: new Map(groups.map((unit, k) => [unit, ranks[k]])),
    };
  });
  const networks = parts.map(({ result }) => result);
  if (parts.length === 1) return { networks, p: networks[0].wilcoxon.p, z: networks[0].wilcoxon.z };
  const z = networks.map(({ wilcoxon }) => wilcoxon.z ?? 0);
  const correlations = parts.map((x, n) => parts.map((y, m) => (n === m ? 1 : cosine(x.ranks, y.ranks))));
  return { networks, ...(stouffer(z, correlations) ?? { p: null, z: null }) };
}

/**
 * The correlation of two signed-rank sums when the sign of a unit's differences is a coin's, the same one on both networks:
 * Σ s·t / √(Σ s² · Σ t²) of the units' signed ranks.
 */
function cosine(s: ReadonlyMap<number, number>, t: ReadonlyMap<number, number>): number {
  let product = 0;
  for (const [unit, rank] of s) product += rank * (t.get(unit) ?? 0);
  const squares = [s, t].map((ranks) => [...ranks.values()].reduce((total, rank) => total + rank * rank, 0));
  return product === 0 ? 0 : product / Math.sqrt(squares[0] * squares[1]);
}
