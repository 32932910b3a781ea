/** Reasons, and how many rows have each. JSON. */
export type Failures = readonly (readonly [reason: string, rows: number])[];

/** What plugins are to blame for, of rows of any table; undefined for nothing, so that nothing is kept of it. */
export function pluginFailures(rows: Iterable<{ readonly reason?: string }>): Failures | undefined {
  const failures = new Map<string, number>();
  for (const { reason } of rows)
    if (reason?.startsWith('PLUGIN_FAILED:')) failures.set(reason, (failures.get(reason) ?? 0) + 1);
  return failures.size === 0 ? undefined : [...failures];
}

/** Rows that failed; undefined for none. */
export function countOf(failures: Failures | undefined): number | undefined {
  return failures?.reduce((sum, [, rows]) => sum + rows, 0);
}
