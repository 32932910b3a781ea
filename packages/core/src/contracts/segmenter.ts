import type { z } from 'zod';
import type { Heatmap } from '../values/heatmap.ts';
import type { Segmentation } from '../values/region.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';

/** Turns a finished map (image size, values in [0, 1]) into regions. Pure. */
export interface Segmenter<Schema extends OptionsSchema = OptionsSchema> extends Contribution<
  'segmenter',
  Schema
> {
  segment(map: Heatmap, options: z.output<Schema>): Segmentation;
}
