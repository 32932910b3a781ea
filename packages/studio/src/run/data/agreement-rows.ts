import type { ParquetTable } from './parquet-table.ts';
import type { Measure } from './read-scores.ts';

/** How alike two explanations of a finding are, by one measure. */
export interface AgreementRow {
  readonly class: string;
  readonly image: string;
  /** A method, or `reader:<name>`; with its network where the two are of different ones. */
  readonly a: string;
  readonly b: string;
  readonly model: string;
  readonly value: number;
}

const COLUMNS = ['metric', 'segmenter', 'class', 'image', 'model_a', 'a', 'model_b', 'b', 'value'] as const;

/** The agreements of a measure within each network; pairs without a value are left out. */
export async function readAgreement(
  table: ParquetTable,
  { metric: wanted, segmenter: chosen }: Measure,
  signal?: AbortSignal,
): Promise<AgreementRow[]> {
  const rows: AgreementRow[] = [];
  await table.scan(
    COLUMNS,
    ([metric, segmenter, label, image, modelA, a, modelB, b, value]) => {
      for (let i = 0; i < metric.length; i++) {
        if (metric[i] !== wanted || typeof value[i] !== 'number') continue;
        if (segmenter[i] && segmenter[i] !== chosen) continue;
        const [one, other] = [String(modelA[i] ?? ''), String(modelB[i] ?? '')];
        if (one !== '' && other !== '' && one !== other) continue;
        rows.push({
          ...{ class: String(label[i]), image: String(image[i]), a: String(a[i]), b: String(b[i]) },
          ...{ model: one || other, value: value[i] as number },
        });
      }
    },
    signal,
  );
  return rows;
}

/** Mean agreements of all pairs, and the number of findings that each stands on. */
export interface Matrix {
  readonly names: readonly string[];
  /** By rows; NaN where no finding has both. */
  readonly means: Float64Array;
  readonly counts: Uint32Array;
}

/**
 * A measure that is ordered tells the first in rows, the second in columns; the others are the same both ways.
 * @param first names in their order, before those that are not among them.
 */
export function matrixOf(
  rows: readonly AgreementRow[],
  ordered: boolean,
  first: readonly string[] = [],
): Matrix {
  const known = new Set(rows.flatMap(({ a, b }) => [a, b]));
  const names = [...new Set([...first.filter((name) => known.has(name)), ...known])];
  const places = new Map(names.map((name, i) => [name, i]));
  const sums = new Float64Array(names.length ** 2);
  const counts = new Uint32Array(names.length ** 2);
  for (const { a, b, value } of rows) {
    const [i, j] = [places.get(a)!, places.get(b)!];
    const cells = ordered || i === j ? [i * names.length + j] : [i * names.length + j, j * names.length + i];
    for (const cell of cells) {
      sums[cell] += value;
      counts[cell]++;
    }
  }
  return { names, means: sums.map((sum, cell) => sum / counts[cell]), counts };
}
