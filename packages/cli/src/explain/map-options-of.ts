import { mapSchema, type MapOptions } from '@camscope/pipeline/maps';
import type { ExplainOptions } from '../usage/explain.ts';
import type { ChosenMethod } from './chosen-methods.ts';

/** What is said of how maps are finished. */
export type MapSettings = Pick<ExplainOptions, 'reduce' | 'upsample' | 'rectify' | 'normalise'>;

/** How maps are finished: as the command line says, else as the method's preset does, else as the method does. */
export function mapOptionsOf(
  { reduce, upsample, rectify, normalise }: MapSettings,
  { map }: Pick<ChosenMethod, 'map'>,
): MapOptions {
  const said = Object.entries({ reduce, upsample, rectify, normalise }).filter(
    ([, value]) => value !== undefined,
  );
  return mapSchema.parse({ ...map, ...Object.fromEntries(said) });
}
