/** A set in which every mask is its own, and as many are taken as a budget allows for. */
export function distinct(count: number) {
  return {
    count,
    order: indices(count),
    constant: 0,
    duplicates: 0,
    rowOf: (mask: number): number => mask,
    taken: (budget: number): number => Math.min(count, budget),
  };
}

/** 0, 1, …, count − 1. */
export function indices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
