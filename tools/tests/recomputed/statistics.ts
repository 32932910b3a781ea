/** Written from the definitions, apart from `@camscope/statistics`, which it is to check. */

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Ranks from 1, ties sharing theirs. */
function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

/** Standard normal distribution function, by the series of Φ(x) − 1/2 = φ(x)·Σ xⁿ / (1·3·5…), and its tail's fraction far out. */
export function normalCdf(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(x) > 6) {
    let fraction = Math.abs(x);
    for (let k = 200; k > 0; k--) fraction = Math.abs(x) + k / fraction;
    return x > 0 ? 1 - density / fraction : density / fraction;
  }
  let [term, total] = [x, x];
  for (let n = 3; Math.abs(term) > 1e-18 && n < 400; n += 2) total += term *= (x * x) / n;
  return 0.5 + density * total;
}

/** By bisection. */
export function normalQuantile(p: number): number {
  let [low, high] = [-40, 40];
  for (let i = 0; i < 120; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export const twoSided = (z: number): number => 2 * normalCdf(-Math.abs(z));

/** Ranks of the differences' sizes with their signs; 0 for no difference, which is left out before ranking (Wilcoxon 1945). */
export function signedRanks(differences: readonly number[]): number[] {
  const there = differences.filter((value) => value !== 0);
  const ranks = ranksOf(there.map(Math.abs));
  let next = 0;
  return differences.map((value) => (value === 0 ? 0 : Math.sign(value) * ranks[next++]));
}

/**
 * Wilcoxon's signed-rank test, two-sided: of all assignments of signs for at most 50 differences without zeros and ties, else by the normal
 * approximation with a continuity correction.
 */
export function wilcoxon(differences: readonly number[]): { p: number; z: number } {
  const signed = signedRanks(differences);
  const ranks = signed.filter((rank) => rank !== 0).map(Math.abs);
  if (ranks.length === 0) return { p: 1, z: 0 };
  const positive = sum(signed.filter((rank) => rank > 0));
  const exact =
    differences.length <= 50 && ranks.length === differences.length && new Set(ranks).size === ranks.length;
  if (!exact) {
    const excess = positive - sum(ranks) / 2;
    const z = (excess - 0.5 * Math.sign(excess)) / Math.sqrt(sum(ranks.map((rank) => rank ** 2)) / 4);
    return { p: twoSided(z), z };
  }
  // How many of the 2ⁿ assignments give each sum of positive ranks.
  const total = sum(ranks);
  let ways = [1];
  for (const rank of ranks)
    ways = Array.from(
      { length: total + 1 },
      (_, w) => (ways[w] ?? 0) + (w >= rank ? (ways[w - rank] ?? 0) : 0),
    );
  const all = sum(ways);
  const below = sum(ways.slice(0, positive + 1)) / all;
  const above = sum(ways.slice(positive)) / all;
  const p = Math.min(1, 2 * Math.min(below, above));
  const size = -normalQuantile(p / 2);
  return { p, z: p === 1 ? 0 : above < below ? size : -size };
}

/** Holm's step-down adjustment. */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((i, j) => ps[i] - ps[j]);
  const adjusted = [...ps];
  let largest = 0;
  order.forEach((at, i) => {
    largest = Math.min(1, Math.max(largest, (ps.length - i) * ps[at]));
    adjusted[at] = largest;
  });
  return adjusted;
}

/** A BCa interval of a mean over cases that are drawn by cluster; undefined where nothing can vary. Draws of its own. */
export function bca(
  values: readonly number[],
  clusters: readonly string[],
  draws = 4000,
): readonly [low: number, high: number] | undefined {
  const groups = [...new Set(clusters)].map((name) => values.filter((_, i) => clusters[i] === name));
  if (groups.length < 2) return undefined;
  const parts = groups.map((group) => ({ total: sum(group), count: group.length }));
  const ratio = (some: typeof parts) =>
    sum(some.map(({ total }) => total)) / sum(some.map(({ count }) => count));
  const estimate = ratio(parts);
  const random = generator(20260);
  const drawn = Array.from({ length: draws }, () =>
    ratio(parts.map(() => parts[Math.floor(random() * parts.length)])),
  ).sort((a, b) => a - b);
  const near = (value: number) => Math.abs(value - estimate) <= 1e-12 * Math.abs(estimate);
  if (near(drawn[0]) && near(drawn[draws - 1])) return undefined;
  const below = sum(drawn.map((value) => (near(value) ? 0.5 : Number(value < estimate)))) / draws;
  const quantile = (share: number) => {
    const at = share * (draws - 1);
    const [i, rest] = [Math.floor(at), at - Math.floor(at)];
    return drawn[i] + rest * ((drawn[i + 1] ?? drawn[i]) - drawn[i]);
  };
  if (below === 0 || below === 1) return [quantile(0.025), quantile(0.975)];
  const bias = normalQuantile(below);
  const without = parts.map((_, i) => ratio(parts.filter((_, j) => j !== i)));
  const centre = mean(without);
  const cubes = sum(without.map((value) => (centre - value) ** 3));
  const squares = sum(without.map((value) => (centre - value) ** 2));
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const end = (z: number) => quantile(normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z))));
  return [end(-1.959963984540054), end(1.959963984540054)];
}

/** Numbers in [0, 1): the minimal standard generator of Park and Miller, doi:10.1145/63039.63042. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
