import type { Report } from '../src/index.ts';

/** What a report says, on whichever page. */
export function bothPages({ html, details }: Report): string {
  return html + details;
}

/** Its words. */
export function wordsOf(report: Report): string {
  return bothPages(report).replace(/<[^>]+>/g, '');
}
