/** A decoded image: row-major, channels interleaved, samples from 0 (black) to `white`. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array | Uint16Array | Float32Array;
  /** The sample value that means white: 255, 65535 or, for float samples, 1. */
  readonly white: number;
}
