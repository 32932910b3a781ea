import {
  optionsInWords,
  valueInWords,
  type AnyContribution,
  type OptionInWords,
  type Preset,
} from '@camscope/core';
import { code, escaped, inUrl, linkTo, tableOf } from '../markdown.ts';

/** Options, presets and source of one contribution. */
export function contributionSection({ options, presets, citation }: AnyContribution): string {
  const rows = optionsInWords(options, code).map(optionRow);
  return [
    rows.length > 0 ? tableOf(['option', 'values', 'default', 'description'], rows) : 'It takes no options.',
    ...(presets ? [presetTable(presets), PRESETS] : []),
    sourceLine(citation),
  ].join('\n\n');
}

const PRESETS = 'Choose a preset with `preset: NAME` among the options; options beside it outdo it.';

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
