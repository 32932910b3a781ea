import type { Figure } from '../svg/figure.ts';
import { markup, type Content, type Markup } from '../text/markup.ts';
import { figureToHtml } from './figure.ts';

/** What a report says at a glance. */
export interface FirstScreen {
  readonly sentences: readonly Content[];
  /** One row. */
  readonly pictures?: Content;
  readonly figure?: Figure;
}

export function firstScreenToHtml({ sentences, pictures, figure }: FirstScreen, next: () => number): Markup {
  return markup`<section class="first" aria-label="At a glance">
<ul class="sentences">${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>
${figure && figureToHtml(figure, next())}${pictures}</section>
`;
}
