import type { Context, Primary } from '../analysis/context.ts';
import type { Standing } from '../analysis/standings.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { counted, fixed } from '../text/numbers.ts';
import { markup } from '../text/markup.ts';
import { list, range, rangeOf } from '../sections/words.ts';
import { coverageInWords } from './coverage-in-words.ts';
import { joined, type Sentence } from './sentence.ts';

/**
 * Over the rows of `scores` of the primary metric, under its segmenter, against findings: a row is a finding, a class on an image,
 * on a network. A finding's value is the mean over its readers. Rows for which all compared methods have a value.
 */
type BestNumbers = {
  readonly metric: string;
  readonly segmenter: string;
  /** Methods with the best mean, several where they lie within `tolerance`. */
  readonly best: string;
  /** Of the first of them over the rows, with a BCa interval over patients. */
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly tolerance: number;
  /** Methods with a value for at least the share `minimumCoverage` of all rows, and those with fewer. */
  readonly compared: number;
  readonly others: number;
  readonly networks: number;
  readonly rows: number;
  readonly allRows: number;
  readonly findings: number;
  readonly allFindings: number;
  readonly patients: number;
  /** Readers' means over the rows that each shares with all compared methods: the least and the most. */
  readonly readersLow: number | null;
  readonly readersHigh: number | null;
  /** Findings that these rows are of, the fewest. */
  readonly readersFindings: number | null;
};

/** Which method is best, on how many findings, and where people stand. */
export function bestSentence(context: Context, primary: Primary): Sentence {
  const { measure, comparison, leader, segmenter } = primary;
  if (measure.direction === 'none')
    return told(`${measure.title} only describes: it has no better end, so no method is best.`);
  if (!leader) return told(`No method has enough values of ${measure.title} to be judged.`);
  const networks = primary.estimates.cube.models.length;
  const readers = humans(primary);
  const numbers: BestNumbers = {
    ...{ metric: measure.id, segmenter, best: joined(leader.best), tolerance: leader.tolerance },
    ...{ mean: leader.mean.estimate, low: leader.mean.low, high: leader.mean.high },
    ...{ compared: comparison.methods.length, others: comparison.partial.length, networks },
    ...{ rows: comparison.rows, findings: comparison.findings, allFindings: comparison.allFindings },
    allRows: comparison.findings * Math.max(1, networks),
    patients: leader.mean.clusters,
    readersLow: readers.low,
    readersHigh: readers.high,
    readersFindings: readers.findings,
  };
  const decimals = decimalsOf(measure, [numbers.mean ?? 0]);
  const { best } = leader;
  const titles = list(best.map((name) => context.series.title(name)));
  const of = numbers.compared === best.length ? '' : ` of ${counted(numbers.compared, 'method')}`;
  const within = best.length === 1 ? '' : `, within ${tolerance(numbers.tolerance)}`;
  const bounds = range(numbers.low, numbers.high, decimals);
  const whose = numbers.compared === 1 ? 'it has' : 'all of them have';
  const where = coverageInWords(numbers, whose, [
    counted(numbers.patients, 'patient'),
    ...(networks > 1 ? [`${networks} networks`] : []),
  ]);
  const value = `${fixed(numbers.mean, decimals)}${bounds && ` (${bounds})`}${within}`;
  const verdict =
    numbers.compared === 1
      ? markup`<strong>${titles}</strong>, the one method, has ${value} by ${measure.title}`
      : markup`<strong>${titles}</strong> ${best.length === 1 ? 'is' : 'are'} best${of} by ${measure.title}: ${value}`;
  const others =
    numbers.others > 0 &&
    ` ${counted(numbers.others, 'other method explains', 'other methods explain')} fewer.`;
  return {
    id: 'best',
    content: markup`On ${where}, ${verdict}${readersInWords(context, numbers, decimals)}.${others}`,
    numbers,
    see: 'localization',
  };
}

const told = (content: string): Sentence => ({ id: 'best', content, numbers: {} });

/** `0.0005`. */
export const tolerance = (value: number): string => String(Number(value.toPrecision(2)));

function humans({ standings: { readers } }: Primary) {
  const means = readers.flatMap(({ mean }: Standing) => mean.estimate ?? []);
  return means.length === 0
    ? { low: null, high: null, findings: null }
    : {
        low: Math.min(...means),
        high: Math.max(...means),
        findings: Math.min(...readers.map(({ findings }) => findings)),
      };
}

function readersInWords(
  { annotators }: Context,
  { readersLow, readersHigh, readersFindings, findings }: BestNumbers,
  decimals: number,
): string {
  if (readersLow === null || readersHigh === null) return '';
  const where = readersFindings === findings ? '' : ` on ${readersFindings} of them`;
  return `; ${annotators.many} reach ${rangeOf(readersLow, readersHigh, decimals)}${where}`;
}
