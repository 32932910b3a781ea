import type { z } from 'zod';

/** Where a contribution comes from. */
export interface Citation {
  /** Authors, title, venue, year. */
  readonly text: string;
  readonly doi?: string;
  readonly arxiv?: string;
  readonly url?: string;
}

/** The options of a contribution: a strict zod object whose every key has a default or is required. */
export type OptionsSchema = z.ZodObject;

/** What every contribution says of itself. Data first: engines read declarations and never branch on ids. */
export interface Contribution<Kind extends string = string, Schema extends OptionsSchema = OptionsSchema> {
  readonly kind: Kind;
  /** kebab-case; equal in YAML, code, file names and docs. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences for `camscope describe`. */
  readonly summary?: string;
  readonly citation?: Citation;
  readonly options: Schema;
}
