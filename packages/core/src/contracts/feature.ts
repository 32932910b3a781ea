import type { z } from 'zod';
import type { Annotation } from '../values/annotation.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';
import type { Measurement, Scale } from './measurement.ts';

/** Describes a finding as a reader drew it, whatever the network: its size, its shape. Pure. */
export interface Feature<Schema extends OptionsSchema = OptionsSchema>
  extends Contribution<'feature', Schema>, Scale {
  measure(
    annotation: Annotation,
    frame: { readonly width: number; readonly height: number },
    options: z.output<Schema>,
  ): Measurement;
}
