import type { Box } from './box.ts';
import type { Fixation } from './fixation.ts';
import type { MaskRuns } from './mask-runs.ts';
import type { Polygon } from './polygon.ts';

/**
 * What an annotation says: `regions`, where a finding is; `fixations`, where the reader looked, which is continuous and has no
 * border.
 */
export type Truth = 'regions' | 'fixations';

/**
 * Where one reader saw one finding on one image, or looked for it. Its coordinates are those of the sample's `frame`. Plain data: it
 * can be sent to a worker.
 */
export interface Annotation {
  readonly label: string;
  /** Every box of the finding: as drawn or, where the reader drew outlines or a mask, tight around each part. */
  readonly boxes: readonly Box[];
  /** The reader's outlines, filled; absent where only boxes are known. */
  readonly contours?: readonly Polygon[];
  /** The reader's mask, where the data has one; it goes before `contours`. */
  readonly mask?: MaskRuns;
  /**
   * Where the reader looked, at least once; then there are no boxes, outlines or mask. Rendered, where it is measured, as a sum
   * of Gaussians.
   */
  readonly fixations?: readonly Fixation[];
  /** Who read the image, when the data says so. */
  readonly reader?: string;
  /** Not the finding, but what may give it away: a marker that goes with it. */
  readonly confounder?: boolean;
  /** Why it cannot be measured, where it cannot; nothing else than label, reader and kind is then known of it. */
  readonly fault?: string;
}

/** What kind of truth it is, by which metrics say whether they measure it. */
export function truthOf({ fixations }: Pick<Annotation, 'fixations'>): Truth {
  return fixations === undefined ? 'regions' : 'fixations';
}
