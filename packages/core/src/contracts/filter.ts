import type { z } from 'zod';
import type { Heatmap } from '../values/heatmap.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';

/** Turns a finished map into another of the same size, values in [0, 1]. Pure. */
export interface Filter<Schema extends OptionsSchema = OptionsSchema> extends Contribution<'filter', Schema> {
  filter(map: Heatmap, options: z.output<Schema>): Heatmap;
}
