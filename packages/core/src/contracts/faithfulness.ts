import type { z } from 'zod';
import type { Heatmap } from '../values/heatmap.ts';
import type { FloatTensor } from '../values/tensor.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';
import type { Measurement, Scale } from './measurement.ts';

/** What a measure of faithfulness may look at and do. */
export interface FaithfulnessInput {
  /** The network's input, float32 [C,H,W]. */
  readonly image: FloatTensor;
  /** The finished map over that input, [H,W], values in [0, 1]. */
  readonly map: Heatmap;
  /** Index of the explained class. */
  readonly target: number;
  /**
   * Runs the network on changed images, in batches that fit its memory budget.
   * @param images float32 [C,H,W] each; made as they are wanted.
   * @returns the logits of each, float32 [classes], in order.
   * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED.
   */
  forward(images: Iterable<FloatTensor>): Promise<Float32Array[]>;
  /** The explained class's probability, given logits; as the network's activation has it. */
  probability(logits: Float32Array): number;
  /**
   * Explains the class on other images by the same method. There where the measure asks for `maps`.
   * @returns finished maps over each, [H,W], values in [0, 1], in order.
   * @throws CamscopeError as `forward`; NOT_FINITE for a map that is no numbers.
   */
  explain?(images: Iterable<FloatTensor>): Promise<Heatmap[]>;
  /**
   * What the method's target layers give on other images, one after the other. There where the measure asks for `representations`.
   * @throws CamscopeError as `forward`.
   */
  represent?(images: Iterable<FloatTensor>): Promise<Float32Array[]>;
}

/** What a measure may ask for beside the network's scores. */
export const questions = ['maps', 'representations'] as const;
export type Question = (typeof questions)[number];

/** A number, and the curve that it sums up where there is one. */
export type Faith = Measurement & {
  /** Points (share of the image changed, what the measure follows: the class's score for deletion and insertion). */
  readonly curve?: readonly (readonly [x: number, y: number])[];
};

/** Asks the network, or the method, again: whether a map shows what the score hangs on, and whether it holds. */
export interface Faithfulness<Schema extends OptionsSchema = OptionsSchema>
  extends Contribution<'faithfulness', Schema>, Scale {
  /** The range under options that change it; undefined, or no such function, for `range`. */
  rangeOf?(options: z.output<Schema>): readonly [number, number] | undefined;
  /** What it asks for beside scores; of a map that no method made, it then has no value. */
  readonly asks?: readonly Question[];
  evaluate(input: FaithfulnessInput, options: z.output<Schema>): Promise<Faith>;
}
