import { checkSameLength } from '../check.ts';

/** Cases by cluster: those of cluster g are `cases[starts[g]]` to `cases[starts[g + 1] - 1]`. */
export interface Clusters {
  readonly count: number;
  readonly starts: Uint32Array;
  readonly cases: Uint32Array;
  /** The cluster of each case. */
  readonly of: Uint32Array;
}

/** Clusters in order of first appearance; one for each case where there are no labels. */
export function clustersOf(cases: number, labels?: ArrayLike<string | number>): Clusters {
  const each = Uint32Array.from({ length: cases }, (_, i) => i);
  if (!labels) {
    return {
      count: cases,
      starts: Uint32Array.from({ length: cases + 1 }, (_, i) => i),
      cases: each,
      of: each,
    };
  }
  checkSameLength('Cases and cluster labels', each, labels);
  const numbers = new Map<string | number, number>();
  const of = each.map((i) => {
    const number = numbers.get(labels[i]) ?? numbers.size;
    numbers.set(labels[i], number);
    return number;
  });
  const starts = new Uint32Array(numbers.size + 1);
  for (const cluster of of) starts[cluster + 1]++;
  for (let g = 0; g < numbers.size; g++) starts[g + 1] += starts[g];
  const next = starts.slice();
  const ordered = new Uint32Array(cases);
  for (let i = 0; i < cases; i++) ordered[next[of[i]]++] = i;
  return { count: numbers.size, starts, cases: ordered, of };
}
