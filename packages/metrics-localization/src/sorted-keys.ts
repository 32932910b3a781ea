const DIGIT_BITS = 11;
const DIGITS = 3;
const BUCKETS = 1 << DIGIT_BITS;

/** Keys of float32 values, ascending: of two values without NaN, the larger has the larger key, and −0 has that of 0. */
export function sortedKeys(values: Float32Array): Uint32Array {
  let keys = new Uint32Array(values.length);
  let sorted = new Uint32Array(values.length);
  const counts = countDigits(values, keys);
  for (let digit = 0; digit < DIGITS; digit++) {
    const next = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    const shift = digit * DIGIT_BITS;
    // A digit that all keys share sorts nothing.
    if (keys.length > 0 && next[(keys[0] >>> shift) & (BUCKETS - 1)] === keys.length) continue;
    for (let bucket = 0, start = 0; bucket < BUCKETS; bucket++) {
      const count = next[bucket];
      next[bucket] = start;
      start += count;
    }
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      sorted[next[(key >>> shift) & (BUCKETS - 1)]++] = key;
    }
    [keys, sorted] = [sorted, keys];
  }
  return keys;
}

/** Writes the keys in the order of the values, and counts each of their digits. */
function countDigits(values: Float32Array, keys: Uint32Array): Uint32Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const counts = new Uint32Array(DIGITS * BUCKETS);
  for (let i = 0; i < bits.length; i++) {
    const key = keyOf(bits[i]);
    keys[i] = key;
    counts[key & (BUCKETS - 1)]++;
    counts[BUCKETS + ((key >>> DIGIT_BITS) & (BUCKETS - 1))]++;
    counts[2 * BUCKETS + (key >>> (2 * DIGIT_BITS))]++;
  }
  return counts;
}

/** Float32 bits as a number that grows with the value. */
function keyOf(bits: number): number {
  if (bits < 0x80000000) return bits + 0x80000000;
  return bits === 0x80000000 ? bits : 0xffffffff - bits;
}
