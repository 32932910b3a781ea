/** A place where a reader's eye rested, and for how long. */
export interface Fixation {
  /** In pixels of the frame: column c is [c, c + 1). */
  readonly x: number;
  readonly y: number;
  /** How much it counts, above 0: its duration in seconds. */
  readonly weight: number;
  /** Standard deviations of its Gaussian, above 0: one degree of visual angle, in pixels of the frame. */
  readonly sigmaX: number;
  readonly sigmaY: number;
}
