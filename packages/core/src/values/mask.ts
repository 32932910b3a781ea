/** Pixels of an image, row-major [height, width], 1 inside and 0 outside. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
