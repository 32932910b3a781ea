import {
  parseOptions,
  type BlankReason,
  type FloatTensor,
  type Heatmap,
  type Registry,
} from '@camscope/core';
import type { NetworkFact } from '@camscope/engine';
import type { FinishedMap, UnfinishedMap } from '@camscope/pipeline/maps';
import type { Scores, Truth, Use } from './options.ts';
import { pngOf, writePng, type Drawn, type PictureOptions } from './picture.ts';
import { Regions } from './regions.ts';
import { scoresOf } from './scores.ts';

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
  readonly registry: Pick<Registry, 'segmenter' | 'metric'>;
}

/** Where a network looked on an image for a class, as a method has it. It lasts when the network is closed. */
export class Explanation {
  readonly about: ExplanationFacts;
  /** As the method gave it: float32 [1,h,w], or [C,H,W] for an attribution to the input. */
  readonly raw: FloatTensor;
  /** At the size of the image, row by row, values in [0, 1]. */
  readonly map: Heatmap;
  /** Why the map says nothing. */
  readonly blank?: BlankReason;
  readonly #parts: ExplanationParts;

  constructor(parts: ExplanationParts) {
    this.#parts = parts;
    this.about = parts.about;
    this.raw = parts.claim.raw;
    this.map = parts.finished.map;
    this.blank = parts.finished.blank;
  }

  /**
   * Cuts the map into regions, best first.
   * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID; PLUGIN_FAILED.
   */
  regions(segmenter: Use): Regions {
    const { registry, about } = this.#parts;
    const { use, options } = typeof segmenter === 'string' ? { use: segmenter } : segmenter;
    const contribution = registry.segmenter.get(use);
    const { label, probability } = about;
    const segmentation = contribution.segment(this.map, parseOptions(contribution, options), {
      label,
      probability,
    });
    return new Regions({ ...this.#parts, segmenter: use, segmentation });
  }

  /**
   * Holds the map against what a reader drew, by metrics that read maps; of regions, `regions()` are asked.
   * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID; DATA_INVALID for what cannot have been drawn on the image.
   */
  score(truth: Truth, metrics: readonly Use[]): Scores {
    return scoresOf(this.#parts, truth, metrics);
  }

  /** The map over the image: PNG, 8-bit RGB. */
  png(options: PictureOptions = {}): Promise<Uint8Array> {
    return pngOf(this.#drawn(), options);
  }

  /** The same into a file, whose folder must exist. @throws CamscopeError FILE_UNREADABLE. */
  write(path: string, options: PictureOptions = {}): Promise<void> {
    return writePng(path, this.#drawn(), options);
  }

  #drawn(): Drawn {
    return { ...this.#parts, map: this.map };
  }
}
