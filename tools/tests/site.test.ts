import { describe, expect, test } from 'vitest';
import { pages, readPage } from '../docs/pages.ts';
import { linkProblems } from '../site/links.ts';
import { sidebar, type Entry } from '../site/navigation.ts';
import { allRoutes, linkInSite } from '../site/routes.ts';
import { REPOSITORY } from '../workspace/repository.js';

test.each(pages())('links of %s lead to files and headings that there are', (page) => {
  expect(linkProblems(page, readPage(page))).toEqual([]);
});

test('the sidebar leads to every page, once', () => {
  const links = (entries: readonly Entry[]): string[] =>
    entries.flatMap(({ link, items = [] }) => [...(link === undefined ? [] : [link]), ...links(items)]);
  const routes = Object.values(allRoutes()).map((route) => (route === 'index' ? '/' : `/${route}`));
  expect(links(sidebar([])).sort()).toEqual(routes.sort());
});

describe('a link is written for the site', () => {
  test.each([
    ['docs/scale.md', 'README.md', '/scale'],
    ['../../README.md', 'packages/core/README.md', '/'],
    ['../datasets-phantom', 'packages/networks-phantom/README.md', '/packages/datasets-phantom'],
    ['../onnx/README.md#limits', 'packages/core/README.md', '/packages/onnx#limits'],
    ['#commits', 'CONTRIBUTING.md', '#commits'],
    ['LICENSE', 'CONTRIBUTING.md', `${REPOSITORY}/blob/main/LICENSE`],
    ['../tools', 'docs/scale.md', `${REPOSITORY}/tree/main/tools`],
    [`${REPOSITORY}/blob/main/docs/cuda.md#x`, 'packages/core/README.md', '/cuda#x'],
    ['https://onnxruntime.ai/docs', 'README.md', 'https://onnxruntime.ai/docs'],
  ])('%s of %s: %s', (target, page, link) => {
    expect(linkInSite(target, page)).toBe(link);
  });
});

test('a link that leads nowhere is named', () => {
  const page = 'packages/core/README.md';
  const text = [
    '# Core\n\n[gone](../gone) and [a heading](#cores), [there](#core), [code](../onnx/package.json#exports)\n',
    '```md\n[not a link](../none)\n```\n\n<img src="none.png">\n\n| [cell](../../../outside.md) |\n| - |\n',
  ].join('\n');
  expect(linkProblems(page, text)).toEqual([
    `${page}:3: '../gone' leads to no file`,
    `${page}:3: '#cores': there is only core`,
    `${page}:3: '../onnx/package.json#exports' has no headings`,
    `${page}:9: 'none.png' leads to no file`,
    `${page}:11: '../../../outside.md' leads to no file`,
  ]);
});
