import type { Box } from './box.ts';
import type { Mask } from './mask.ts';

/** Where one reader saw one finding on one image. Its coordinates are those of the sample's `frame`. */
export interface Annotation {
  readonly label: string;
  /** Every box of the finding; empty when only a mask is known. */
  readonly boxes: readonly Box[];
  readonly mask?: Mask;
  /** Who read the image, when the data says so. */
  readonly reader?: string;
}
