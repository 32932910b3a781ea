import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineExplainer, KINDS, type AnyContribution } from '@camscope/core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { withGenerated } from '../docs/blocks.ts';
import { contributionProblems } from '../docs/check-contribution.ts';
import { nameProblems } from '../docs/check-names.ts';
import { pages, readPage, workspace } from '../docs/pages.ts';
import { folderOf, nameOf, pageOf, plugins } from '../docs/plugins.ts';
import { ARROWS } from '../workspace/arrows.js';
import { FAMILIES, FAMILY_NAMES, kindOf, SINGLES } from '../workspace/shape.js';

const contributions = plugins.flatMap((plugin) =>
  plugin.contributes.map((contribution) => ({ name: nameOf(contribution), contribution, plugin })),
);

describe('every contribution is declared, cited and told of in its page', () => {
  test.each(contributions)('$name', ({ contribution, plugin }) => {
    const alone = plugin.contributes.length === 1;
    expect(contributionProblems(contribution, readPage(pageOf(plugin)), alone)).toEqual([]);
  });
});

test('what stands on the axes of one figure has letters of its own', () => {
  const series = contributions.flatMap(({ name, contribution: { kind, short } }) =>
    kind === 'explainer' || kind === 'baseline' ? [{ name, short }] : [],
  );
  expect(series.filter(({ short }) => short === undefined)).toEqual([]);
  expect(new Set(series.map(({ short }) => short)).size).toBe(series.length);
});

test('folders and files of one contribution bear its id', () => {
  expect(plugins.flatMap(nameProblems)).toEqual([]);
});

test('every package of a plugin is among the documented ones', () => {
  const folders = readdirSync(join(workspace, 'packages')).filter(
    (folder) => kindOf(folder)?.plugin && existsSync(join(workspace, 'packages', folder, 'package.json')),
  );
  expect(plugins.map(folderOf).sort()).toEqual(folders.map((folder) => `packages/${folder}`).sort());
});

test('the table of README links every package of plugins of a family, and no package that there is not', () => {
  const linked = [...readPage('README.md').matchAll(/\]\((packages\/[a-z0-9-]+)\)/g)].map(
    ([, folder]) => folder,
  );
  const ofFamilies = plugins
    .map(folderOf)
    .filter((folder) => FAMILY_NAMES.some((family) => folder.startsWith(`packages/${family}-`)));
  expect(ofFamilies.filter((folder) => !linked.includes(folder))).toEqual([]);
  expect(linked.filter((folder) => !existsSync(join(workspace, folder, 'package.json')))).toEqual([]);
});

/** How the page calls what is not a package's name. */
const CALLED: Readonly<Record<string, string>> = { 'onnx’s expressions': 'onnx', 'other methods': 'method' };
const typeOf = (name: string) => CALLED[name] ?? kindOf(name.replace('*', 'any'))?.type;

const rowsOfPackages = [
  ...readPage('docs/architecture.md').matchAll(/^\| `([a-z*-]+)` +\|.*?\| ([^|]+?) +\|/gm),
]
  .map(([, name, imports]) => ({ name, imports }))
  .filter(({ name }) => !['cli', 'plugins'].includes(name));

test.each(rowsOfPackages)(
  'the page on architecture says what lint lets $name import',
  ({ name, imports }) => {
    const said = imports === '–' ? [] : imports.split(', ').map((one) => typeOf(one) ?? one);
    const { type, platform } = kindOf(name.replace('*', 'any'))!;
    // What runs in browsers, too, imports nothing that does not.
    const kinds = [...Object.values(FAMILIES), ...Object.values(SINGLES)];
    const isAllowed = (target: string) =>
      platform === 'node' || kinds.some((kind) => kind.type === target && kind.platform === 'any');
    expect([...new Set(said)].sort()).toEqual(ARROWS[type].filter(isAllowed).sort());
  },
);

test.each(pages().filter((page) => readPage(page).includes('<!-- begin ')))(
  '%s holds what npm run docs:write writes',
  async (page) => {
    const text = readPage(page);
    expect(text, 'run npm run docs:write').toBe(await withGenerated(page, text));
  },
);

test('the page on writing a plugin tells of every kind', () => {
  const rows = readPage('docs/plugins.md').match(/^\| [a-z -]+ +\| `define\w+`/gm) ?? [];
  const kinds = rows.map((row) => row.split('|')[1].trim().replace(' ', '-'));
  expect(kinds.sort()).toEqual([...KINDS].sort());
});

describe('what is amiss is named', () => {
  const page = 'packages/methods-grad-cam/README.md';

  test.each([
    ['<!-- begin contribution explainer/grad-cam -->\n', 'has no partner'],
    ['<!-- begin nothing -->\n<!-- end nothing -->\n', 'there is only card, carried, contract, contribution'],
    [
      '<!-- begin contribution explainer/cam -->\n<!-- end contribution -->\n',
      "its plugin has explainer/grad-cam, not 'explainer/cam'",
    ],
  ])('of the marker %j', async (text, problem) => {
    await expect(withGenerated(page, text)).rejects.toThrow(problem);
  });

  test('of a contribution', () => {
    const bad = defineExplainer({
      id: 'bad',
      title: '',
      citation: { text: '', doi: 'https://doi.org/10.1000/182' },
      options: z.object({ sharp: z.boolean().default(true) }),
      presets: {
        same: { summary: 'Sharp', options: { sharp: true } },
        other: { summary: 'The default', map: { rectify: 'raw' } },
        wrong: { summary: 'Blunt', options: { sharp: 'no' } },
        unfinished: { summary: 'Raw', map: { rectify: 'never' } },
      },
      map: ({ activations }) => activations,
    }) as AnyContribution;
    expect(contributionProblems(bad, '# A package\n', true)).toEqual([
      "describe the option 'sharp': .describe('…') at the end of its schema",
      'make its options z.strictObject, which refuses what it does not know',
      "give it a 'title'",
      "give it a 'summary' of a sentence or two, with full stops",
      "write the citation's 'text': authors, title, venue, year",
      "mend the citation's doi, which 'https://doi.org/10.1000/182' cannot be",
      "begin the summary of the preset 'same' with 'The default': it changes nothing",
      "say something else of the preset 'other', which is not the default",
      expect.stringContaining("mend the preset 'wrong': Invalid options for explainer 'bad'"),
      expect.stringContaining("mend the preset 'unfinished': "),
      'write <!-- begin contribution explainer/bad --> and <!-- end contribution --> in its section, and run npm run docs:write',
      'name the id `bad` in the page',
      'say what it does, beside what is generated',
    ]);
    expect(
      contributionProblems({ ...bad, citation: undefined, presets: {} }, '# A package\n', false),
    ).toEqual(
      expect.arrayContaining([
        "cite what it comes from: citation: { text, doi, arxiv or url }; or say 'own' or 'common'",
        "write a section of the page, under the heading '### bad'",
      ]),
    );
  });
});
