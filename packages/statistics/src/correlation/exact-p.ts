/** Cases up to which every order is tried: 9! = 362 880. */
export const MOST_EXACT = 9;

/** What the k-th pair adds to a statistic, given the pairs before it. Integers. */
type Term = (x: Int32Array, y: Int32Array, k: number) => number;

const TERMS = {
  /** Σ (2r - n - 1)(2s - n - 1) of the ranks r and s: Spearman's ρ but for a factor that no order changes. */
  spearman: (x, y, k) => x[k] * y[k],
  /** Concordant less discordant pairs: Kendall's τ-b but for such a factor. */
  kendall: (x, y, k) => {
    let excess = 0;
    for (let i = 0; i < k; i++) excess += Math.sign(x[k] - x[i]) * Math.sign(y[k] - y[i]);
    return excess;
  },
} satisfies Record<string, Term>;

export type RankStatistic = keyof typeof TERMS;

/**
 * Two-sided p of a rank correlation without an approximation: of all orders of the second ranks, the share whose coefficient
 * is at least as far from 0 as the one at hand. Ties stay tied.
 * @param a,b ranks of at most {@link MOST_EXACT} cases, equal values sharing the mean of theirs.
 */
export function exactP(statistic: RankStatistic, a: Float64Array, b: Float64Array): number {
  const [x, y] = [centred(a), centred(b)];
  let found = 0;
  for (let k = 0; k < x.length; k++) found += TERMS[statistic](x, y, k);
  const sizes = distributionOf(statistic, x.slice().sort(), y.slice().sort());
  let [all, extreme] = [0, 0];
  for (const [size, count] of sizes) {
    all += count;
    if (size >= Math.abs(found)) extreme += count;
  }
  return extreme / all;
}

/** How often each size of the statistic comes up, by what it depends on: the ranks alone. */
const known = new Map<string, ReadonlyMap<number, number>>();

function distributionOf(statistic: RankStatistic, x: Int32Array, y: Int32Array): ReadonlyMap<number, number> {
  const key = `${statistic} ${x.join()} ${y.join()}`;
  let found = known.get(key);
  if (!found) known.set(key, (found = enumerated(TERMS[statistic], x, y)));
  return found;
}

/** Over all orders that can be told apart, each of which stands for equally many. */
function enumerated(term: Term, x: Int32Array, y: Int32Array): ReadonlyMap<number, number> {
  const values = [...new Set(y)];
  const left = values.map((value) => y.reduce((count, one) => count + Number(one === value), 0));
  const placed = new Int32Array(y.length);
  const sizes = new Map<number, number>();
  const place = (k: number, total: number): void => {
    if (k === y.length) {
      sizes.set(Math.abs(total), (sizes.get(Math.abs(total)) ?? 0) + 1);
      return;
    }
    for (let v = 0; v < values.length; v++) {
      if (left[v] === 0) continue;
      left[v]--;
      placed[k] = values[v];
      place(k + 1, total + term(x, placed, k));
      left[v]++;
    }
  };
  place(0, 0);
  return sizes;
}

const centred = (ranks: Float64Array) =>
  Int32Array.from(ranks, (rank) => Math.round(2 * rank) - ranks.length - 1);
