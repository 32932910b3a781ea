import { z } from 'zod';
import type { OptionsSchema } from '../contracts/contribution.ts';

/** One option of a contribution, as pages and commands show it. */
export interface OptionInWords {
  readonly name: string;
  /** Choices, or a type and its range. */
  readonly values: string;
  readonly required: boolean;
  /** What holds where the option is left out; absent where it then has no value. */
  readonly initial?: unknown;
  /** Empty where the schema has none. */
  readonly description: string;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Marks what is written as it stands, such as a choice. */
type Quote = (literal: string) => string;

/** Every option of a schema, in its order. */
export function optionsInWords(schema: OptionsSchema, quote: Quote = (literal) => literal): OptionInWords[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(schema.shape).map(([name, option]) => {
    const { description = '', ...type } = properties[name] as JsonSchema;
    const absent = z.safeParse(option, undefined);
    const values = valuesInWords(type, quote);
    return { name, values, required: !absent.success, initial: absent.data, description };
  });
}

/** A value as it is written in YAML on one line. */
export function valueInWords(value: unknown): string {
  if (typeof value === 'number') return numberInWords(value);
  if (Array.isArray(value)) return `[${value.map(valueInWords).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, each]) => `${key}: ${valueInWords(each)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function valuesInWords(schema: JsonSchema, quote: Quote): string {
  const parts = schema.anyOf as JsonSchema[] | undefined;
  if (parts) return parts.map((part) => valuesInWords(part, quote)).join(', or ');
  if (schema.enum) return schema.enum.map((choice) => quote(String(choice))).join(', ');
  if (schema.const !== undefined) return quote(String(schema.const));
  switch (schema.type) {
    case 'boolean':
      return `${quote('true')}, ${quote('false')}`;
    case 'integer':
      return withRange('whole number', schema);
    case 'number':
      return withRange('number', schema);
    case 'string':
      return 'text';
    case 'array':
      return listInWords(schema, quote);
    case 'object':
      return objectInWords(schema, quote);
    default:
      return 'anything';
  }
}

/** `list of: text`; of so many, `list of 2: number`. */
function listInWords({ items, prefixItems }: JsonSchema, quote: Quote): string {
  if (!prefixItems) return `list of: ${valuesInWords(items as JsonSchema, quote)}`;
  const each = new Set(prefixItems.map((item) => valuesInWords(item as JsonSchema, quote)));
  return `list of ${prefixItems.length}: ${[...each].join('; ')}`;
}

/** Keys of one type share its words; an object without keys of its own takes any. */
function objectInWords({ properties, additionalProperties }: JsonSchema, quote: Quote): string {
  if (!properties) return `by name: ${valuesInWords(additionalProperties as JsonSchema, quote)}`;
  const keysOf = new Map<string, string[]>();
  for (const [key, property] of Object.entries(properties)) {
    const values = valuesInWords(property as JsonSchema, quote);
    keysOf.set(values, [...(keysOf.get(values) ?? []), quote(key)]);
  }
  return `{ ${[...keysOf].map(([values, keys]) => `${keys.join(', ')}: ${values}`).join('; ')} }`;
}

/** `number, 0 to 1`; `whole number, 1 or more`; `number, above 0, below 1`. */
function withRange(type: string, schema: JsonSchema): string {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema;
  const low = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const high = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const bounds =
    low !== undefined && high !== undefined
      ? [`${numberInWords(low)} to ${numberInWords(high)}`]
      : [
          low !== undefined && `${numberInWords(low)} or more`,
          typeof exclusiveMinimum === 'number' && `above ${numberInWords(exclusiveMinimum)}`,
          high !== undefined && `${numberInWords(high)} or less`,
          typeof exclusiveMaximum === 'number' && `below ${numberInWords(exclusiveMaximum)}`,
        ];
  return [type, ...bounds].filter(Boolean).join(', ');
}

/** A power of ten where zeros would have to be counted. */
function numberInWords(value: number): string {
  const plain = String(value);
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e6)) return plain;
  const power = value.toExponential().replace('e+', 'e');
  return power.length < plain.length ? power : plain;
}
