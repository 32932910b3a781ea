import type { BlankReason, FloatTensor, Heatmap } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { filtered, filterRasters } from '@camscope/pipeline/maps';
import { chosenOf } from './chosen-of.ts';
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
   * The same with its map filtered, one filter after the other, as a study's `filters` do; a blank map stays as it is. In the name of a
   * file, which starts at the working directory, `{image}` is the image's path as it was given.
   * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID; FILE_UNREADABLE, IMAGE_INVALID; PLUGIN_FAILED.
   */
  async filtered(filters: readonly Use[]): Promise<Explanation> {
    const { registry, about, base, codec, finished } = this.parts;
    const chosen = filters.map((filter) => chosenOf(registry.filter, filter));
    const image = { id: about.image, file: base, frame: { width: base.width, height: base.height } };
    const rasters = await filterRasters(chosen, image, { files: nodeFiles, codec, directory: process.cwd() });
    return new Explanation({ ...this.parts, finished: filtered(finished, chosen, rasters) });
  }

  /**
   * Cuts the map into regions, best first.
   * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID; PLUGIN_FAILED.
   */
  regions(segmenter: Use): Regions {
    const { registry, about } = this.parts;
    const { contribution, options } = chosenOf(registry.segmenter, segmenter);
    const { label, probability } = about;
    const segmentation = contribution.segment(this.map, options, { label, probability });
    return new Regions({ ...this.parts, segmenter: contribution.id, segmentation });
  }
}
