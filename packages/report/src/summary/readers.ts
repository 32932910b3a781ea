import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context, Primary } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { list, rangeOf } from '../sections/words.ts';
import { clip } from '../text/clip.ts';
import { fixed } from '../text/numbers.ts';
import type { Sentence } from './sentence.ts';

/** Readers judged as methods are, and compared with one another as methods are. */
type ReadersNumbers = {
  readonly metric: string;
  /** As `readersLow` and `readersHigh` of the sentence `best`: a reader against the other readers. */
  readonly low: number;
  readonly high: number;
  readonly agreement: string;
  /** As `amongReaders` of the sentence `agreement`. */
  readonly amongReaders: number;
};

/** Why two numbers of the same readers differ: undefined where they do not, or there is but one. */
export function readersSentence(
  context: Context,
  primary: Primary,
  agreement: Agreement,
): Sentence | undefined {
  const means = primary.standings.readers.flatMap(({ mean }) => mean.estimate ?? []);
  const { amongReaders } = agreement.coverage;
  if (means.length < 2 || amongReaders.length === 0) return undefined;
  const numbers: ReadersNumbers = {
    ...{ metric: primary.measure.id, low: Math.min(...means), high: Math.max(...means) },
    agreement: agreement.measure.id,
    amongReaders: amongReaders.reduce((sum, { value }) => sum + value, 0) / amongReaders.length,
  };
  const [scored, agreed] = [primary.measure, agreement.measure].map((measure) => decimalsOf(measure, means));
  const [mean, among] = [rangeOf(numbers.low, numbers.high, scored), fixed(numbers.amongReaders, agreed)];
  if (mean === among) return undefined;
  return {
    id: 'readers',
    content: `The same ${context.annotators.many} reach ${mean} by ${primary.measure.title} and ${among} by ${agreement.measure.title}, which compare different things${drawnInWords(context)}.`,
    numbers,
    see: 'agreement',
  };
}

/** `: R1 drew boxes, truth outlines`. */
function drawnInWords({ data }: Context): string {
  const drawn = data.study.drawn ?? [];
  const [boxes, outlines] = [false, true].map((outlined) =>
    drawn.filter((one) => one.outlined === outlined).map(({ reader }) => clip(reader)),
  );
  return boxes.length === 0 || outlines.length === 0
    ? ''
    : `: ${list(boxes)} drew boxes alone, ${list(outlines)} outlines`;
}
