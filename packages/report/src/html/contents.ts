import { markup, type Markup } from '../text/markup.ts';
import type { Page } from './document.ts';

/** What stands where, on all pages: beside a wide page, in a bar above a narrow one. */
export function contents(pages: readonly Page[], here: Page): Markup {
  const lists = pages.map((page) => {
    const file = page === here ? '' : page.file;
    const links = page.sections.map(({ id, title }) => markup`<li><a href="${file}#${id}">${title}</a></li>`);
    return markup`<p><a href="${file || '#top'}"${page === here && markup` aria-current="page"`}>${page.name}</a></p><ul>${links}</ul>`;
  });
  return markup`<nav aria-label="Contents"><details><summary>Contents</summary>${lists}</details><div class="side">${lists}</div></nav>
`;
}
