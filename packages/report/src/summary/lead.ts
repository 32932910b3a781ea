import type { Context, Primary } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { list, range, someOf } from '../sections/words.ts';
import { markup } from '../text/markup.ts';
import { fixed, pValue } from '../text/numbers.ts';
import { joined, type Sentence } from './sentence.ts';

/** Over the same rows as the sentence `best`. */
type LeadNumbers = {
  readonly best: string;
  /** The best of those that do not tie with the best. */
  readonly second: string;
  readonly secondMean: number | null;
  /** Of the means of the first of the best and the second, positive where the first is the better; BCa interval over patients. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /**
   * Of Wilcoxon's signed-rank tests of patients' mean differences, one for each network, combined by Stouffer's method with
   * their correlations; after Holm's correction over all pairs of compared methods.
   */
  readonly p: number | null;
  /** Those from which the best cannot be told apart, and how many they are. */
  readonly undecided: string;
  readonly undecidedCount: number;
};

/** Is the lead of the best method more than chance? */
export function leadSentence(
  context: Context,
  { measure, leader, comparison }: Primary,
): Sentence | undefined {
  if (!leader?.second || !leader.difference) return undefined;
  const { best, second, difference, p, undecided, significant } = leader;
  const numbers: LeadNumbers = {
    ...{ best: joined(best), second, secondMean: comparison.means.get(second)!.estimate },
    ...{ difference: difference.estimate, low: difference.low, high: difference.high, p: p ?? null },
    ...{ undecided: joined(undecided), undecidedCount: undecided.length },
  };
  const title = (name: string) => context.series.title(name);
  const decimals = decimalsOf(measure, [numbers.secondMean ?? 0]);
  const bounds = range(numbers.low, numbers.high, decimals);
  const test = `${numbers.p === null ? 'no p' : pValue(numbers.p)}, Wilcoxon’s test with Holm’s correction`;
  return {
    id: 'lead',
    content: markup`${list(best.map(title))} ${best.length === 1 ? 'is' : 'are'} ahead of ${title(second)} by ${fixed(numbers.difference, decimals)}${bounds && ` (${bounds})`}, ${
      significant ? 'a significant difference' : 'which is not a significant difference'
    } (${test}).${
      undecided.length === 0
        ? ` ${title(best[0])} is significantly better than every other method${best.length === 1 ? '' : ' that does not tie with it'}.`
        : ` ${title(best[0])} cannot be told apart from ${someOf(undecided.map(title))}.`
    }`,
    numbers,
    see: 'localization',
  };
}
