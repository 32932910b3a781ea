import type { z } from 'zod';

/** Where a contribution comes from. */
export interface Citation {
  /** Authors, title, venue, year. */
  readonly text: string;
  readonly doi?: string;
  readonly arxiv?: string;
  readonly url?: string;
}

/** There is nothing to cite: devised by the plugin's own authors, or known to everybody. */
export type Uncited = 'own' | 'common';

/** The options of a contribution: a strict zod object whose every key has a default, is required or may be missing. */
export type OptionsSchema = z.ZodObject;

/** Settings under which a contribution does as a well-known implementation does, from which it may differ otherwise. */
export interface Preset {
  readonly summary: string;
  /** Values of the contribution's own options. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Values of the options by which a raw map is finished: kernel, rectifying, normalising. */
  readonly map?: Readonly<Record<string, unknown>>;
}

/** A name that others give to a contribution. */
export interface AlsoCalled {
  readonly name: string;
  /** Authors or software. */
  readonly by: string;
}

/** What every contribution says of itself. Data first: engines read declarations and never branch on ids. */
export interface Contribution<Kind extends string = string, Schema extends OptionsSchema = OptionsSchema> {
  readonly kind: Kind;
  /** kebab-case; equal in YAML, code, file names and docs. */
  readonly id: string;
  readonly title: string;
  /** A few letters for the axes of figures: `GC`. */
  readonly short?: string;
  /** Other names under which it is published, and where. */
  readonly alsoCalled?: readonly AlsoCalled[];
  /** One or two sentences for `camscope describe`. */
  readonly summary?: string;
  readonly citation?: Citation | Uncited;
  readonly options: Schema;
  /** By the name of the implementation; chosen by the option `preset`, and outdone by options given beside it. */
  readonly presets?: Readonly<Record<string, Preset>>;
}

/** What to cite for a contribution, if anything. */
export function publicationOf({ citation }: Pick<Contribution, 'citation'>): Citation | undefined {
  return typeof citation === 'object' ? citation : undefined;
}
