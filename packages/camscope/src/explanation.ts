import { parseOptions, type BlankReason, type FloatTensor, type Heatmap } from '@camscope/core';
import type { ExplanationFacts, ExplanationParts } from './explained.ts';
import type { Use } from './options.ts';
import { Regions } from './regions.ts';
import { Shown } from './shown.ts';

/** Where a network looked on an image for a class, as a method has it. It lasts when the network is closed. */
export class Explanation extends Shown {
  readonly about: ExplanationFacts;
  /** As the method gave it: float32 [1,h,w], or [C,H,W] for an attribution to the input. */
  readonly raw: FloatTensor;
  /** At the size of the image, row by row, values in [0, 1]. */
  readonly map: Heatmap;
  /** Why the map says nothing. */
  readonly blank?: BlankReason;

  constructor(parts: ExplanationParts) {
    super(parts);
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
    const { registry, about } = this.parts;
    const { use, options } = typeof segmenter === 'string' ? { use: segmenter } : segmenter;
    const contribution = registry.segmenter.get(use);
    const { label, probability } = about;
    const segmentation = contribution.segment(this.map, parseOptions(contribution, options), {
      label,
      probability,
    });
    return new Regions({ ...this.parts, segmenter: use, segmentation });
  }
}
