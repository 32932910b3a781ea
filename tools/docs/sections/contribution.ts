import { matrix } from '@camscope/cli';
import {
  optionsInWords,
  valueInWords,
  type AnyContribution,
  type OptionInWords,
  type OptionsSchema,
  type Preset,
} from '@camscope/core';
import { code, escaped, inUrl, linkTo, tableOf } from '../markdown.ts';

/** Options, presets, what a method explains, other names and source of one contribution. */
export function contributionSection(contribution: AnyContribution): string {
  const { options, presets, alsoCalled = [], citation } = contribution;
  return [
    Object.keys(options.shape).length > 0 ? optionsTable(options) : 'It takes no options.',
    ...(presets ? [presetTable(presets), PRESETS] : []),
    ...(contribution.kind === 'explainer' ? [networksLine(contribution.id)] : []),
    ...alsoCalled.map(({ name, by }) => `Also called ${escaped(name)} (${escaped(by)}).`),
    sourceLine(citation),
  ].join('\n\n');
}

const PRESETS = 'Choose a preset with `preset: NAME` among the options; options beside it outdo it.';

/** What a schema says of each key. @param called what a key is. */
export function optionsTable(schema: OptionsSchema, called = 'option'): string {
  const rows = optionsInWords(schema, code).map(optionRow);
  return tableOf([called, 'values', 'default', 'description'], rows);
}

function optionRow({ name, values, required, initial, description }: OptionInWords): string[] {
  const absent = required ? 'required' : 'none';
  return [code(name), values, initial === undefined ? absent : code(valueInWords(initial)), description];
}

function presetTable(presets: Readonly<Record<string, Preset>>): string {
  const settings = (values: Preset['options'] = {}) =>
    Object.entries(values)
      .map(([key, value]) => code(`${key}: ${valueInWords(value)}`))
      .join(', ');
  return tableOf(
    ['preset', 'what it stands for', 'options', '`map`'],
    Object.entries(presets).map(([name, { summary, options, map }]) => [
      code(name),
      summary,
      settings(options),
      settings(map),
    ]),
  );
}

/** The families whose networks a method explains, or of most of them those that it does not. */
function networksLine(id: string): string {
  const refuses = (family: string) => matrix.cells[id][family].startsWith('-');
  const [refused, explained] = [
    matrix.families.filter(refuses),
    matrix.families.filter((family) => !refuses(family)),
  ];
  const listed = (families: readonly string[]) => families.map(code).join(', ');
  const most = refused.length === 0 ? 'every family' : `every family but ${listed(refused)}`;
  const which =
    explained.length > refused.length
      ? most
      : `the famil${explained.length === 1 ? 'y' : 'ies'} ${listed(explained)} only`;
  return `It explains networks of ${which}: see [which method explains which network where](../../docs/matrix.md).`;
}

const UNCITED = {
  own: 'Source: devised for camscope.',
  common: 'Source: common knowledge.',
};

function sourceLine(citation: AnyContribution['citation']): string {
  if (citation === undefined) return '';
  if (typeof citation === 'string') return UNCITED[citation];
  const { text, doi, arxiv, url } = citation;
  const links = [
    doi !== undefined && linkTo(`doi:${doi}`, `https://doi.org/${inUrl(doi)}`),
    arxiv !== undefined && linkTo(`arXiv:${arxiv}`, `https://arxiv.org/abs/${arxiv}`),
    url !== undefined && `<${url}>`,
  ].filter(Boolean);
  return `Source: ${[escaped(text), ...links].join(', ')}.`;
}
