import type { Expression } from '../expression/expression.ts';
import type { FloatTensor } from '../values/tensor.ts';

/** How methods are made into one: what they explain, what they see, and how their maps become one. All of it may be left out. */
export interface Combination {
  /** What the methods explain, in place of the class's logit. */
  readonly score?: CombinedScore;
  /** Images that they explain in place of the image, float32 [C,H,W]: the same ones for the same image. Pure. */
  readonly views?: (image: FloatTensor) => readonly View[];
  /** Several target layers are explained one by one, each with a map; otherwise the methods take them as they do by themselves. */
  readonly layers?: 'apart';
  /**
   * How several maps become one: the mean of them as they are; or the mean or product of them, each brought to [0, 1] and then to
   * the finest resolution among them. `mean` by default.
   */
  readonly join?: Join;
}

export const joins = ['mean', 'mean-of-normalised', 'product-of-normalised'] as const;
export type Join = (typeof joins)[number];

/** A score made of the logits of all classes. */
export interface CombinedScore {
  /** In a graph, its derivative to every logit, float32 [N,classes,1,1]: how much each counts. */
  weights(context: ScoreContext): Expression;
  /**
   * Outside of one, its value. Pure.
   * @param scores of all classes, in the score space asked for.
   * @param target the explained class.
   * @param logits of the image as it is, where `scores` are of a masked one.
   */
  value(scores: ArrayLike<number>, target: number, logits: ArrayLike<number>): number;
}

/** What the weights of a score are written from. */
export interface ScoreContext {
  /** Every class's score before softmax or sigmoid, float32 [N,classes,1,1]. */
  readonly logits: Expression;
  /** 1 for the explained class, 0 for the others, float32 [N,classes,1,1]. */
  readonly chosen: Expression;
}

/** An image near the image. */
export interface View {
  /** The network's input, float32 [C,H,W]. */
  readonly image: FloatTensor;
  /** The map, or attribution, of the view as one of the image, float32 [1,h,w] or [C,H,W]; as it is by default. */
  back?(map: FloatTensor): FloatTensor;
}
