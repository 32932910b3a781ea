import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workspace } from '../docs/pages.ts';
import { plugins } from '../docs/plugins.ts';

const ids = plugins.flatMap(({ contributes }) => contributes.map(({ id }) => id));

/** Ids that mean something else where they stand: a kind of series, the role of one, a column of a table, an element of a page. */
const WORDS = ['reader', 'chance', 'spearman', 'table', 'threshold'];

/** Quoted ids of contributions, outside of comments. */
function idsIn(code: string): string[] {
  const quoted = code.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '').matchAll(/(['"`])([a-z][a-z0-9-]*)\1/g);
  return [...quoted].map(([, , word]) => word).filter((word) => ids.includes(word) && !WORDS.includes(word));
}

test.each(['packages/cli/src', 'packages/report/src'])('%s names no contribution', (folder) => {
  const files = readdirSync(join(workspace, folder), { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      idsIn(readFileSync(join(workspace, folder, file), 'utf8')).map((id) => `${file}: ${id}`),
    );
  expect(found).toEqual([]);
});

test('a quoted id is found, one in a comment is not', () => {
  expect(idsIn("const SHARES = { 'hit-rate': 'hits', [`box-iou`]: '' };")).toEqual(['hit-rate', 'box-iou']);
  expect(idsIn("/** `grad-cam` */ f('reader'); // 'rise'")).toEqual([]);
});
