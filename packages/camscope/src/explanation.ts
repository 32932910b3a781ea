import { parseOptions, type BlankReason, type FloatTensor, type Heatmap } from '@camscope/core';
import type { ExplanationFacts, ExplanationParts } from './explained.ts';
import type { Scores, Truth, Use } from './options.ts';
import { pngOf, writePng, type Drawn, type PictureOptions } from './picture.ts';
import { Regions } from './regions.ts';
import { scoresOf } from './scores.ts';

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
