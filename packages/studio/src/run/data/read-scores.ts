import { ParquetTable } from './parquet-table.ts';
import { ScoreRowsBuilder, type ScoreRows } from './score-rows.ts';

/** Which scores are looked at. */
export interface Measure {
  /** `<metric>`, or `<metric>.<name>`. */
  readonly metric: string;
  /** Scores without a segmenter, of priors, readers and maps themselves, come beside those of each. */
  readonly segmenter: string;
}

const COLUMNS = [
  ...(['metric', 'segmenter', 'against', 'model', 'method', 'class', 'image', 'reader'] as const),
  ...(['patient', 'kind', 'value', 'reason'] as const),
] as const;

/** The scores of a measure against findings, of a run or of two side by side; columns that it does not need stay on the server. */
export async function readScores(
  tables: readonly ParquetTable[],
  { metric: wanted, segmenter: chosen }: Measure,
  signal?: AbortSignal,
): Promise<ScoreRows> {
  const builder = new ScoreRowsBuilder(tables.length);
  for (const [run, table] of tables.entries())
    await table.scan(
      COLUMNS,
      (cells) => {
        const [metric, segmenter, against, ...others] = cells;
        const [model, method, label, image, reader, patient, kind, value, reason] = others;
        for (let i = 0; i < metric.length; i++) {
          if (metric[i] !== wanted || against[i] !== 'finding') continue;
          if (text(segmenter[i]) !== '' && segmenter[i] !== chosen) continue;
          builder.add(run, {
            ...{ model: text(model[i]), method: text(method[i]), class: text(label[i]) },
            ...{
              image: text(image[i]),
              reader: text(reader[i]),
              patient: text(patient[i]),
              kind: text(kind[i]),
            },
            value: typeof value[i] === 'number' ? (value[i] as number) : null,
            reason: text(reason[i]) || undefined,
          });
        }
      },
      signal,
    );
  return builder.build();
}

/** Measures of which there are scores, in the order of their first. */
export async function measuresIn(table: ParquetTable, signal?: AbortSignal): Promise<Measure[]> {
  const found = new Map<string, Measure>();
  await table.scan(
    ['metric', 'segmenter'],
    ([metrics, segmenters]) => {
      for (let i = 0; i < metrics.length; i++) {
        const one = { metric: text(metrics[i]), segmenter: text(segmenters[i]) };
        found.set(`${one.metric}\n${one.segmenter}`, one);
      }
    },
    signal,
  );
  return [...found.values()];
}

function text(cell: unknown): string {
  return typeof cell === 'string' ? cell : '';
}
