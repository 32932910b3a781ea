/**
 * A mask as run lengths, in COCO's order: down the columns, left to right; the first run is of zeros and may be 0.
 * The runs add up to width × height.
 */
export interface MaskRuns {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly number[];
}
