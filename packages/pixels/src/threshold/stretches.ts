/** So many values, one after the other, make a stretch; the last one may be shorter. */
export const STRETCH = 32;

/** Between what values lie, stretch by stretch: tells of most of a map what is above a cut without looking at its pixels. */
export interface Stretches {
  readonly lows: Float32Array;
  readonly highs: Float32Array;
}

/** A stretch with NaN has it as its lowest or as its highest. */
export function stretchesOf(values: Float32Array): Stretches {
  // Integers are compared without a branch.
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const count = Math.ceil(values.length / STRETCH);
  const lows = new Int32Array(count);
  const highs = new Int32Array(count);
  for (let stretch = 0; stretch < count; stretch++) {
    const start = stretch * STRETCH;
    const end = Math.min(bits.length, start + STRETCH);
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
  return { lows: new Float32Array(lows.buffer), highs: new Float32Array(highs.buffer) };
}

/** Float32 bits as an integer that grows with the value, NaN being beyond the infinities; and back. */
function keyOf(bits: number): number {
  return bits ^ ((bits >> 31) & 0x7fffffff);
}
