import type { Figure } from '../svg/figure.ts';
import { inlineSvg } from '../svg/figure.ts';
import { join, markup, type Content, type Markup } from '../text/markup.ts';

/** A figure at its own size, however narrow the page is: what is wider scrolls. */
export function figureToHtml(figure: Figure, number: number): Markup {
  const { name, title, caption, legend = [], panels } = figure;
  const keys = legend.map(
    ({ label, mark }) =>
      markup`<li><svg class="fig" width="22" height="12" aria-hidden="true">${mark}</svg>${label}</li>`,
  );
  const plots = panels.map(
    (panel) =>
      markup`<div class="panel scroll" tabindex="0" role="group" aria-label="${panel.description}">${inlineSvg(panel)}</div>`,
  );
  return markup`<figure id="figure-${name}">
${keys.length > 0 && markup`<ul class="legend">${keys}</ul>`}
<div class="panels">${join(plots, '\n')}</div>
<figcaption><b>Figure ${number}. ${title}.</b>${caption !== undefined && [' ', caption]} ${filesOf(`figures/${name}`, ['svg', 'csv'])}</figcaption>
</figure>
`;
}

/** Links to the files beside the page that say the same. */
export function filesOf(path: string, endings: readonly string[]): Content {
  const links = endings.map((ending) => markup`<a href="${path}.${ending}">${NAMES[ending]}</a>`);
  return markup`<span class="files">${links}</span>`;
}

const NAMES: Readonly<Record<string, string>> = { svg: 'SVG', csv: 'CSV', tex: 'LaTeX' };
