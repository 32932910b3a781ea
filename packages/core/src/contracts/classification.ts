import type { z } from 'zod';
import type { Contribution, OptionsSchema } from './contribution.ts';
import type { Measurement, Scale } from './measurement.ts';

/** One network's predictions of one label over many images; uncertain and unknown labels are left out. */
export interface Predictions {
  /** 1 present, 0 absent. */
  readonly truths: Uint8Array;
  /** In [0, 1], one for each truth. */
  readonly probabilities: Float64Array;
}

/** Scores a network as a classifier of one label. Pure. */
export interface ClassificationMetric<Schema extends OptionsSchema = OptionsSchema>
  extends Contribution<'classification', Schema>, Scale {
  measure(predictions: Predictions, options: z.output<Schema>): Measurement;
  /** A confidence interval in closed form, of cases that do not hang together; where there is none, or patients have several, patients are resampled. */
  interval?(
    predictions: Predictions,
    level: number,
    options: z.output<Schema>,
  ): readonly [low: number, high: number] | undefined;
}
