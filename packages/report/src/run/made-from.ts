import type { Files } from '@camscope/core';
import { sourcesOf, type Sources } from '@camscope/pipeline';
import { DETAILS_PAGE, MAIN_PAGE } from '../page-files.ts';
import { markup, trusted, type Markup } from '../text/markup.ts';

/** Where the page says that it is old; comments, so that it can be found in a page that was written before. */
const BEGIN = '<!-- old -->';
const END = '<!-- /old -->';
const BANNER = markup`<aside class="notice"><p><strong>These figures are of an earlier run of the study.</strong> The tables beside them have changed since: write the report anew.</p></aside>`;

/** In the head of a page: what it was made from. */
export function madeFromMeta(sources: Sources | undefined): Markup | undefined {
  if (!sources) return undefined;
  return markup`<meta name="camscope-made-from" content="${written(sources)}">
`;
}

/** Where {@link markReportOld} will say that the page is old. */
export const OLD_SLOT = trusted(BEGIN + END);

/** Whether a page was made from other tables than these; one that does not tell is taken to be. */
export function isOld(html: string, sources: Sources): boolean {
  const [, told] = /<meta name="camscope-made-from" content="([^"]*)">/.exec(html) ?? [];
  return told !== written(sources);
}

/**
 * Has the pages in the folder `report` of a run say whether they are of an earlier state of the run; nothing where there are none.
 * @param folder of the run, absolute.
 * @returns whether there is a page that is old.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function markReportOld(folder: string, files: Files): Promise<boolean> {
  const sources = await sourcesOf(folder, files);
  let any = false;
  for (const name of [MAIN_PAGE, DETAILS_PAGE]) {
    const page = files.resolve(folder, 'report', name);
    if (!(await files.exists(page))) continue;
    const html = new TextDecoder().decode(await files.read(page));
    const old = isOld(html, sources);
    const marked = withBanner(html, old ? BANNER.toString() : '');
    if (marked !== html) await files.write(page, marked);
    any ||= old;
  }
  return any;
}

function withBanner(html: string, banner: string): string {
  const [begin, end] = [html.indexOf(BEGIN), html.indexOf(END)];
  const slot = BEGIN + banner + END;
  if (begin >= 0 && end > begin) return html.slice(0, begin) + slot + html.slice(end + END.length);
  return banner === '' ? html : html.replace('<body>', () => `<body>\n${slot}`);
}

function written(sources: Sources): string {
  return Object.entries(sources)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
