import { counted } from '../text/numbers.ts';

/** Which findings a comparison is over. */
export interface Covered {
  /** Findings on networks for which everything that is compared has a value; and how many these findings would be on all. */
  readonly rows: number;
  readonly allRows: number;
  /** Those findings, each once. */
  readonly findings: number;
  readonly allFindings: number;
}

/** `all 48 findings (32 patients)`; `the 10 of 12 findings for which all of them have a value (32 patients)`. */
export function coverageInWords(
  { rows, allRows, findings, allFindings }: Covered,
  whose: string,
  more: readonly string[] = [],
): string {
  const apart = rows < allRows ? [`${rows} of ${allRows} on the networks`, ...more] : more;
  const brackets = apart.length === 0 ? '' : ` (${apart.join(', ')})`;
  return findings === allFindings
    ? `all ${counted(findings, 'finding')}${brackets}`
    : `the ${findings} of ${counted(allFindings, 'finding')} for which ${whose} a value${brackets}`;
}
