/** How the body lies on the detector. */
export interface Placement {
  /** Size of the body, 1 for the standard one. */
  readonly scale: number;
  /** Shift in cm. */
  readonly x: number;
  readonly y: number;
  /** Rotation in the plane of the image, in radians, clockwise. */
  readonly tilt: number;
}

/** The detector is a square of so many cm. */
export const DETECTOR_CM = 40;

/**
 * The pixels of a square detector and where each lies in the body: cm from the midline, towards the patient's left, and
 * cm downward from the top of the standard detector.
 */
export interface Grid {
  readonly size: number;
  readonly pixelsPerCm: number;
  /** Of every pixel's centre. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** From the body to columns and rows, where pixel (c, r) has its centre at (c + ½, r + ½). */
  columnOf(x: number, y: number): number;
  rowOf(x: number, y: number): number;
}

export function gridOf({ scale, x: shiftX, y: shiftY, tilt }: Placement, size: number): Grid {
  const pixelsPerCm = (size / DETECTOR_CM) * scale;
  const middle = DETECTOR_CM / 2;
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const originX = (middle + shiftX) * (size / DETECTOR_CM);
  const originY = (middle + shiftY) * (size / DETECTOR_CM);
  const x = new Float32Array(size * size);
  const y = new Float32Array(size * size);
  for (let row = 0, i = 0; row < size; row++) {
    for (let column = 0; column < size; column++, i++) {
      const dx = (column + 0.5 - originX) / pixelsPerCm;
      const dy = (row + 0.5 - originY) / pixelsPerCm;
      x[i] = cos * dx + sin * dy;
      y[i] = middle - sin * dx + cos * dy;
    }
  }
  return {
    size,
    pixelsPerCm,
    x,
    y,
    columnOf: (bx, by) => originX + pixelsPerCm * (cos * bx - sin * (by - middle)),
    rowOf: (bx, by) => originY + pixelsPerCm * (sin * bx + cos * (by - middle)),
  };
}
