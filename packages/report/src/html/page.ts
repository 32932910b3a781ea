import { markup, trusted, type Markup } from '../text/markup.ts';
import { tableToHtml } from '../tables/to-html.ts';
import { OLD_SLOT } from '../run/made-from.ts';
import { contents } from './contents.ts';
import { figureToHtml } from './figure.ts';
import type { Page, PageHead } from './document.ts';
import { firstScreenToHtml } from './first-screen.ts';
import { allBlocks, type Block } from './section.ts';
import { pageStyle } from './style/index.ts';

/** Nothing runs, and nothing is fetched, whatever the data say. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Pages of one report, each a file with everything in it; figures and tables are counted through. */
export function pagesToHtml(head: PageHead, pages: readonly Page[]): string[] {
  const numbering = new Numbering();
  const written = pages.map((page) => pageToHtml(head, page, pages, numbering).toString());
  const places = new Map(pages.flatMap((page) => anchorsOf(page).map((id) => [id, page.file] as const)));
  return written.map((html, i) =>
    // Text has no quotation mark that is not escaped: these are links of ours.
    html.replace(/href="#([^"]+)"/g, (link, id: string) => {
      const file = places.get(id);
      return file === undefined || file === pages[i].file ? link : `href="${file}#${id}"`;
    }),
  );
}

function pageToHtml(
  { title, lead, notices, meta }: PageHead,
  page: Page,
  pages: readonly Page[],
  numbering: Numbering,
): Markup {
  const first = page === pages[0];
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${meta}<title>${title}${!first && ` · ${page.name}`}</title>
<style>${trusted(pageStyle())}</style>
</head>
<body>
${OLD_SLOT}
<header><h1>${title}${!first && ` · ${page.name}`}</h1>${lead}</header>
${first && notices}${contents(pages, page)}<main>
${page.first && firstScreenToHtml(page.first, () => ++numbering.figures)}${page.sections.map(
    (section) => markup`<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>
${section.blocks.map((block) => blockToHtml(block, numbering))}</section>
`,
  )}</main>
</body>
</html>
`;
}

function anchorsOf({ sections }: Page): string[] {
  return sections.flatMap(({ id, blocks }) => [
    id,
    ...allBlocks(blocks).flatMap((block) => {
      if (block.kind === 'figure') return [`figure-${block.figure.name}`];
      return block.kind === 'table' ? [`table-${block.table.name}`] : [];
    }),
  ]);
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
    case 'beside':
      return markup`<div class="beside">
${block.blocks.map((inner) => blockToHtml(inner, numbering))}</div>
`;
  }
}
