import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context } from '../analysis/context.ts';
import type { Missing } from '../analysis/missing.ts';
import { agreementSentence } from './agreement.ts';
import { bestSentence } from './best.ts';
import { classificationSentence } from './classification.ts';
import { leadSentence } from './lead.ts';
import { missingSentence } from './missing.ts';
import { otherMetricsSentence } from './other-metrics.ts';
import { priorsByClassSentence } from './priors-by-class.ts';
import { readersSentence } from './readers.ts';
import { scopeSentence } from './scope.ts';
import type { Sentence } from './sentence.ts';
import { shortcutSentences } from './shortcuts.ts';
import { strongestPriorSentence } from './strongest-prior.ts';

/** Sentences that stand above all others. */
export const FIRST = 3;

/**
 * What the study found, the most important first. The first three can stand alone: which method is best, whether it beats the
 * strongest trivial answer, and the most alarming of the rest.
 */
export function sentencesOf(
  context: Context,
  agreements: readonly Agreement[],
  missing: Missing,
): Sentence[] {
  const { primary } = context;
  const [agreement] = agreements;
  const shortcuts = shortcutSentences(context);
  const agreed = agreement && agreementSentence(context, agreement);
  const classified = classificationSentence(context);
  const [alarm] = [...shortcuts.filter(alarming), agreed, classified].filter((one) => one !== undefined);
  const scope = scopeSentence(context);
  const all = [
    primary ? bestSentence(context, primary) : scope,
    primary && strongestPriorSentence(context, primary),
    alarm,
    primary && leadSentence(context, primary),
    primary && priorsByClassSentence(context, primary),
    primary && otherMetricsSentence(context, primary),
    ...shortcuts,
    classified,
    agreed,
    primary && agreement && readersSentence(context, primary, agreement),
    scope,
    missingSentence(context, missing),
  ];
  return [...new Set(all.filter((sentence) => sentence !== undefined))];
}

const alarming = ({ id }: Sentence) => id.startsWith('shortcut:') || id.startsWith('both:');
