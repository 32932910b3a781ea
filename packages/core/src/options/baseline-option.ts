import { z } from 'zod';

const seed = z.int().nonnegative().default(0);
const count = z.int().min(1).max(1000).default(8);

const black = z.strictObject({ from: z.literal('black') });
const blur = z.strictObject({ from: z.literal('blur'), sigma: z.number().positive().default(10) });
const uniform = z.strictObject({ from: z.literal('uniform'), count, seed });
const data = z.strictObject({ from: z.literal('data'), label: z.string().optional(), count, seed });
const kinds = { black, blur, uniform, data } as const;

/**
 * Where an attribution starts from, an option that methods share: one number everywhere, in units of the network's input; `black`, what
 * black becomes in preprocessing; `blur`, the image blurred; `uniform`, noise within the image's range; or `data`, other images.
 */
export const baselineOption = z.union([
  z.number(),
  z.enum(['black', 'blur', 'uniform', 'data']),
  black,
  blur,
  uniform,
  data,
]);
export type BaselineOption = z.output<typeof baselineOption>;

/** Images of the data that a method starts from: so many, drawn among those with a label or among all. */
export type DataBaselines = z.output<typeof data>;

/** A baseline option in full. */
export type Baselines =
  { readonly from: 'value'; readonly value: number } | Readonly<z.output<(typeof kinds)[keyof typeof kinds]>>;

/** What an option stands for. */
export function baselinesOf(option: BaselineOption): Baselines {
  if (typeof option === 'number') return { from: 'value', value: option };
  return typeof option === 'string' ? kinds[option].parse({ from: option }) : option;
}
