import type { Context, Primary } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import { bestMethodOf, isUndecided, strongestOf, type PriorVerdict } from '../analysis/priors.ts';
import { someOf } from '../sections/words.ts';
import { clip } from '../text/clip.ts';
import { join, markup, type Content } from '../text/markup.ts';
import { counted, fixed } from '../text/numbers.ts';
import type { Numbers, Sentence } from './sentence.ts';

/**
 * As the sentence `strongest-prior`, with the rows of one class alone, and the strongest prior of this class; the names end in
 * `.class`: `prior.Effusion`, `priorMean.Effusion`, `best.…`, `bestMean.…`, `findings.…`, `better.…`, `worse.…`, `compared.…`.
 */
type ByClassNumbers = Numbers;

/** Does any method beat the strongest trivial answer, pathology by pathology? */
export function priorsByClassSentence(context: Context, primary: Primary): Sentence | undefined {
  const { priorsByClass, measure } = primary;
  const of = context.classes(priorsByClass.keys()).flatMap((label) => {
    const strongest = strongestOf(priorsByClass.get(label)!, measure);
    return strongest ? [{ label, strongest }] : [];
  });
  if (of.length === 0) return undefined;
  const numbers: ByClassNumbers = Object.fromEntries(
    of.flatMap(({ label, strongest }) =>
      Object.entries(numbersOf(primary, strongest)).map(([name, value]) => [`${name}.${label}`, value]),
    ),
  );
  const parts = of.map(({ label, strongest }) => partOf(context, primary, label, strongest));
  return {
    id: 'priors-by-class',
    content: markup`Against the strongest trivial answer of each pathology: ${join(parts, '; ')}.`,
    numbers,
    see: 'localization',
  };
}

function numbersOf({ measure }: Primary, strongest: PriorVerdict): Numbers {
  const { prior, mean, methods, findings, verdict } = strongest;
  const best = bestMethodOf(strongest, measure);
  return {
    ...{ prior, priorMean: mean.estimate, best, bestMean: methods.get(best)!.estimate, findings },
    ...{ better: verdict.better.length, worse: verdict.worse.length, compared: methods.size },
  };
}

/** `for Effusion (13 findings) no method beats Density of boxes (0.221 against 0.200 of Grad-CAM)`. */
function partOf(context: Context, { measure }: Primary, label: string, strongest: PriorVerdict): Content {
  const { prior, mean, methods, findings, verdict } = strongest;
  const title = (name: string) => context.series.title(name);
  const best = bestMethodOf(strongest, measure);
  const decimals = decimalsOf(measure, [mean.estimate ?? 0]);
  const { better, worse } = verdict;
  const who =
    better.length === 0
      ? markup`<strong>no method ${isUndecided(strongest, measure) ? 'can be told apart from' : 'beats'} ${title(prior)}</strong>`
      : `${better.length === methods.size && methods.size > 1 ? `all ${methods.size} methods` : someOf(better.map(title))} ${better.length === 1 ? 'beats' : 'beat'} ${title(prior)}`;
  const worseInWords = worse.length > 0 && `, ${worse.length} ${worse.length === 1 ? 'is' : 'are'} worse`;
  return markup`for ${clip(label)} (${counted(findings, 'finding')}) ${who}${worseInWords} (${fixed(mean.estimate, decimals)} against ${fixed(methods.get(best)!.estimate, decimals)} of ${title(best)})`;
}
