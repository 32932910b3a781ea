import type { z } from 'zod';
import type { Heatmap } from '../values/heatmap.ts';
import type { Segmentation } from '../values/region.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';

/** What a segmenter may know beside the map. */
export interface SegmentContext {
  /** The class that the map explains, in the data's spelling; in the network's where there are no data. */
  readonly label?: string;
  /** The network's probability of it, in [0, 1]; absent for maps that no network of the study gave. */
  readonly probability?: number;
}

/** Turns a finished map (image size, values in [0, 1]) into regions. Pure. */
export interface Segmenter<Schema extends OptionsSchema = OptionsSchema> extends Contribution<
  'segmenter',
  Schema
> {
  segment(map: Heatmap, options: z.output<Schema>, context?: SegmentContext): Segmentation;
  /** Values of its options that cut each class at its own threshold, in [0, 1] by label; absent where that cannot be. */
  tuned?(thresholds: Readonly<Record<string, number>>): Readonly<Record<string, unknown>>;
}
