import type { Texts } from '../texts/en.ts';

/** What the forms read of the JSON schema of options. */
export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly (string | number)[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** A number without bounds has those of safe integers, which say nothing. */
export function boundOf(bound: number | undefined): number | undefined {
  return bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;
}

/** What a number may be, in words: `0 to 1`; empty where it may be any. */
export function rangeInWords(schema: JsonSchema, { form, code }: Pick<Texts, 'form' | 'code'>): string {
  const { between, least, most, above, below } = form.range;
  const spelt = (bound: number) => new Intl.NumberFormat(code, { maximumSignificantDigits: 6 }).format(bound);
  const say = (bound: number | undefined, words: (bound: string) => string) =>
    bound === undefined ? [] : [words(spelt(bound))];
  const [low, high] = [boundOf(schema.minimum), boundOf(schema.maximum)];
  if (low !== undefined && high !== undefined) return between(spelt(low), spelt(high));
  return [
    ...say(low, least),
    ...say(schema.exclusiveMinimum, above),
    ...say(high, most),
    ...say(schema.exclusiveMaximum, below),
  ].join(', ');
}
