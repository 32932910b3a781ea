import { isDeepStrictEqual } from 'node:util';
import {
  messageOf,
  optionsInWords,
  parseOptions,
  type AnyContribution,
  type Citation,
  type Preset,
} from '@camscope/core';
import { mapSchema } from '@camscope/pipeline';
import { byHand, sectionOf } from './blocks.ts';
import { nameOf } from './plugins.ts';

/**
 * Everything that a contribution, its page and its source lack; empty when they agree. Each says what to write.
 * @param page text of the plugin's README.
 * @param alone whether its plugin contributes nothing else.
 */
export function contributionProblems(contribution: AnyContribution, page: string, alone: boolean): string[] {
  return [
    ...declarationProblems(contribution),
    ...citationProblems(contribution),
    ...presetProblems(contribution),
    ...pageProblems(contribution, page, alone),
  ];
}

function declarationProblems({ id, title, summary, options }: AnyContribution): string[] {
  const problems = optionsInWords(options)
    .filter(({ description }) => description === '')
    .map(({ name }) => `describe the option '${name}': .describe('…') at the end of its schema`);
  if (!isStrict(options))
    problems.push('make its options z.strictObject, which refuses what it does not know');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) problems.push(`write the id in kebab-case: '${id}' is not`);
  if (!title) problems.push("give it a 'title'");
  if (!summary?.endsWith('.')) problems.push("give it a 'summary' of a sentence or two, with full stops");
  return problems;
}

function isStrict(options: AnyContribution['options']): boolean {
  const { error } = options.safeParse({ 'no such option': 1 });
  return error?.issues.some(({ code }) => code === 'unrecognized_keys') ?? false;
}

const IDENTIFIERS: Readonly<Record<'doi' | 'arxiv' | 'url', RegExp>> = {
  doi: /^10\.\d{4,9}\/\S+$/,
  arxiv: /^\d{4}\.\d{4,5}$/,
  url: /^https:\/\/\S+$/,
};

function citationProblems({ citation }: AnyContribution): string[] {
  if (citation === 'own' || citation === 'common') return [];
  if (citation === undefined) {
    return ["cite what it comes from: citation: { text, doi, arxiv or url }; or say 'own' or 'common'"];
  }
  const given = (Object.keys(IDENTIFIERS) as (keyof typeof IDENTIFIERS)[]).filter(
    (key) => (citation as Citation)[key] !== undefined,
  );
  return [
    ...(citation.text ? [] : ["write the citation's 'text': authors, title, venue, year"]),
    ...(given.length > 0 ? [] : ["give the citation a 'doi', an 'arxiv' number or a 'url'"]),
    ...given
      .filter((key) => !IDENTIFIERS[key].test(citation[key]!))
      .map((key) => `mend the citation's ${key}, which '${citation[key]}' cannot be`),
  ];
}

function presetProblems(contribution: AnyContribution): string[] {
  const { presets = {} } = contribution;
  const asIs = problemOf(() => settingsOf(contribution));
  if (asIs !== undefined) {
    const required = optionsInWords(contribution.options).some((option) => option.required);
    return required && Object.keys(presets).length === 0 ? [] : [`mend its defaults: ${asIs}`];
  }
  return Object.entries(presets).flatMap(([name, preset]) => {
    const problem = problemOf(() => settingsOf(contribution, name, preset));
    if (problem !== undefined) return [`mend the preset '${name}': ${problem}`];
    const same = isDeepStrictEqual(settingsOf(contribution, name, preset), settingsOf(contribution));
    if (same === /^The default\b/.test(preset.summary)) return [];
    return same
      ? [`begin the summary of the preset '${name}' with 'The default': it changes nothing`]
      : [`say something else of the preset '${name}', which is not the default`];
  });
}

/** Effective options, and how a map is finished, under a preset or by default. */
function settingsOf(contribution: AnyContribution, name?: string, preset?: Preset) {
  const options = parseOptions(contribution, name === undefined ? {} : { preset: name });
  const own = contribution.kind === 'explainer' ? contribution.finish?.(options) : undefined;
  return { options, map: mapSchema.parse({ ...own, ...preset?.map }) };
}

function problemOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return messageOf(error).replace(/\s+/g, ' ');
  }
}

/** A page of one contribution is about it as a whole; in one of several, each has a heading. */
function pageProblems(contribution: AnyContribution, page: string, alone: boolean): string[] {
  const { id } = contribution;
  const begin = `<!-- begin contribution ${nameOf(contribution)} -->`;
  const section = alone ? page : sectionOf(page, id);
  if (section === undefined) return [`write a section of the page, under the heading '### ${id}'`];
  const problems = [];
  if (!section.includes(begin)) {
    problems.push(`write ${begin} and <!-- end contribution --> in its section, and run npm run docs:write`);
  }
  if (alone && !byHand(page).includes(`\`${id}\``)) problems.push(`name the id \`${id}\` in the page`);
  if (byHand(section).replace(/^#.*$/m, '').trim() === '') {
    problems.push('say what it does, beside what is generated');
  }
  return problems;
}
