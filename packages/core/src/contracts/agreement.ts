import type { z } from 'zod';
import type { Heatmap } from '../values/heatmap.ts';
import type { Segmentation } from '../values/region.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';
import type { Measurement, Scale } from './measurement.ts';

/** One of two explanations of the same class on the same image, or a reader's finding. */
export interface AgreementInput {
  /** Finished; absent for a reader. */
  readonly map?: Heatmap;
  /** Present when the measure declares `needs: 'segmentation'`; a reader's boxes and mask stand as one. */
  readonly segmentation?: Segmentation;
}

/** Says how alike two explanations are, or what the second has that the first has not. Pure and, unless `ordered`, symmetrical. */
export interface Agreement<Schema extends OptionsSchema = OptionsSchema>
  extends Contribution<'agreement', Schema>, Scale {
  /** `segmentation`: between any two of methods and readers. `map`: between methods alone. */
  readonly needs: 'segmentation' | 'map';
  /** The first is what the second came of, as in a sanity check; there alone it is asked for. */
  readonly ordered?: true;
  compare(a: AgreementInput, b: AgreementInput, options: z.output<Schema>): Measurement;
}
