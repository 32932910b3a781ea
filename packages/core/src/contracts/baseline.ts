import type { z } from 'zod';
import type { Annotation } from '../values/annotation.ts';
import type { FloatTensor } from '../values/tensor.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';
import type { Dataset } from './dataset.ts';
import type { Sample } from './sample.ts';

/** A finding about which a baseline is asked. */
export interface BaselineFinding {
  readonly sample: Sample;
  /** In the data's spelling. */
  readonly label: string;
  /** What readers drew of it or where they looked, confounders included. */
  readonly annotations: readonly Annotation[];
}

/** Where a baseline says that a finding is. Plain data. */
export type BaselineClaim =
  /** float32 [1,h,w] over the whole image, finished as the study says. */
  | { readonly is: 'map'; readonly raw: FloatTensor }
  /** Regions without a map, or fixations, of which a map is made. */
  | { readonly is: 'annotation'; readonly annotation: Annotation }
  /** The same heat everywhere. */
  | { readonly is: 'uniform' }
  /** What each metric expects of a map that knows nothing. */
  | { readonly is: 'chance' }
  /** There is nothing to go by. */
  | { readonly is: 'none'; readonly of: 'map' | 'annotation'; readonly reason: string };

export interface NamedClaim {
  /** Whose claim it is, where a baseline makes several of one finding: a reader's name. Rows then say `<baseline>:<of>`. */
  readonly of?: string;
  readonly claim: BaselineClaim;
}

/** Something to hold methods against that asks no network: a guess that knows nothing of the image, or human readers. */
export interface Baseline<Schema extends OptionsSchema = OptionsSchema> extends Contribution<
  'baseline',
  Schema
> {
  /** `prior`: knows nothing of the image. `reader`: a human, measured against the others. */
  readonly series: 'prior' | 'reader';
  /**
   * `reference`: what every method should beat. `chance`: what a map that knows nothing gets on average. `control`: a map
   * of noise, which stands beside the methods also where the network is asked.
   */
  readonly role?: 'reference' | 'chance' | 'control';
  /** Learns what it needs of the data, once. What it gives is asked for each finding, and pure. */
  over(
    data: Dataset,
    options: z.output<Schema>,
    context: { readonly seed: number },
  ): (finding: BaselineFinding) => readonly NamedClaim[];
}
