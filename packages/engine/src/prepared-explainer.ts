import type { DataBaselines, FloatTensor, Layer } from '@camscope/core';
import type { ExplainImage } from './image-tensor.ts';
import type { Network } from './network.ts';
import type { PerturbationFacts } from './perturbation/facts.ts';

/** One image and the classes to explain on it. */
export interface ExplainItem {
  readonly image: ExplainImage;
  /** Class indices, or the class with the highest logit. */
  readonly classes: readonly number[] | 'top1';
}

/** What came of one image. */
export interface Explained {
  /** float32 [classes] */
  readonly logits: Float32Array;
  /** One for each class asked for, in order. */
  readonly maps: readonly RawMap[];
  /**
   * Images that go through the whole network for this, where nothing is known before: 1, or as many as a method samples or
   * masks.
   */
  readonly passes: number;
  /** Of a method of perturbation. */
  readonly facts?: PerturbationFacts;
}

export interface RawMap {
  readonly target: number;
  /** float32 [1,h,w] at the target layer's or the image's resolution, or [C,H,W] for an attribution to the input. */
  readonly raw: FloatTensor;
  /** Of a method of perturbation: how much of what all masks would add to the map is in it. */
  readonly massSeen?: MassSeen;
}

/** Σ |weight| · Σ |mask's part of the map|, of the masks taken over all masks, from 0 to 1. */
export interface MassSeen {
  /** Where not all masks have scores, a cautious estimate: as if those without all weighed as the heaviest with. */
  readonly share: number;
  /** The same as if they weighed as those with do on average: right in the middle of many maps, far off for some. */
  readonly likely: number;
  /** Not all masks have scores. */
  readonly estimated: boolean;
}

/** What is known of an explainer that fits its network. */
export interface FittedExplainer {
  readonly network: Network;
  readonly layers: readonly Layer[];
  /** The target layers' names, joined by `+`. */
  readonly layer: string;
  /** Gradients pass operators whose rule is an approximation (quantised networks). */
  readonly approximate: boolean;
  /** Images of the data that it starts from. */
  readonly startsIn?: DataBaselines;
}

/** What an explainer is going to be asked, so that what it takes is opened at once, and nothing else. */
export interface Expected {
  /** Images come beside others with another number of classes than one: one graph serves them and all others. */
  readonly unevenly?: boolean;
}

/** An explainer compiled onto a network, without a session. */
export interface CompiledExplainer extends FittedExplainer {
  /** @throws CamscopeError PROVIDER_UNAVAILABLE, RUNTIME_FAILED; FILE_UNREADABLE for weights beside the model. */
  open(expected?: Expected): Promise<PreparedExplainer>;
}

/** An explainer ready to run on one network. */
export interface PreparedExplainer extends FittedExplainer {
  /** The execution provider that runs it, which a fallback may have changed. */
  readonly provider: string;
  /** Images, or masks, in every run on a device, where that was asked for or measured: fewer are filled up. */
  readonly size?: number;
  /**
   * Explains images, each for its own classes. An image goes through the network once, whatever the number of its
   * classes. The same items give the same bits; other images beside it change an image's maps in their last bits at the
   * most, since ONNX Runtime's rounding hangs on the size of a batch.
   * @returns what came of each item, in order.
   * @throws CamscopeError CONFIG_INVALID for a class that there is not; NOT_FINITE for scores that are no numbers;
   *   RUNTIME_FAILED, INTERRUPTED.
   */
  explain(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]>;
  /** Frees the sessions. Idempotent. */
  release(): Promise<void>;
}
