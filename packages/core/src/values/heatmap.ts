/**
 * A map over an image, row-major float32 [height, width]. A raw map holds whatever the method gave, at the
 * resolution of its target layer; a finished map is at image size with values in [0, 1].
 */
export interface Heatmap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Why a map says nothing. A blank map is a result, never NaN. */
export type BlankReason =
  /** Every value is zero: nothing supports (or, after ReLU, nothing but opposes) the class. */
  | 'all-zero'
  /** Every value is the same: no place stands out. */
  | 'constant'
  /** The network produced NaN or infinity. */
  | 'not-finite'
  /** Fewer distinct grey levels than the segmenter needs classes. */
  | 'too-few-levels';
