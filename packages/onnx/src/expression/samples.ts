import type { Baselines } from '@camscope/core';

/** Images near an image, over which an explanation is averaged. */
export type Samples = Line | Noise | Mixes | Blurs;

/** Rules by which a line's points and their weights are chosen. */
export const quadratures = ['midpoint', 'left', 'right', 'trapezoid', 'gauss-legendre'] as const;
export type Quadrature = (typeof quadratures)[number];

/** Points of the straight lines from every baseline to the image. */
export interface Line {
  readonly kind: 'line';
  readonly from: Baselines;
  readonly steps: number;
  readonly rule: Quadrature;
}

/** Normal noise, of which one standard deviation is `sigma` of the image's range, or so much of the network's input. */
export interface NoiseLevel {
  readonly sigma: number;
  readonly of: 'range' | 'input';
}

/** The image plus noise or, for every such copy, a line that ends there. */
export interface Noise extends NoiseLevel {
  readonly kind: 'noise';
  readonly count: number;
  readonly seed: number;
  readonly line?: Line;
}

/** Places drawn evenly from the lines between baselines, drawn too, and the image plus noise. */
export interface Mixes extends NoiseLevel {
  readonly kind: 'mixes';
  readonly from: Baselines;
  readonly count: number;
  readonly seed: number;
}

/** The image blurred less and less, from a Gaussian of `sigma` pixels on. */
export interface Blurs {
  readonly kind: 'blurs';
  readonly sigma: number;
  readonly steps: number;
}

/** The line from `from`; a number is that value everywhere, in units of the network's input. */
export const straightLine = (
  from: Baselines | number,
  steps: number,
  rule: Quadrature = 'midpoint',
): Line => ({
  kind: 'line',
  from: typeof from === 'number' ? { from: 'value', value: from } : from,
  steps,
  rule,
});

/** Normal noise; the same seed gives the same noise for every image. */
export const gaussianNoise = (
  sigma: number,
  count: number,
  seed: number,
  { of = 'range', line }: { readonly of?: NoiseLevel['of']; readonly line?: Line } = {},
): Noise => ({ kind: 'noise', sigma, of, count, seed, line });

/** Random places on the lines from random baselines; the same seed gives the same draws for every image. */
export const randomMixes = (from: Baselines, count: number, seed: number, noise: NoiseLevel): Mixes => ({
  kind: 'mixes',
  from,
  count,
  seed,
  ...noise,
});

/** The path of Blur Integrated Gradients. */
export const blurs = (sigma: number, steps: number): Blurs => ({ kind: 'blurs', sigma, steps });

/** How the maps of samples become one: their mean, or their variance about it (over n, not n − 1). */
export type Statistic = 'mean' | 'variance';

/** Where samples begin, if they are of lines. */
export function baselinesIn(samples: Samples): Baselines | undefined {
  if (samples.kind === 'noise') return samples.line?.from;
  return samples.kind === 'blurs' ? undefined : samples.from;
}

/** Whether all samples of an image have one direction. */
export function hasOneDirection(samples: Samples): boolean {
  return samples.kind === 'line' && samples.from.from !== 'uniform' && samples.from.from !== 'data';
}
