/** A digit has at most so many bits: its counts stay in the nearest cache. */
const MOST_BITS = 12;

/** Keys of float32 values, ascending: of two values without NaN, the larger has the larger key, and −0 has that of 0. */
export function sortedKeys(values: Float32Array): Uint32Array {
  const { keys, low, high } = keysOf(values);
  const bits = 32 - Math.clz32(high - low);
  const passes = Math.ceil(bits / MOST_BITS);
  const width = Math.ceil(bits / Math.max(1, passes));
  let from = keys;
  let to = new Uint32Array(keys.length);
  for (let pass = 0; pass < passes; pass++) {
    sortByDigit(from, to, low, pass * width, (1 << width) - 1);
    [from, to] = [to, from];
  }
  return from;
}

/** The values that have these keys. */
export function valuesOfKeys(keys: Uint32Array): Float32Array {
  const bits = keys.map((key) => (key >= 0x80000000 ? key - 0x80000000 : 0xffffffff - key));
  return new Float32Array(bits.buffer);
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

/** Four quarters are gone through side by side: neighbours tend to have one digit, and its next place waits for the last one. */
function sortByDigit(from: Uint32Array, to: Uint32Array, low: number, shift: number, mask: number): void {
  const quarter = from.length >>> 2;
  const size = mask + 1;
  const next = startsOf(from, low, shift, mask);
  for (let i = 0; i < quarter; i++) {
    const a = from[i];
    const b = from[quarter + i];
    const c = from[2 * quarter + i];
    const d = from[3 * quarter + i];
    to[next[((a - low) >>> shift) & mask]++] = a;
    to[next[size + (((b - low) >>> shift) & mask)]++] = b;
    to[next[2 * size + (((c - low) >>> shift) & mask)]++] = c;
    to[next[3 * size + (((d - low) >>> shift) & mask)]++] = d;
  }
  for (let i = 4 * quarter; i < from.length; i++) {
    to[next[3 * size + (((from[i] - low) >>> shift) & mask)]++] = from[i];
  }
}

/** Where the keys of each quarter with each digit go, at [quarter · digits + digit]; the last one has what is left over. */
function startsOf(keys: Uint32Array, low: number, shift: number, mask: number): Uint32Array {
  const quarter = keys.length >>> 2;
  const size = mask + 1;
  const starts = new Uint32Array(4 * size);
  for (let i = 0; i < quarter; i++) {
    starts[((keys[i] - low) >>> shift) & mask]++;
    starts[size + (((keys[quarter + i] - low) >>> shift) & mask)]++;
    starts[2 * size + (((keys[2 * quarter + i] - low) >>> shift) & mask)]++;
    starts[3 * size + (((keys[3 * quarter + i] - low) >>> shift) & mask)]++;
  }
  for (let i = 4 * quarter; i < keys.length; i++) starts[3 * size + (((keys[i] - low) >>> shift) & mask)]++;
  let start = 0;
  for (let digit = 0; digit < size; digit++) {
    for (let at = digit; at < 4 * size; at += size) {
      const count = starts[at];
      starts[at] = start;
      start += count;
    }
  }
  return starts;
}
