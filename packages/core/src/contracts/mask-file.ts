import type { Mask } from '../values/mask.ts';
import type { MaskRuns } from '../values/mask-runs.ts';
import type { Sample } from './sample.ts';

/** What was found of one label on one image. */
export interface FoundMask {
  /** Id of the sample. */
  readonly image: string;
  readonly label: string;
  /** Of the size of the image's frame. */
  readonly mask: Mask | MaskRuns;
}

export interface MaskFile {
  readonly text: string;
  /** Labels that the format does not know. */
  readonly passedOver: readonly string[];
}

/**
 * Writes masks as a benchmark wants them. One mask is held at a time.
 * @throws CamscopeError DATA_INVALID for a mask that does not fit the images.
 */
export type MaskWriter = (
  images: Iterable<Pick<Sample, 'id' | 'frame'>>,
  masks: AsyncIterable<FoundMask>,
) => Promise<MaskFile>;
