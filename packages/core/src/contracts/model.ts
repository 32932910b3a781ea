import type { Preprocessing } from '../values/preprocessing.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';
import type { GraphView } from './graph-view.ts';

/**
 * How maps [N,K,h,w] lie in a tensor: [N,K,h,w], [N,h,w,K], or [N,prefix+h·w,K], row by row behind `prefix` tokens that
 * are of no place.
 */
export type TensorView =
  | { readonly kind: 'channels-first' }
  | { readonly kind: 'channels-last' }
  | {
      readonly kind: 'tokens';
      readonly prefix: number;
      readonly grid: readonly [height: number, width: number];
    };

/** A tensor inside the network that holds maps over the image. */
export interface TensorSite {
  /** Value name in the graph. */
  readonly tensor: string;
  readonly view: TensorView;
}

/** What the graph alone tells of a classifier. */
export interface Head {
  /** The image input. */
  readonly image: TensorSite;
  /** Scores before softmax or sigmoid, [N,classes]. */
  readonly logits: string;
  readonly classes: number;
  /** What the graph applies to the logits, if anything. */
  readonly activation: 'softmax' | 'sigmoid' | 'none';
  /** The tensor that enters the global pool, or the last spatial tensor the head reads. */
  readonly target?: TensorSite;
  /** Why `logits` are those, where the graph leaves a doubt. */
  readonly guess?: string;
}

/** A layer under the name a researcher would use. */
export interface Layer extends TensorSite {
  /** `layer4`, `layer4.2`, `denseblock4`, `norm5`, … */
  readonly name: string;
}

/** A recognised network. */
export interface ModelDescription {
  /** `resnet50`, `densenet121`, … */
  readonly architecture: string;
  /** In graph order. */
  readonly layers: readonly Layer[];
  /** Name of the default target layer, one of `layers`; absent when the network has no spatial tensor. */
  readonly target?: string;
  /** What this network expects when neither a model card nor metadata says otherwise. */
  readonly preprocessing: Preprocessing;
  /** Why the target or the preprocessing is that, where the family does not prescribe it. */
  readonly guesses?: { readonly target?: string; readonly preprocessing?: string };
}

/** Recognises the graphs of one family of architectures. */
export interface ModelFamily<Schema extends OptionsSchema = OptionsSchema> extends Contribution<
  'model',
  Schema
> {
  /** A family of last resort: asked only when no other recognises the graph. */
  readonly fallback?: boolean;
  /** A description when the graph belongs to this family. Must not throw on strange graphs. */
  recognise(graph: GraphView, head: Head): ModelDescription | undefined;
}
