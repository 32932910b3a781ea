import type { CombinedScore, Layer, MaskSet, Perturbation, Scratch, Session } from '@camscope/core';
import type { CompiledPerturbation } from '@camscope/onnx';
import type { Network } from '../network.ts';
import type { ScoreCache } from './score-cache.ts';

/** What a perturbation needs to run on images of one network. */
export interface PreparedPerturbation {
  readonly network: Network;
  /** The target layer. */
  readonly target: Layer;
  readonly perturbation: Perturbation;
  /** What is scored in place of the class. */
  readonly score?: CombinedScore;
  readonly compiled: CompiledPerturbation;
  /** The masks of an image of zeros. */
  readonly blank: MaskSet;
  /** Runs masks. */
  readonly masked: Session;
  /** Runs images as they are; may be the same. */
  readonly plain: Session;
  /** For masks on their way. */
  readonly scratch: Scratch;
  /** Masks in one run. */
  readonly chunk: number;
  /** Masks in every run on a device: a smaller chunk is filled up. */
  readonly size?: number;
  /** As in a request. */
  readonly budget?: number;
  readonly progress?: (done: number, total: number) => void;
  readonly scores: ScoreCache;
  /** All that rows depend on beside the image: also which masks run together. */
  readonly identity: string;
}
