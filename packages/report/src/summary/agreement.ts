import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context } from '../analysis/context.ts';
import { toleranceOf } from '../analysis/leader.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { PairValue } from '../analysis/pair-coverage.ts';
import { counted, fixed } from '../text/numbers.ts';
import { range, rangeOf } from '../sections/words.ts';
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
  const show = (value: number | null) => fixed(value, decimals);
  const { findings, allFindings, methods } = numbers;
  const where =
    findings === allFindings
      ? `all ${counted(findings, 'finding')}`
      : `${findings} of ${counted(allFindings, 'finding')}`;
  const whose = methods === 1 ? title(numbers.withReadersLowMethod) : `the ${methods} methods`;
  const among =
    numbers.amongMethods !== null &&
    `${whose} on ${where} agree among themselves at ${show(numbers.amongMethods)}${
      numbers.amongMethodsLow === numbers.amongMethodsHigh
        ? ''
        : ` on average (${range(numbers.amongMethodsLow, numbers.amongMethodsHigh, decimals)})`
    }`;
  const { many } = context.annotators;
  const withReaders =
    numbers.withReaders !== null &&
    `${among === false ? `${whose} on ${where} ${methods === 1 ? 'agrees' : 'agree'} with` : 'with'} ${many} at ${show(numbers.withReaders)}${
      numbers.withReadersLow === numbers.withReadersHigh
        ? ''
        : `, from ${show(numbers.withReadersLow)} (${title(numbers.withReadersLowMethod)}) to ${show(numbers.withReadersHigh)} (${title(numbers.withReadersHighMethod)})`
    }`;
  const amongReaders = numbers.amongReaders !== null && `${many} agree at ${show(numbers.amongReaders)}`;
  const apart =
    numbers.apart > 0 &&
    ` ${counted(numbers.apart, 'method')} on ${rangeOf(numbers.apartLow ?? 0, numbers.apartHigh ?? 0, 0)} findings ${numbers.apart === 1 ? 'stands' : 'stand'} apart.`;
  const parts = [among, withReaders, amongReaders].filter((part) => part !== false);
  return parts.length === 0
    ? undefined
    : {
        id: 'agreement',
        content: [`By ${measure.title}, ${parts.join('; ')}.`, apart],
        numbers,
        see: 'agreement',
      };
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
