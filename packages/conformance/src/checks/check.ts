import type { Precision, Runtime } from '@camscope/core';
import type { ConformanceRow, Errors } from '../report.ts';

/** Where a check runs. */
export interface Bench {
  readonly runtime: Runtime;
  readonly provider: string;
  /** Asked of the provider. */
  readonly precision: Precision;
  readonly baseline: string;
}

/** What a check is about. */
export type CheckSubject = Pick<ConformanceRow, 'kind' | 'name' | 'operator' | 'opset'>;

/** One comparison that can be made on any provider. */
export interface Check extends CheckSubject {
  /** @throws whatever the provider throws. */
  measure(bench: Bench): Promise<Errors>;
}
