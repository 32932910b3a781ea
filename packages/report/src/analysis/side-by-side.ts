import type { ScoreCube } from './score-cube.ts';
import type { SeriesList } from './series.ts';

/** One finding on one network, of which every series has a value or NaN. */
export interface Row {
  readonly model: string;
  readonly class: string;
  readonly image: string;
  readonly cluster: string;
}

/** Series with their values row by row. Priors and readers, which ask no network, have theirs on every network. */
export interface SideBySide {
  readonly rows: readonly Row[];
  readonly values: ReadonlyMap<string, Float64Array>;
}

export function sideBySide(
  cube: ScoreCube,
  series: SeriesList,
  names: readonly string[],
  classes: readonly string[] = cube.classes,
): SideBySide {
  // Where no network was asked, priors and readers still have something to show.
  const models = cube.models.length === 0 ? [''] : cube.models;
  const strata = models.flatMap((model) => classes.map((label) => ({ model, label })));
  const rows = strata.flatMap(({ model, label }) =>
    (cube.cases.get(label) ?? []).map((one): Row => ({ model, class: label, ...one })),
  );
  const columnOf = (name: string) => {
    const column = new Float64Array(rows.length).fill(NaN);
    let at = 0;
    for (const { model, label } of strata) {
      const of = series.kind(name) === 'method' ? model : '';
      const values = cube.stratum(of, label).values.get(name);
      if (values) column.set(values, at);
      at += cube.cases.get(label)?.length ?? 0;
    }
    return column;
  };
  return { rows, values: new Map(names.map((name) => [name, columnOf(name)])) };
}

/** The rows for which all of the names have a value. */
export function shared({ rows, values }: SideBySide, names: readonly string[]): number[] {
  const columns = names.map((name) => values.get(name)!);
  return [...rows.keys()].filter((row) => columns.every((column) => !Number.isNaN(column[row])));
}

/** Of rows: findings, whatever the number of networks. */
export function findingsIn({ rows }: SideBySide, at: readonly number[]): number {
  return new Set(at.map((row) => JSON.stringify([rows[row].class, rows[row].image]))).size;
}
