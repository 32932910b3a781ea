import type { Citation, Preset } from '@camscope/core';
import type { z } from 'zod';
import { table } from '../terminal/table.ts';
import type { Description } from './description.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

export function descriptionInWords(description: Description): string {
  const { kind, id, title, plugin, summary, citation, options, presets } = description;
  const head = [`${title} (${kind} '${id}', ${plugin})`, summary, citation && source(citation)].filter(
    Boolean,
  );
  return `${head.join('\n')}\n\n${optionTable(options)}${presets ? `\n${presetTable(presets)}` : ''}`;
}

function source({ text, doi, arxiv, url }: Citation): string {
  return [text, doi && `doi:${doi}`, arxiv && `arXiv:${arxiv}`, url].filter(Boolean).join(', ');
}

function optionTable({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([name, property]) => {
    const { default: initial, description = '', ...type } = property as JsonSchema;
    const absent = required.includes(name) ? 'required' : '';
    return [name, typeInWords(type), initial === undefined ? absent : JSON.stringify(initial), description];
  });
  return rows.length === 0
    ? 'It takes no options.\n'
    : table(['option', 'type', 'default', 'description'], rows);
}

function presetTable(presets: Readonly<Record<string, Preset>>): string {
  const settings = ({ options = {}, map = {} }: Preset) =>
    Object.entries({ ...options, ...map })
      .map(([key, value]) => `${key}: ${String(value)}`)
      .join(', ');
  const rows = Object.entries(presets).map(([name, preset]) => [name, settings(preset), preset.summary]);
  return table(['preset', 'settings', 'description'], rows);
}

function typeInWords(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf) return schema.anyOf.map((part) => typeInWords(part as JsonSchema)).join(' | ');
  const { type = 'any', minimum, maximum } = schema;
  const from = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? '' : ` from ${minimum}`;
  const to = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? '' : ` to ${maximum}`;
  return `${String(type)}${from}${to}`;
}
