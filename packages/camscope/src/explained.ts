import type { Registry } from '@camscope/core';
import type { NetworkFact } from '@camscope/engine';
import type { FinishedMap, UnfinishedMap } from '@camscope/pipeline/maps';
import type { Drawn } from './picture.ts';

/** What is told of a map, as `camscope explain --json` prints it. */
export interface ExplanationFacts {
  /** The file's path as it was given; '' for a decoded image. */
  readonly image: string;
  /** Name of the network. */
  readonly model: string;
  /** `grad-cam`, `finer(grad-cam)`. */
  readonly method: string;
  /** Index of the class. */
  readonly target: number;
  readonly label: string;
  /** The logit. */
  readonly score: number;
  readonly probability: number;
  /** Name of the target layer. */
  readonly layer: string;
  /** What nobody stated of the network, as far as the map hangs on it. */
  readonly guessed: readonly NetworkFact[];
  /** Images that went through the network for it. */
  readonly passes: number;
  /** Of a method that tries masks: how many, and how. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface ExplanationParts extends Pick<Drawn, 'base' | 'codec'> {
  readonly about: ExplanationFacts;
  readonly claim: UnfinishedMap;
  readonly finished: FinishedMap;
  readonly registry: Pick<Registry, 'filter' | 'segmenter' | 'metric'>;
}
