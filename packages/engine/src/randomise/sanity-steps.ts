import { CamscopeError } from '@camscope/core';
import type { Network } from '../network.ts';
import { randomisedNetwork, type RandomiseOptions } from './randomised-network.ts';
import { weightLayers, type WeightLayer } from './weight-layers.ts';

/**
 * Which layers are drawn anew at a step. `cascading`: all from the logits down to one layer. `independent`: one layer
 * alone.
 */
export const randomisations = ['cascading', 'independent'] as const;
export type Randomisation = (typeof randomisations)[number];

export interface SanityOptions extends RandomiseOptions {
  /** `cascading` by default. */
  readonly mode?: Randomisation;
  /** Steps after the first, at which nothing has been drawn: 8 by default, fewer where there are fewer layers. */
  readonly steps?: number;
}

export interface PlannedStep {
  readonly step: number;
  /** The layer that this step has reached; '' before the first. */
  readonly layer: string;
  /** All layers drawn anew. */
  readonly layers: readonly WeightLayer[];
  /** Share of the layers on the way from the logits to the image that this step has reached, 0 to 1. */
  readonly share: number;
}

export interface SanityStep extends PlannedStep {
  readonly network: Network;
}

/**
 * The steps of a sanity check by randomised weights (Adebayo et al. 2018, arXiv:1810.03292): nothing; then layers evenly
 * spread from the logits, which come first, to the image, which comes last.
 * @throws CamscopeError CONFIG_INVALID.
 */
export function sanityPlan(network: Network, options: SanityOptions = {}): PlannedStep[] {
  const { mode = 'cascading', steps = 8 } = options;
  if (!(steps >= 1) || (steps !== Infinity && !Number.isInteger(steps))) {
    throw new CamscopeError('CONFIG_INVALID', 'The number of steps is not a whole number, at least 1', {
      asked: String(steps),
    });
  }
  const all = weightLayers(network);
  const reached = spread(all.length, steps).map((last, i) => ({
    step: i + 1,
    layer: all[last].name,
    layers: mode === 'cascading' ? all.slice(0, last + 1) : [all[last]],
    share: (last + 1) / all.length,
  }));
  return [{ step: 0, layer: '', layers: [], share: 0 }, ...reached];
}

/**
 * The networks of these steps, one at a time; the first is the network itself.
 * @throws CamscopeError CONFIG_INVALID, MODEL_UNSUPPORTED, MODEL_MALFORMED, FILE_UNREADABLE.
 */
export async function* sanitySteps(
  network: Network,
  options: SanityOptions = {},
): AsyncGenerator<SanityStep, void, undefined> {
  for (const planned of sanityPlan(network, options)) {
    const { step, layers } = planned;
    yield { ...planned, network: step === 0 ? network : await randomisedNetwork(network, layers, options) };
  }
}

/** Up to `most` of `count` places, the first and the last among them; one alone is the last. */
function spread(count: number, most: number): number[] {
  const places = Math.min(count, most);
  if (places === 1) return [count - 1];
  return Array.from({ length: places }, (_, i) => Math.round((i * (count - 1)) / (places - 1)));
}
