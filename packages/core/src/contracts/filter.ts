import type { z } from 'zod';
import type { Heatmap } from '../values/heatmap.ts';
import type { Raster } from '../values/raster.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';

/** What a filter may look at beside the map. */
export interface FilterContext {
  /** The radiograph at the size of the map; present when the filter declares `needs: 'image'`. */
  readonly image?: Raster;
  /** What `file` named, decoded, at the size of the map. */
  readonly file?: Raster;
}

/** Turns a finished map into another of the same size, values in [0, 1]. Pure. */
export interface Filter<Schema extends OptionsSchema = OptionsSchema> extends Contribution<'filter', Schema> {
  readonly needs?: 'image';
  /**
   * An image file that the filter wants for the sample, relative to the study: `{image}` in it stands for the
   * sample's id, `{stem}` for the id without its extension. Absent, or undefined, for none.
   */
  file?(options: z.output<Schema>): string | undefined;
  filter(map: Heatmap, options: z.output<Schema>, context: FilterContext): Heatmap;
}
