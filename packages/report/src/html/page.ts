import { join, markup, trusted, type Content, type Markup } from '../text/markup.ts';
import { inlineSvg, type Figure } from '../svg/figure.ts';
import { tableToHtml } from '../tables/to-html.ts';
import type { Block, Section } from './section.ts';
import { OLD_SLOT } from '../run/made-from.ts';
import { pageStyle } from './style.ts';

export interface PageHead {
  readonly title: string;
  /** Below the title. */
  readonly lead: Content;
  /** Above all that follows. */
  readonly notices?: Content;
  /** More for the head of the document. */
  readonly meta?: Content;
}

/** Nothing runs, and nothing is fetched, whatever the data say. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** One HTML file with everything in it. */
export function page({ title, lead, notices, meta }: PageHead, sections: readonly Section[]): string {
  const numbering = new Numbering();
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${meta}<title>${title}</title>
<style>${trusted(pageStyle())}</style>
</head>
<body>
${OLD_SLOT}
<header><h1>${title}</h1>${lead}</header>
${notices}<nav aria-label="Contents"><ul>${sections.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main>
${sections.map(
  (section) => markup`<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>
${section.blocks.map((block) => blockToHtml(block, numbering))}</section>
`,
)}</main>
</body>
</html>
`.toString();
}

class Numbering {
  figures = 0;
  tables = 0;
}

function blockToHtml(block: Block, numbering: Numbering): Markup {
  switch (block.kind) {
    case 'prose':
      return markup`<div${!block.wide && markup` class="prose"`}>${block.content}</div>
`;
    case 'figure':
      return figureToHtml(block.figure, ++numbering.figures);
    case 'table':
      return tableToHtml(block.table, ++numbering.tables);
    case 'more':
      return markup`<details><summary>${block.title}</summary>
${block.blocks.map((inner) => blockToHtml(inner, numbering))}</details>
`;
  }
}

/** On a narrow page a panel shrinks to this share of its size, and then scrolls. */
const LEAST = 0.74;
/** Panels up to this width stand in pairs on a narrow page. */
const SMALL = 230;

function figureToHtml({ name, title, caption, legend = [], panels }: Figure, number: number): Markup {
  const keys = legend.map(
    ({ label, mark }) =>
      markup`<li><svg class="fig" width="22" height="12" aria-hidden="true">${mark}</svg>${label}</li>`,
  );
  const plots = panels.map(
    (panel) =>
      markup`<div class="panel scroll${panel.width <= SMALL && trusted(' small')}" tabindex="0" role="group" aria-label="${panel.description}" style="--least:${Math.round(panel.width * LEAST)}px">${inlineSvg(panel)}</div>`,
  );
  return markup`<figure id="figure-${name}">
${keys.length > 0 && markup`<ul class="legend">${keys}</ul>`}
<div class="panels">${join(plots, '\n')}</div>
<figcaption><b>Figure ${number}. ${title}.</b>${caption !== undefined && [' ', caption]}</figcaption>
</figure>
`;
}
