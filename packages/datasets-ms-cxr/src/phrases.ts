import { type Box, CamscopeError } from '@camscope/core';
import { Boxed, entryOf, type Frame, PublishedLabels } from '@camscope/datasets-common';

export const vocabulary = new PublishedLabels('MS-CXR', [
  'Atelectasis',
  'Cardiomegaly',
  'Consolidation',
  'Edema',
  'Lung Opacity',
  'Pleural Effusion',
  'Pneumonia',
  'Pneumothorax',
]);

/** What a file says of an image. */
export interface ImageFacts {
  readonly id: string;
  /** Below MIMIC-CXR-JPG: `files/p10/p10000032/s50414267/NAME.jpg`. */
  readonly path: string;
  readonly frame: Frame;
  readonly split?: string;
}

export interface PhraseImage extends ImageFacts {
  readonly boxed: Boxed;
  /** Phrases that name a box another phrase of the same finding names. */
  repeated: number;
}

/** Boxes of phrases, gathered by image: phrases of one finding share boxes, each of which counts once. */
export class Phrases {
  readonly #images = new Map<string, PhraseImage>();
  readonly #known = new Set<string>();

  get images(): Iterable<PhraseImage> {
    return this.#images.values();
  }

  /**
   * @param at where the file says so.
   * @throws CamscopeError DATA_INVALID for an unknown finding, or an image of two sizes.
   */
  add(facts: ImageFacts, finding: string, box: Box, at: string): void {
    const label = vocabulary.of(finding, at);
    const image = entryOf(this.#images, facts.id, () => ({ ...facts, boxed: new Boxed(), repeated: 0 }));
    if (image.frame.width !== facts.frame.width || image.frame.height !== facts.frame.height) {
      throw new CamscopeError('DATA_INVALID', `The image '${facts.id}' is of two sizes`, {
        at,
        found: `${image.frame.width}×${image.frame.height} and ${facts.frame.width}×${facts.frame.height}`,
      });
    }
    const key = JSON.stringify([facts.id, label, box]);
    if (this.#known.has(key)) image.repeated++;
    else image.boxed.add(label, box);
    this.#known.add(key);
  }
}
