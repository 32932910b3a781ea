import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context } from '../analysis/context.ts';
import { toleranceOf } from '../analysis/leader.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { PairValue } from '../analysis/pair-coverage.ts';
import { counted, fixed } from '../text/numbers.ts';
import { rangeOf } from '../sections/words.ts';
import type { Sentence } from './sentence.ts';

/**
 * Of `agreement`, of one measure, under the primary segmenter or none, and of pairs on one network. Rows are findings on
 * networks for which every pair of the methods has a value. A pair's mean is over the rows; pairs count once each.
 */
type AgreementNumbers = {
  readonly metric: string;
  readonly segmenter: string;
  /** Methods that have been compared on at least the share `minimumCoverage` of all rows. */
  readonly methods: number;
  readonly findings: number;
  readonly allFindings: number;
  readonly rows: number;
  /** Of the pairs' means: their mean, the least and the most, and whose these are. */
  readonly amongMethods: number | null;
  readonly amongMethodsLow: number | null;
  readonly amongMethodsLowPair: string;
  /** Pairs that lie within `tolerance` of the least, and of the most. */
  readonly amongMethodsLowPairs: number;
  readonly amongMethodsHigh: number | null;
  readonly amongMethodsHighPair: string;
  readonly amongMethodsHighPairs: number;
  readonly tolerance: number;
  /** Likewise of every reader with every one of these methods, on those of the rows that the reader has. */
  readonly withReaders: number | null;
  readonly withReadersLow: number | null;
  readonly withReadersLowMethod: string;
  readonly withReadersHigh: number | null;
  readonly withReadersHighMethod: string;
  /** Of every two readers, on the findings of the rows. */
  readonly amongReaders: number | null;
  /** The other methods: how many, and the fewest and the most findings on which one was compared. */
  readonly apart: number;
  readonly apartLow: number | null;
  readonly apartHigh: number | null;
};

/** Do methods agree more with one another than with readers? */
export function agreementSentence(context: Context, agreement: Agreement): Sentence | undefined {
  const numbers = numbersOf(context, agreement);
  const { measure } = agreement;
  const decimals = decimalsOf(measure, []);
  const title = (name: string) => context.series.title(name);
  const pairsInWords = (pair: string, many: number) =>
    many > 1 ? `${many} pairs` : pair.split(' & ').map(title).join(' and ');
  const show = (value: number | null) => fixed(value, decimals);
  const { findings, allFindings, methods } = numbers;
  const where =
    findings === allFindings
      ? `all ${counted(findings, 'finding')}`
      : `${findings} of ${counted(allFindings, 'finding')}`;
  const several = numbers.amongMethodsLow !== numbers.amongMethodsHigh;
  const parts = [
    numbers.amongMethods !== null &&
      `The ${methods} methods on ${where} agree with one another at a mean ${measure.title} of ${show(numbers.amongMethods)}${
        several
          ? `, from ${show(numbers.amongMethodsLow)} (${pairsInWords(numbers.amongMethodsLowPair, numbers.amongMethodsLowPairs)}) to ${show(numbers.amongMethodsHigh)} (${pairsInWords(numbers.amongMethodsHighPair, numbers.amongMethodsHighPairs)})`
          : ''
      }.`,
    numbers.withReaders !== null &&
      `With ${context.annotators.many} ${methods === 1 ? `${title(numbers.withReadersLowMethod)} agrees` : 'they agree'} at ${show(numbers.withReaders)}${
        numbers.withReadersLow === numbers.withReadersHigh
          ? ''
          : `, from ${show(numbers.withReadersLow)} (${title(numbers.withReadersLowMethod)}) to ${show(numbers.withReadersHigh)} (${title(numbers.withReadersHighMethod)})`
      }.`,
    numbers.amongReaders !== null &&
      `${capital(context.annotators.many)} agree with one another at ${show(numbers.amongReaders)}.`,
    numbers.apart > 0 &&
      numbers.apartLow !== null &&
      numbers.apartHigh !== null &&
      `${counted(numbers.apart, 'method')} compared on ${rangeOf(numbers.apartLow, numbers.apartHigh, 0)} findings ${numbers.apart === 1 ? 'is' : 'are'} not told together with these.`,
  ].filter((part) => part !== false);
  return parts.length === 0
    ? undefined
    : { id: 'agreement', content: parts.join(' '), numbers, see: 'agreement' };
}

function numbersOf({ options }: Context, { measure, segmenter, coverage }: Agreement): AgreementNumbers {
  const { methods, findings, allFindings, rows, amongMethods, withReaders, amongReaders, apart } = coverage;
  const [least, most] = endsOf(amongMethods);
  const [leastWith, mostWith] = endsOf(withReaders);
  const nameOf = (pair: PairValue | undefined) => (pair ? `${pair.a} & ${pair.b}` : '');
  const values = amongMethods.map(({ value }) => value);
  const tolerance = toleranceOf(measure, values, options);
  const near = (end: PairValue | undefined) =>
    values.filter((value) => Math.abs(value - (end?.value ?? NaN)) <= tolerance).length;
  const apartFindings = apart.map((one) => one.findings);
  return {
    ...{ metric: measure.id, segmenter, methods: methods.length, findings, allFindings, rows },
    amongMethods: meanOf(amongMethods),
    ...{
      amongMethodsLow: least?.value ?? null,
      amongMethodsLowPair: nameOf(least),
      amongMethodsLowPairs: near(least),
    },
    ...{
      amongMethodsHigh: most?.value ?? null,
      amongMethodsHighPair: nameOf(most),
      amongMethodsHighPairs: near(most),
      tolerance,
    },
    withReaders: meanOf(withReaders),
    ...{ withReadersLow: leastWith?.value ?? null, withReadersLowMethod: leastWith?.b ?? '' },
    ...{ withReadersHigh: mostWith?.value ?? null, withReadersHighMethod: mostWith?.b ?? '' },
    amongReaders: meanOf(amongReaders),
    apart: apart.length,
    apartLow: apart.length === 0 ? null : Math.min(...apartFindings),
    apartHigh: apart.length === 0 ? null : Math.max(...apartFindings),
  };
}

function endsOf(pairs: readonly PairValue[]): readonly (PairValue | undefined)[] {
  const sorted = [...pairs].sort((a, b) => a.value - b.value);
  return [sorted[0], sorted.at(-1)];
}

function meanOf(pairs: readonly PairValue[]): number | null {
  return pairs.length === 0 ? null : pairs.reduce((sum, { value }) => sum + value, 0) / pairs.length;
}

const capital = (text: string) => text.replace(/^./, (first) => first.toUpperCase());
