import type { ExplanationParts } from './explained.ts';
import type { Scores, Truth, Use } from './options.ts';
import { pngOf, writePng, type Drawn, type PictureOptions } from './picture.ts';
import { scoresOf, type Scored } from './scores.ts';

/** What can be held against a reader, and drawn: a map, or the regions of one. */
export abstract class Shown<Parts extends Scored = ExplanationParts> {
  protected readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /**
   * Holds it against what a reader drew. Of a map alone, metrics that measure regions are refused; regions are measured by both kinds.
   * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID; DATA_INVALID for what cannot have been drawn on the image.
   */
  score(truth: Truth, metrics: readonly Use[]): Scores {
    return scoresOf(this.parts, truth, metrics);
  }

  /** The map over the image, with the boxes of regions: PNG, 8-bit RGB. */
  png(options: PictureOptions = {}): Promise<Uint8Array> {
    return pngOf(this.drawn(), options);
  }

  /** The same into a file, whose folder must exist. @throws CamscopeError FILE_UNREADABLE. */
  write(path: string, options: PictureOptions = {}): Promise<void> {
    return writePng(path, this.drawn(), options);
  }

  protected drawn(): Drawn {
    const { base, codec, finished } = this.parts;
    return { base, codec, map: finished.map };
  }
}
