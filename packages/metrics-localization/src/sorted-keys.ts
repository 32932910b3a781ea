/** A digit has at most so many bits: its counts stay in the nearest cache. */
const MOST_BITS = 12;

/** Keys of float32 values, ascending: of two values without NaN, the larger has the larger key, and −0 has that of 0. */
export function sortedKeys(values: Float32Array): Uint32Array {
  const { keys, low, high } = keysOf(values);
  const bits = 32 - Math.clz32(high - low);
  const passes = Math.ceil(bits / MOST_BITS);
  const width = Math.ceil(bits / Math.max(1, passes));
  const mask = (1 << width) - 1;
  let from = keys;
  let to = new Uint32Array(keys.length);
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * width;
    const next = startsOf(from, low, shift, mask);
    for (let i = 0; i < from.length; i++) {
      const key = from[i];
      to[next[((key - low) >>> shift) & mask]++] = key;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** In the order of the values, with the lowest and the highest. */
function keysOf(values: Float32Array): { keys: Uint32Array<ArrayBuffer>; low: number; high: number } {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const keys = new Uint32Array(bits.length);
  let low = 0xffffffff;
  let high = 0;
  for (let i = 0; i < bits.length; i++) {
    const key = keyOf(bits[i]);
    keys[i] = key;
    if (key < low) low = key;
    if (key > high) high = key;
  }
  return { keys, low, high };
}

/** Float32 bits as a number that grows with the value. */
function keyOf(bits: number): number {
  if (bits < 0x80000000) return bits + 0x80000000;
  return bits === 0x80000000 ? bits : 0xffffffff - bits;
}

/** Where the keys of each digit begin. */
function startsOf(keys: Uint32Array, low: number, shift: number, mask: number): Uint32Array {
  const counts = new Uint32Array(mask + 1);
  // Neighbours tend to have one digit, and would wait for each other: two are counted that are far apart.
  const half = keys.length >>> 1;
  for (let i = 0, k = half; i < half; i++, k++) {
    counts[((keys[i] - low) >>> shift) & mask]++;
    counts[((keys[k] - low) >>> shift) & mask]++;
  }
  if (keys.length & 1) counts[((keys[keys.length - 1] - low) >>> shift) & mask]++;
  let start = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const count = counts[digit];
    counts[digit] = start;
    start += count;
  }
  return counts;
}
