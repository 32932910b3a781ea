import type { FactorTable } from '@camscope/statistics';

/** The mean similarity to the original map after one step of one check. */
export interface SanityPoint {
  readonly model: string;
  readonly method: string;
  readonly check: string;
  readonly metric: string;
  readonly step: number;
  /** Empty where no layer was touched. */
  readonly layer: string;
  readonly mean: number | null;
  /** Maps with a value, and all that were tried. */
  readonly n: number;
  readonly maps: number;
  /** Why the others have none. */
  readonly reasons: readonly string[];
}

export function sanityPoints(sanity: FactorTable): SanityPoint[] {
  return sanity.groupBy('model', 'method', 'check', 'metric', 'step', 'layer').map(({ key, table }) => ({
    model: key['model'],
    method: key['method'],
    check: key['check'],
    metric: key['metric'],
    step: Number(key['step']),
    layer: key['layer'],
    mean: table.mean(),
    n: table.size - table.missing(),
    maps: table.size,
    reasons: table.levels('reason').filter((reason) => reason !== ''),
  }));
}
