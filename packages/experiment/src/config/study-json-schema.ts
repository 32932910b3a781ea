import type { ContributionKind, Registry } from '@camscope/core';
import { z } from 'zod';
import { studySchema } from './study-schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The keys of a study under which contributions of a kind are chosen. */
const CHOICES: readonly (readonly [path: readonly string[], kind: ContributionKind])[] = [
  [['methods'], 'explainer'],
  [['filters'], 'filter'],
  [['segmenters'], 'segmenter'],
  [['metrics'], 'metric'],
  [['agreement'], 'agreement'],
  [['features'], 'feature'],
  [['classification'], 'classification'],
  [['faithfulness', 'metrics'], 'faithfulness'],
  [['sanity', 'metrics'], 'agreement'],
  [['priors'], 'baseline'],
];

/**
 * The JSON schema of a study file, for editors: with the ids of the plugins at hand, and the options and presets of each.
 */
export function studyJsonSchema(registry: Registry): JsonSchema {
  const schema = jsonSchemaOf(studySchema);
  for (const [path, kind] of CHOICES) {
    const list = path.reduce(propertyOf, schema);
    list.items = { anyOf: choicesOf(itemOf(list), registry, kind) };
  }
  const properties = schema.properties!;
  const faithfulness = propertyOf(schema, 'faithfulness');
  properties.faithfulness = { anyOf: [propertyOf(faithfulness, 'metrics'), faithfulness] };
  const models = propertyOf(schema, 'models');
  models.items = { anyOf: [{ type: 'string' }, itemOf(models)] };
  properties.data = { anyOf: dataOf(registry, propertyOf(propertyOf(schema, 'data'), 'split')) };
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'camscope study', ...schema };
}

function propertyOf(schema: JsonSchema, key: string): JsonSchema {
  return schema.properties![key] as JsonSchema;
}

function itemOf(list: JsonSchema): JsonSchema {
  return list.items as JsonSchema;
}

/** An id alone, or an object with the id and the options that belong to it. */
function choicesOf(item: JsonSchema, registry: Registry, kind: ContributionKind): JsonSchema[] {
  // Readers are measured wherever the data have several: nobody chooses them.
  const all = registry[kind].all().filter((one) => one.kind !== 'baseline' || one.series === 'prior');
  return [
    { enum: all.map(({ id }) => id) },
    ...all.map(({ id, title, options, presets }): JsonSchema => {
      const own = jsonSchemaOf(options);
      const preset = presets && { preset: { enum: Object.keys(presets) } };
      return {
        ...item,
        description: title,
        properties: {
          ...item.properties,
          use: { const: id },
          options: { ...own, properties: { ...preset, ...own.properties } },
        },
      };
    }),
  ];
}

function dataOf(registry: Registry, split: JsonSchema): JsonSchema[] {
  return registry.dataset.all().map(({ id, title, options }): JsonSchema => {
    const own = jsonSchemaOf(options);
    return {
      ...own,
      description: title,
      properties: { use: { const: id }, split, ...own.properties },
      required: ['use', ...(own.required ?? [])],
    };
  });
}

/** What may be written: as what comes out of the schema, but that defaults may be left out. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...out } = z.toJSONSchema(schema, {
    io: 'output',
    unrepresentable: 'any',
    reused: 'inline',
  });
  return optional(out as JsonSchema);
}

function optional(schema: JsonSchema): JsonSchema {
  if (schema.items) optional(itemOf(schema));
  for (const [key, property] of Object.entries(schema.properties ?? {}) as [string, JsonSchema][]) {
    optional(property);
    const isOptional = 'default' in property || (property.properties && !property.required);
    if (isOptional) schema.required = schema.required?.filter((name) => name !== key);
  }
  if (schema.required?.length === 0) delete schema.required;
  return schema;
}
