/** So many values of a row, one after the other, make a stretch; the last one of a row may be shorter. */
export const STRETCH = 32;

/**
 * Between what values lie, stretch by stretch and row by row: tells of most of a map what is above a cut without looking at its
 * pixels. No value is lower or higher; whether one is as low or as high is not said.
 */
export interface Stretches {
  readonly lows: Float32Array;
  readonly highs: Float32Array;
}

/** The lowest and the highest of each, by rows of `width` values. A stretch with NaN has it as its lowest or as its highest. */
export function stretchesOf(values: Float32Array, width: number): Stretches {
  // Integers are compared without a branch.
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const count = (values.length / width) * Math.ceil(width / STRETCH) || 0;
  const lows = new Int32Array(count);
  const highs = new Int32Array(count);
  let stretch = 0;
  for (let row = 0; row < bits.length; row += width) {
    for (let start = row; start < row + width; start += STRETCH, stretch++) {
      const end = Math.min(row + width, start + STRETCH);
      let low = keyOf(bits[start]);
      let high = low;
      for (let i = start + 1; i < end; i++) {
        const key = keyOf(bits[i]);
        low = Math.min(low, key);
        high = Math.max(high, key);
      }
      lows[stretch] = keyOf(low);
      highs[stretch] = keyOf(high);
    }
  }
  return { lows: new Float32Array(lows.buffer), highs: new Float32Array(highs.buffer) };
}

/** Float32 bits as an integer that grows with the value, NaN being beyond the infinities; and back. */
function keyOf(bits: number): number {
  return bits ^ ((bits >> 31) & 0x7fffffff);
}
