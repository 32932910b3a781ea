/** How two numbers of the same cases go together, and the two-sided p of their going apart. */
export interface Correlation {
  /** -1 to 1. */
  readonly coefficient: number | null;
  readonly p: number | null;
  readonly cases: number;
  readonly reason?: 'fewer-than-two-cases' | 'constant';
}
