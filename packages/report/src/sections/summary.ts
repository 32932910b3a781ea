import type { Context } from '../analysis/context.ts';
import { figureBlock, prose, type Section } from '../html/section.ts';
import { FIRST } from '../summary/sentences.ts';
import type { Sentence } from '../summary/sentence.ts';
import { markup, type Content } from '../text/markup.ts';
import { overallForest } from './overall-forest.ts';

/** The findings of the study: three sentences, the figure that shows them, and the rest in sentences. */
export function summarySection({ primary, ...context }: Context, sentences: readonly Sentence[]): Section {
  const [first, rest] = [sentences.slice(0, FIRST), sentences.slice(FIRST)];
  return {
    id: 'summary',
    title: 'Summary',
    blocks: [
      prose(items(first)),
      ...(primary ? [figureBlock(overallForest({ ...context, primary }, primary))] : []),
      ...(rest.length > 0 ? [prose(markup`<h3>In sentences</h3>${items(rest)}`)] : []),
    ],
  };
}

function items(sentences: readonly Sentence[]): Content {
  return markup`<ul>${sentences.map(({ content }) => markup`<li>${content}</li>`)}</ul>`;
}
