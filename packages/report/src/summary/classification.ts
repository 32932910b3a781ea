import type { Context } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { toleranceOf } from '../analysis/leader.ts';
import type { ClassificationFacts } from '../data.ts';
import { clip } from '../text/clip.ts';
import { counted, fixed } from '../text/numbers.ts';
import type { Sentence } from './sentence.ts';

/** Of the rows of `classification` of the first measure of classification that have a value. */
type ClassificationNumbers = {
  readonly metric: string;
  /** Rows, networks × labels, with a value and without. */
  readonly rows: number;
  readonly missing: number;
  /** The smallest and the largest value, and how many rows lie within `tolerance` of each. */
  readonly low: number;
  readonly lowRows: number;
  readonly high: number;
  readonly highRows: number;
  readonly tolerance: number;
  /** Of the one row of the smallest, or the largest: images with the label, of all. Null where there are several. */
  readonly lowPositives: number | null;
  readonly lowImages: number | null;
  readonly highPositives: number | null;
  readonly highImages: number | null;
};

type Row = ClassificationFacts & { readonly value: number };

/** The range of the first measure of classification. */
export function classificationSentence(context: Context): Sentence | undefined {
  const { data, measures, options } = context;
  const all = data.classification ?? [];
  const found = new Set(all.map(({ metric }) => metric));
  const metric = measures.ids('classification').find((id) => found.has(id)) ?? all[0]?.metric;
  const rows = all.filter((row) => row.metric === metric);
  const sorted = rows.filter((row): row is Row => row.value !== null).sort((a, b) => a.value - b.value);
  if (sorted.length < 2) return undefined;
  const measure = measures.get('classification', metric!);
  const [low, high] = [sorted[0], sorted.at(-1)!];
  const values = sorted.map(({ value }) => value);
  const tolerance = toleranceOf(measure, values, options);
  const near = (end: number) => values.filter((value) => Math.abs(value - end) <= tolerance).length;
  const only = (row: Row) => (near(row.value) === 1 ? row : undefined);
  const numbers: ClassificationNumbers = {
    ...{ metric: metric!, rows: sorted.length, missing: rows.length - sorted.length, tolerance },
    ...{ low: low.value, lowRows: near(low.value), high: high.value, highRows: near(high.value) },
    ...{ lowPositives: only(low)?.positives ?? null, lowImages: only(low)?.n ?? null },
    ...{ highPositives: only(high)?.positives ?? null, highImages: only(high)?.n ?? null },
  };
  const decimals = decimalsOf(measure, values);
  const where = (row: Row, many: number) =>
    many === 1
      ? `${data.models.length > 1 ? `${clip(row.label)}, ${context.modelTitle(row.model)}` : clip(row.label)}; ${row.positives} positive of ${counted(row.n, 'image')}`
      : `${many} of ${sorted.length}`;
  const each = data.models.length > 1 ? 'pathologies and networks' : 'pathologies';
  const range =
    numbers.lowRows === sorted.length
      ? `${fixed(high.value, decimals)} for all ${counted(sorted.length, each, each)}`
      : `from ${fixed(low.value, decimals)} (${where(low, numbers.lowRows)}) to ${fixed(high.value, decimals)} (${where(high, numbers.highRows)})`;
  const missing = numbers.missing > 0 && `; ${counted(numbers.missing, 'has', 'have')} no value`;
  return {
    id: 'classification',
    content: [`${measure.title} of the networks as classifiers: ${range}`, missing, '.'],
    numbers,
    see: 'classification',
  };
}
