import type { Precision } from '@camscope/core';

/** How far results may be off, relative to the largest element of what they are compared with. */
export const TOLERANCES = {
  /** Providers add in another order, and some approximate exponentials and logarithms. */
  toBaseline: 1e-3,
  /** Central differences are not exact either: of one operator, */
  ruleToDifferences: 2e-3,
  /** and of a network, where the step is short for the sake of kinks, and float32 rounds the more. */
  networkToDifferences: 1e-2,
} as const;

/** TF32 keeps 11 bits in place of 24, of which sums of float32 lose some as well: so many times as far off. */
const TF32_SLACK = 50;

/** What one check compared, and what came of it. */
export interface ConformanceRow {
  /** A gradient rule on one operator, the input gradient of a whole network, or an explainer on it. */
  readonly kind: 'rule' | 'network' | 'explainer';
  /** `Conv 3×3 padded`, `ResNet`, `grad-cam on ResNet`. */
  readonly name: string;
  /** Operator whose rule is checked. */
  readonly operator?: string;
  /** Operator set in which the network of a rule is written. */
  readonly opset?: number;
  /** Largest difference from the baseline provider, relative to the largest element; absent when nothing came out. */
  readonly toBaseline?: number;
  /** The same from central differences, where a gradient is checked. */
  readonly toDifferences?: number;
  readonly passed: boolean;
  /** Why it did not pass. */
  readonly reason?: string;
  /** What is known to be wrong there in ONNX Runtime itself; where the check passes, it is gone. */
  readonly known?: string;
}

export interface ConformanceReport {
  readonly provider: string;
  readonly baseline: string;
  /** Of ONNX Runtime. */
  readonly version: string;
  /** Nothing failed but what is known to. */
  readonly passed: boolean;
  readonly rows: readonly ConformanceRow[];
}

/** How far a provider's results are off; infinitely far where they are NaN. */
export interface Errors {
  readonly toBaseline: number;
  readonly toDifferences?: number;
}

/** Why the errors of a check are too large, if they are. */
export function objection(
  kind: ConformanceRow['kind'],
  errors: Errors,
  precision: Precision,
): string | undefined {
  const { toBaseline, ruleToDifferences, networkToDifferences } = TOLERANCES;
  const slack = precision === 'tf32' ? TF32_SLACK : 1;
  const beyond = (what: string, error: number, tolerance: number) =>
    error <= slack * tolerance
      ? []
      : [`${what} by ${error.toExponential(1)}, more than ${slack * tolerance}`];
  const objections = [
    ...beyond('off the baseline', errors.toBaseline, toBaseline),
    ...beyond(
      'off central differences',
      errors.toDifferences ?? 0,
      kind === 'rule' ? ruleToDifferences : networkToDifferences,
    ),
  ];
  return objections.length > 0 ? objections.join('; ') : undefined;
}
