import type { BlankReason, Mask, Region, Segmentation } from '@camscope/core';
import type { ExplanationParts } from './explained.ts';
import type { Drawn } from './picture.ts';
import { Shown } from './shown.ts';

export interface RegionsParts extends ExplanationParts {
  /** Its id. */
  readonly segmenter: string;
  readonly segmentation: Segmentation;
}

/** What a segmenter made of a map. */
export class Regions extends Shown<RegionsParts> implements Iterable<Region> {
  /** Best first; boxes are in pixels of the image. */
  readonly list: readonly Region[];
  /** Their union, at the size of the image. */
  readonly mask: Mask;
  /** Cut values in [0, 1], ascending; empty when blank. */
  readonly thresholds: readonly number[];
  /** Why there are none, where the map says nothing. */
  readonly blank?: BlankReason;

  constructor(parts: RegionsParts) {
    super(parts);
    const { regions, mask, thresholds, blank } = parts.segmentation;
    this.list = regions;
    this.mask = mask;
    this.thresholds = thresholds;
    this.blank = blank;
  }

  [Symbol.iterator](): Iterator<Region> {
    return this.list[Symbol.iterator]();
  }

  protected override drawn(): Drawn {
    return { ...super.drawn(), boxes: this.list.map(({ box }) => box) };
  }
}
