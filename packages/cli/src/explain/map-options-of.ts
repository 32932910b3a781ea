import { mapSchema, type MapOptions } from '@camscope/pipeline/maps';
import type { ExplainOptions } from '../usage/explain.ts';
import type { ChosenMethod } from './chosen-methods.ts';

/** How maps are finished: as the command line says, else as the method's preset does, else as the method does. */
export function mapOptionsOf(
  { reduce, upsample, rectify, normalise }: ExplainOptions,
  { map }: ChosenMethod,
): MapOptions {
  const said = Object.entries({ reduce, upsample, rectify, normalise }).filter(
    ([, value]) => value !== undefined,
  );
  return mapSchema.parse({ ...map, ...Object.fromEntries(said) });
}
