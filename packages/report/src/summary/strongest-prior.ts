import type { Context, Primary } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { bestMethodOf, isUndecided, type PriorVerdict } from '../analysis/priors.ts';
import { someOf } from '../sections/words.ts';
import { markup } from '../text/markup.ts';
import { fixed } from '../text/numbers.ts';
import { coverageInWords } from './coverage-in-words.ts';
import type { Sentence } from './sentence.ts';

/**
 * Rows as in the sentence `best`, but those for which all compared methods and the prior have a value; a prior, which has one
 * value for a finding, has it on every network.
 */
type StrongestPriorNumbers = {
  /** The prior with the best mean, each prior's over its own such rows. */
  readonly prior: string;
  /** How many priors it is the strongest of. */
  readonly priors: number;
  readonly priorMean: number | null;
  /** The compared method with the best mean over the same rows. */
  readonly best: string;
  readonly bestMean: number | null;
  readonly findings: number;
  readonly allFindings: number;
  readonly rows: number;
  readonly allRows: number;
  /** Methods that are better, worse or neither by Wilcoxon's tests on patients, after Holm's correction over the methods. */
  readonly better: number;
  readonly worse: number;
  readonly undecided: number;
  readonly compared: number;
};

/** Does any method beat the strongest trivial answer? */
export function strongestPriorSentence(context: Context, primary: Primary): Sentence | undefined {
  const { measure, strongest, priors, comparison } = primary;
  if (!strongest) return undefined;
  const numbers = numbersOf(primary, strongest, priors.length);
  const { series } = context;
  const title = (name: string) => series.title(name);
  const { better } = strongest.verdict;
  const decimals = decimalsOf(measure, [numbers.priorMean ?? 0, numbers.bestMean ?? 0]);
  const rank =
    numbers.priors > 1 ? `, the strongest of ${numbers.priors} trivial answers` : ', a trivial answer';
  const undecided = isUndecided(strongest, measure);
  const who =
    better.length === 0
      ? `No method ${undecided ? 'can be told apart from' : 'beats'}`
      : better.length === numbers.compared && numbers.compared > 1
        ? `All ${numbers.compared} methods beat`
        : `${someOf(better.map(title))} ${better.length === 1 ? 'beats' : 'beat'}`;
  const whole = numbers.findings === comparison.findings && numbers.rows === comparison.rows;
  const where = whole ? '' : ` on ${coverageInWords(numbers, 'they have')}`;
  const rest = [
    numbers.worse > 0 &&
      `${numbers.worse === numbers.compared && numbers.compared > 1 ? 'all' : numbers.worse} of ${numbers.compared} ${numbers.worse === 1 ? 'is' : 'are'} significantly worse`,
    numbers.undecided > 0 &&
      !undecided &&
      `${numbers.undecided === numbers.compared && numbers.compared > 1 ? `the ${numbers.compared} methods` : numbers.undecided} cannot be told apart from it`,
  ].filter((part) => part !== false);
  return {
    id: 'strongest-prior',
    content: markup`<strong>${who} ${title(strongest.prior)}</strong>${rank}: ${fixed(numbers.priorMean, decimals)} against ${fixed(numbers.bestMean, decimals)} of ${title(numbers.best)}${where}${rest.length > 0 && `; ${rest.join(', ')}`}.`,
    numbers,
    see: 'localization',
  };
}

function numbersOf(primary: Primary, strongest: PriorVerdict, priors: number): StrongestPriorNumbers {
  const { verdict, rows, findings, mean, methods, prior } = strongest;
  const best = bestMethodOf(strongest, primary.measure);
  return {
    ...{ prior, priors, priorMean: mean.estimate, best, bestMean: methods.get(best)!.estimate },
    ...{ findings, allFindings: primary.comparison.allFindings, rows },
    allRows: findings * Math.max(1, networksOf(primary)),
    ...{ better: verdict.better.length, worse: verdict.worse.length, undecided: verdict.undecided.length },
    compared: methods.size,
  };
}

const networksOf = ({ estimates }: Primary) => estimates.cube.models.length;
