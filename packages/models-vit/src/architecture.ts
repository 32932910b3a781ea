/** What tells vision transformers apart. */
export interface Traits {
  /** Features of a token. */
  readonly width: number;
  readonly depth: number;
  readonly heads: number;
  /** Pixels along a side of a patch. */
  readonly patch: number;
  /** Tokens that are of no place: class, distillation, registers. */
  readonly prefix: number;
  /** Branches are scaled feature by feature. */
  readonly scaled: boolean;
}

/** The published sizes, by width, depth and heads. */
const SIZES: Readonly<Record<string, readonly [name: string, letter: string]>> = {
  '192-12-3': ['tiny', 't'],
  '384-12-6': ['small', 's'],
  '768-12-12': ['base', 'b'],
  '1024-24-16': ['large', 'l'],
  '1280-32-16': ['huge', 'h'],
  '1536-40-24': ['giant', 'g'],
};

/** `vit_base_patch16`, `deit_small_distilled_patch16`, `dinov2_vits14_reg`, or what an unknown size is made of. */
export function architectureOf({ width, depth, heads, patch, prefix, scaled }: Traits): string {
  const size = SIZES[[width, depth, heads].join('-')];
  if (!size) return `vit (width ${width}, depth ${depth}, ${heads} heads, patch ${patch})`;
  const [name, letter] = size;
  if (scaled && patch === 14) return `dinov2_vit${letter}14${prefix > 1 ? '_reg' : ''}`;
  return prefix === 2 ? `deit_${name}_distilled_patch${patch}` : `vit_${name}_patch${patch}`;
}
