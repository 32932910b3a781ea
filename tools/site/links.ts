import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import GithubSlugger from 'github-slugger';
import MarkdownIt, { type Token } from 'markdown-it';
import { readPage, workspace } from '../docs/pages.ts';
import { REPOSITORY } from '../workspace/repository.js';

/** A link, or the source of a picture, as a page writes it. */
export interface Link {
  /** Of the page, counted from 1: that of the paragraph or the table's row it is in. */
  readonly line: number;
  readonly target: string;
}

/** Where a link leads: to another host, or to a file or folder of the workspace, a folder being its page where it has one. */
export type Destination =
  | { readonly url: string }
  | { readonly path: string; readonly kind: 'file' | 'folder'; readonly anchor: string };

const markdown = new MarkdownIt({ html: true });

export function linksOf(text: string): Link[] {
  let line = 1;
  return markdown.parse(text, {}).flatMap(({ map, type, content, children }) => {
    // The cells of a table have no lines of their own.
    if (map) line = map[0] + 1;
    const targets = type === 'html_block' ? inHtml(content) : (children ?? []).flatMap(targetsOf);
    return targets.map((target) => ({ line, target }));
  });
}

/** The anchors of a page's headings, as GitHub names them, and those written in HTML. */
export function anchorsOf(text: string): Set<string> {
  const slugger = new GithubSlugger();
  const tokens = markdown.parse(text, {});
  const headings = tokens.filter((_, i) => tokens[i - 1]?.type === 'heading_open');
  const slugs = headings.map(({ children }) => slugger.slug((children ?? []).map(textOf).join('')));
  const written = [...text.matchAll(/<[a-z]+ (?:id|name)="([^"]+)"/g)].map(([, id]) => id);
  return new Set([...slugs, ...written]);
}

/**
 * Where a link of a page leads.
 * @param page its path, relative to the workspace.
 * @throws Error for a file that does not exist.
 */
export function destinationOf(target: string, page: string): Destination {
  const inRepository = /^(?:blob|tree)\/main\/(.*)$/.exec(
    target.startsWith(`${REPOSITORY}/`) ? target.slice(REPOSITORY.length + 1) : '',
  )?.[1];
  if (inRepository === undefined && /^(?:[a-z]+:|\/\/)/.test(target)) return { url: target };
  const [file, anchor = ''] = decodeURI(inRepository ?? target).split('#');
  const path = file === '' ? page : normalize(inRepository === undefined ? join(dirname(page), file) : file);
  const full = join(workspace, path);
  if (path.startsWith('..') || !existsSync(full)) throw new Error(`${page}: '${target}' leads to no file`);
  if (statSync(full).isFile()) return { path, kind: 'file', anchor };
  const own = join(path, 'README.md');
  return existsSync(join(workspace, own))
    ? { path: own, kind: 'file', anchor }
    : { path: path.replace(/\/$/, ''), kind: 'folder', anchor };
}

/** Links that lead nowhere: `page:line: …`. Other hosts are not asked. */
export function linkProblems(page: string, text: string): string[] {
  return linksOf(text).flatMap(({ line, target }) => {
    try {
      const destination = destinationOf(target, page);
      if ('url' in destination || destination.anchor === '') return [];
      const { path, anchor } = destination;
      if (!path.endsWith('.md'))
        return /^L\d+(-L\d+)?$/.test(anchor) ? [] : [`${page}:${line}: '${target}' has no headings`];
      const anchors = anchorsOf(path === page ? text : readPage(path));
      return anchors.has(anchor)
        ? []
        : [`${page}:${line}: '${target}': there is only ${[...anchors].join(', ')}`];
    } catch (error) {
      return [(error as Error).message.replace(page, `${page}:${line}`)];
    }
  });
}

function targetsOf(token: Token): string[] {
  if (token.type === 'html_inline') return inHtml(token.content);
  const target = token.attrGet(token.type === 'image' ? 'src' : 'href');
  return target === null ? [] : [target];
}

function textOf({ type, content }: Token): string {
  return type === 'text' || type === 'code_inline' ? content : '';
}

function inHtml(html: string): string[] {
  return [...html.matchAll(/<(?:a|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map(([, target]) => target);
}
