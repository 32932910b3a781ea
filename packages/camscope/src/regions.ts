import type { BlankReason, Mask, Region, Segmentation } from '@camscope/core';
import type { ExplanationParts } from './explained.ts';
import type { Scores, Truth, Use } from './options.ts';
import { pngOf, writePng, type Drawn, type PictureOptions } from './picture.ts';
import { scoresOf } from './scores.ts';

export interface RegionsParts extends ExplanationParts {
  /** Its id. */
  readonly segmenter: string;
  readonly segmentation: Segmentation;
}

/** What a segmenter made of a map. */
export class Regions implements Iterable<Region> {
  /** Best first; boxes are in pixels of the image. */
  readonly list: readonly Region[];
  /** Their union, at the size of the image. */
  readonly mask: Mask;
  /** Cut values in [0, 1], ascending; empty when blank. */
  readonly thresholds: readonly number[];
  /** Why there are none, where the map says nothing. */
  readonly blank?: BlankReason;
  readonly #parts: RegionsParts;

  constructor(parts: RegionsParts) {
    const { regions, mask, thresholds, blank } = parts.segmentation;
    this.#parts = parts;
    this.list = regions;
    this.mask = mask;
    this.thresholds = thresholds;
    this.blank = blank;
  }

  [Symbol.iterator](): Iterator<Region> {
    return this.list[Symbol.iterator]();
  }

  /**
   * Holds the regions, and the map for metrics that read maps, against what a reader drew.
   * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID; DATA_INVALID for what cannot have been drawn on the image.
   */
  score(truth: Truth, metrics: readonly Use[]): Scores {
    return scoresOf(this.#parts, truth, metrics);
  }

  /** The map and the regions' boxes over the image: PNG, 8-bit RGB. */
  png(options: PictureOptions = {}): Promise<Uint8Array> {
    return pngOf(this.#drawn(), options);
  }

  /** The same into a file, whose folder must exist. @throws CamscopeError FILE_UNREADABLE. */
  write(path: string, options: PictureOptions = {}): Promise<void> {
    return writePng(path, this.#drawn(), options);
  }

  #drawn(): Drawn {
    const { base, codec, finished } = this.#parts;
    return { base, codec, map: finished.map, boxes: this.list.map(({ box }) => box) };
  }
}
