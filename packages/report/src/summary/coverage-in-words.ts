import { counted } from '../text/numbers.ts';

/** Which findings a comparison is over. */
export interface Covered {
  /** Findings on networks for which everything that is compared has a value. */
  readonly rows: number;
  /** Those findings, each once. */
  readonly findings: number;
  readonly allFindings: number;
  readonly networks: number;
}

/** `all 48 findings`; `the 10 of 12 findings for which all of them have a value`. */
export function coverageInWords({ rows, findings, allFindings, networks }: Covered, whose: string): string {
  const most = findings * Math.max(1, networks);
  const apart = rows < most ? ` (on the networks, ${rows} of ${most})` : '';
  return findings === allFindings
    ? `all ${counted(findings, 'finding')}${apart}`
    : `the ${findings} of ${counted(allFindings, 'finding')} for which ${whose} a value${apart}`;
}
