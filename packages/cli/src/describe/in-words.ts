import { optionsInWords, valueInWords, type AnyContribution, type Preset } from '@camscope/core';
import { table } from '../terminal/table.ts';
import type { Contributed } from './description.ts';

const UNCITED = {
  own: 'Devised by its authors; nothing to cite',
  common: 'Common knowledge; nothing to cite',
};

/** What a contribution says of itself, for people. */
export function descriptionInWords({ contribution, plugin }: Contributed): string {
  const { kind, id, title, summary, alsoCalled = [], citation, presets } = contribution;
  const head = [
    `${title} (${kind} '${id}', ${plugin})`,
    summary,
    ...alsoCalled.map(({ name, by }) => `Called ${name} by ${by}`),
    source(citation),
  ].filter(Boolean);
  const options = optionTable(contribution);
  return `${head.join('\n')}\n\n${options}${presets ? `\n${presetTable(presets)}` : ''}`;
}

function source(citation: AnyContribution['citation']): string | undefined {
  if (citation === undefined) return undefined;
  if (typeof citation === 'string') return UNCITED[citation];
  const { text, doi, arxiv, url } = citation;
  return [text, doi && `doi:${doi}`, arxiv && `arXiv:${arxiv}`, url].filter(Boolean).join(', ');
}

function optionTable({ options }: AnyContribution): string {
  const rows = optionsInWords(options).map(({ name, values, required, initial, description }) => {
    const absent = required ? 'required' : '';
    return [name, values, initial === undefined ? absent : valueInWords(initial), description];
  });
  return rows.length === 0
    ? 'It takes no options.\n'
    : table(['option', 'values', 'default', 'description'], rows);
}

function presetTable(presets: Readonly<Record<string, Preset>>): string {
  const settings = ({ options = {}, map = {} }: Preset) =>
    [...Object.entries(options), ...Object.entries(map).map(([key, value]) => [`map.${key}`, value] as const)]
      .map(([key, value]) => `${key}: ${valueInWords(value)}`)
      .join(', ');
  const rows = Object.entries(presets).map(([name, preset]) => [name, settings(preset), preset.summary]);
  return table(['preset', 'settings', 'description'], rows);
}
