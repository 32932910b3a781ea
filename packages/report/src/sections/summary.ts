import type { Context } from '../analysis/context.ts';
import { figureBlock, prose, type Section } from '../html/section.ts';
import type { Sentence } from '../summary/sentence.ts';
import { markup } from '../text/markup.ts';
import { overallForest } from './overall-forest.ts';

/** The findings of the study in sentences, and the figure that shows where every series stands. */
export function summarySection({ primary, ...context }: Context, sentences: readonly Sentence[]): Section {
  return {
    id: 'summary',
    title: 'All results in sentences',
    blocks: [
      prose(markup`<ul>${sentences.map(({ content }) => markup`<li>${content}</li>`)}</ul>`),
      ...(primary ? [figureBlock(overallForest({ ...context, primary }, primary))] : []),
    ],
  };
}
