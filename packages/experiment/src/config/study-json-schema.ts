import type { ContributionKind, Registry } from '@camscope/core';
import { mapSchema } from '@camscope/pipeline';
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
 * The JSON schema of a study file, for editors: with the ids of the plugins at hand, and the options and presets of each, which
 * `use` decides.
 */
export function studyJsonSchema(registry: Registry): JsonSchema {
  const schema = jsonSchemaOf(studySchema);
  const properties = schema.properties!;
  const map = { ...jsonSchemaOf(mapSchema), description: "Differs from the study's `map`" };
  for (const list of ['methods', 'imports']) itemOf(propertyOf(schema, list)).properties!.map = map;
  itemOf(propertyOf(schema, 'methods')).properties!.of = {
    description: 'What a method of others is made of: a method, or a list',
    $ref: '#/$defs/part',
  };
  const $defs: Record<string, JsonSchema> = { part: partsOf(registry) };
  for (const [path, kind] of CHOICES) {
    const list = path.reduce(propertyOf, schema);
    $defs[kind] ??= chosenBy(itemOf(list), registry, kind);
    list.items = { $ref: `#/$defs/${kind}` };
  }
  const faithfulness = propertyOf(schema, 'faithfulness');
  properties.faithfulness = inShort(faithfulness, propertyOf(faithfulness, 'metrics'));
  const models = propertyOf(schema, 'models');
  models.items = inShort(itemOf(models), { type: 'string' });
  properties.runtime = inShort(propertyOf(schema, 'runtime'), { enum: idsOf(registry, 'runtime') });
  properties.data = dataOf(registry, propertyOf(schema, 'data'));
  // Places for anchors.
  const patternProperties = { '^x-': {} };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'camscope study',
    ...schema,
    patternProperties,
    $defs,
  };
}

function propertyOf(schema: JsonSchema, key: string): JsonSchema {
  return schema.properties![key] as JsonSchema;
}

function itemOf(list: JsonSchema): JsonSchema {
  return list.items as JsonSchema;
}

/** Readers are measured wherever the data have several: nobody chooses them. */
function offered(registry: Registry, kind: ContributionKind) {
  return registry[kind].all().filter((one) => one.kind !== 'baseline' || one.series === 'prior');
}

function idsOf(registry: Registry, kind: ContributionKind): string[] {
  return offered(registry, kind).map(({ id }) => id);
}

/** What is written in short, or in full: whoever writes one is told nothing of the other. */
function inShort(full: JsonSchema, short: JsonSchema): JsonSchema {
  const { description, default: preset, ...own } = full;
  const type = short.type ?? 'string';
  const told = {
    ...(description ? { description } : {}),
    ...(preset === undefined ? {} : { default: preset }),
  };
  return { ...told, if: { type }, then: short, else: own };
}

/** An id alone, or an object whose `use` decides which options there are. */
function chosenBy(item: JsonSchema, registry: Registry, kind: ContributionKind): JsonSchema {
  const all = offered(registry, kind);
  const use = { description: 'Its id', enum: all.map(({ id }) => id) };
  const grid = item.properties?.grid as JsonSchema | undefined;
  const byUse = all.map(({ id, title, options, presets }) => {
    const own = jsonSchemaOf(options);
    const preset = presets && { description: 'As an implementation has it', enum: Object.keys(presets) };
    const properties = { ...(preset ? { preset } : {}), ...own.properties };
    const told = { options: { ...own, description: 'Its own options', properties } };
    const names = Object.keys(properties);
    const swept = { ...told, grid: { ...grid, propertyNames: names.length > 0 && { enum: names } } };
    return whenUse(id, { description: title, properties: grid ? swept : told });
  });
  const full = { ...item, properties: { ...item.properties, use }, allOf: byUse };
  return inShort(full, { enum: use.enum });
}

function whenUse(id: string, then: JsonSchema): JsonSchema {
  return { if: { properties: { use: { const: id } }, required: ['use'] }, then };
}

/** A method inside of another: an id, or what it is made of and its options. */
function partsOf(registry: Registry): JsonSchema {
  const part: JsonSchema = {
    type: 'object',
    properties: {
      use: { description: 'Its id', enum: idsOf(registry, 'explainer') },
      of: { description: 'What it is made of', $ref: '#/$defs/part' },
      options: { description: 'Its own options', type: 'object' },
    },
    required: ['use'],
    additionalProperties: false,
  };
  const one = inShort(part, { type: 'string' });
  return { if: { type: 'array' }, then: { type: 'array', minItems: 1, items: one }, else: one };
}

/** The options of a dataset stand beside its id. */
function dataOf(registry: Registry, data: JsonSchema): JsonSchema {
  const ids = idsOf(registry, 'dataset');
  const use = { description: 'Its id', enum: ids };
  const split = propertyOf(data, 'split');
  const byUse = registry.dataset.all().map(({ id, title, options }) => {
    const own = jsonSchemaOf(options);
    return whenUse(id, { ...own, description: title, properties: { use, split, ...own.properties } });
  });
  const full = { type: 'object', properties: { use, split }, required: ['use'], allOf: byUse };
  return inShort({ description: data.description, ...full } as JsonSchema, { enum: ids });
}

/** What may be written: as what comes out of the schema, but that defaults may be left out. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const {
    $schema: _,
    $defs: __,
    ...out
  } = z.toJSONSchema(schema, {
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
