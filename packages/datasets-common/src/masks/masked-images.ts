import type { MaskRuns } from '@camscope/core';
import type { ImageRecord } from '../assemble/assemble.ts';
import { masked } from '../assemble/drawn.ts';
import { entryOf } from '../entry-of.ts';
import type { Frame } from '../images/frame-of.ts';
import { noteOf } from '../notes.ts';
import { unionOfRuns } from './union.ts';

/** Images of one finding, whose masks stand in rows: several rows of one image are one mask. */
export class MaskedImages {
  readonly #images = new Map<string, MaskRuns[]>();

  /** @param mask undefined where the row says that the finding is absent. */
  add(image: string, mask: MaskRuns | undefined): void {
    const masks = entryOf(this.#images, image, () => []);
    if (mask) masks.push(mask);
  }

  /** In the order in which images first come. */
  records(label: string, frame: Frame): ImageRecord[] {
    return [...this.#images].map(([id, masks]) => {
      const annotation = masks.length === 0 ? undefined : masked(label, unionOfRuns(masks));
      return {
        id,
        frame,
        labels: { [label]: annotation ? 1 : 0 },
        annotations: annotation ? [annotation] : [],
      };
    });
  }

  notes(): string[] {
    const united = [...this.#images].filter(([, masks]) => masks.length > 1).map(([id]) => id);
    return noteOf(united, 'of several rows, whose masks are united');
  }
}
