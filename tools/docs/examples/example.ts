import { join } from 'node:path';
import { pages, readPage, workspace } from '../pages.ts';

/** A block of code in a page. */
export interface Example {
  /** Relative to the workspace. */
  readonly page: string;
  /** Of the page: that of the fence above the code. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** What comments `<!-- example: WORD … -->` above it say, by their first words. */
  readonly marks: Readonly<Partial<Record<Mark, string>>>;
}

/**
 * `test`: its name, for tests of node:test; they are run, in one process.
 * `given`: declarations of what the example takes for granted: it is type-checked, not run.
 * `typed`: why it is type-checked, but cannot run. `sketch`: why it is neither, or no output.
 * `with`: files that it reads, `NAME = PATH`. `file`: the name under which other examples of the page know it.
 * `quotes`: the source file that it is a part of. `card`: it is a model card, no study; `manifest`: a job of Kubernetes.
 */
const MARKS = ['given', 'typed', 'sketch', 'with', 'file', 'test', 'quotes', 'card', 'manifest'] as const;
export type Mark = (typeof MARKS)[number];

const COMMENT = /<!-- example: (\S+)\s*([\s\S]*?)\s*-->\n+/g;
const FENCED = new RegExp(`((?:${COMMENT.source})*)^\`\`\`(\\w*).*\\n([\\s\\S]*?)^\`\`\`$`, 'gm');

/** `page:line`. */
export function placeOf({ page, line }: Example): string {
  return `${page}:${line}`;
}

/** Every block of code in every page. @throws Error for a mark that means nothing. */
export function allExamples(): Example[] {
  return pages().flatMap((page) => examplesOf(page, readPage(page)));
}

export function examplesOf(page: string, text: string): Example[] {
  return [...text.matchAll(FENCED)].map((match) => {
    const comments = match[1] ?? '';
    const [language, code] = match.slice(-2);
    const line = text.slice(0, match.index + comments.length).split('\n').length;
    return { page, line, language, code, marks: marksIn(comments, `${page}:${line}`) };
  });
}

/** The files that it reads, by the names that it gives them: `NAME = PATH`, separated by commas. */
export function filesOf({ marks }: Example): Record<string, string> {
  const pairs = (marks.with ?? '').split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, path] = pair.split('=').map((side) => side.trim());
      return [name, join(workspace, path)];
    }),
  );
}

function marksIn(comments: string, place: string): Example['marks'] {
  const marks = [...comments.matchAll(COMMENT)].map(([, word, rest]) => [word, rest] as const);
  const strange = marks.find(([word]) => !(MARKS as readonly string[]).includes(word));
  if (strange) throw new Error(`${place}: '${strange[0]}' is no mark of an example; use ${MARKS.join(', ')}`);
  return Object.fromEntries(marks);
}
