import { pages } from '../docs/pages.ts';
import { REPOSITORY } from '../workspace/repository.js';
import { destinationOf } from './links.ts';

/** Where a page of the workspace stands in the site, without the ending: `packages/core`, `scale`, `index`. */
export function routeOf(page: string): string {
  if (page === 'README.md') return 'index';
  return page
    .replace(/^docs\//, '')
    .replace(/(\/README)?\.md$/, '')
    .toLowerCase();
}

/** By page: its route. @throws Error where two pages would stand in one place. */
export function allRoutes(): Record<string, string> {
  const routes = Object.fromEntries(pages().map((page) => [page, routeOf(page)]));
  const pageAt = new Map<string, string>();
  for (const [page, route] of Object.entries(routes)) {
    const other = pageAt.get(route);
    if (other !== undefined) throw new Error(`${page} and ${other} would both be ${route}.html: rename one`);
    pageAt.set(route, page);
  }
  return routes;
}

/**
 * A link of a page as the site writes it: to a page of the site where the file is one, else to the file in the repository.
 * @throws Error for a file that does not exist.
 */
export function linkInSite(target: string, page: string): string {
  const destination = destinationOf(target, page);
  if ('url' in destination) return destination.url;
  const { path, kind, anchor } = destination;
  const hash = anchor === '' ? '' : `#${anchor}`;
  if (path === page) return hash;
  if (pages().includes(path)) return `/${routeOf(path).replace(/^index$/, '')}${hash}`;
  return `${REPOSITORY}/${kind === 'file' ? 'blob' : 'tree'}/main/${path}${hash}`;
}
