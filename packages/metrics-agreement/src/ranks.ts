const DIGIT_BITS = 11;
const DIGITS = 3;
const BUCKETS = 1 << DIGIT_BITS;

/** Twice the rank of each value, from 1 for the lowest; equal values get their mean rank. No value may be NaN. */
export function doubledRanks(values: Float32Array): Uint32Array {
  const order = ascending(values);
  const ranks = new Uint32Array(values.length);
  for (let from = 0; from < order.length;) {
    const value = values[order[from]];
    let to = from + 1;
    while (to < order.length && values[order[to]] === value) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = from + to + 1;
    from = to;
  }
  return ranks;
}

/** The indices of the values in ascending order: a radix sort, lowest digit first. */
function ascending(values: Float32Array): Uint32Array {
  const keys = new Uint32Array(values.buffer, values.byteOffset, values.length).map(keyOf);
  let order = keys.map((_, i) => i);
  let sorted = new Uint32Array(keys.length);
  for (let digit = 0; digit < DIGITS; digit++) {
    const shift = digit * DIGIT_BITS;
    const next = starts(keys, shift);
    for (let i = 0; i < order.length; i++) {
      const index = order[i];
      sorted[next[(keys[index] >>> shift) & (BUCKETS - 1)]++] = index;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
}

/** For each value of a digit, how many keys have a lower one. */
function starts(keys: Uint32Array, shift: number): Uint32Array {
  const counts = new Uint32Array(BUCKETS);
  for (let i = 0; i < keys.length; i++) counts[(keys[i] >>> shift) & (BUCKETS - 1)]++;
  for (let bucket = 0, start = 0; bucket < BUCKETS; bucket++) {
    const count = counts[bucket];
    counts[bucket] = start;
    start += count;
  }
  return counts;
}

/** Float32 bits as a number that grows with the value; −0 is 0. */
function keyOf(bits: number): number {
  if (bits < 0x80000000) return bits + 0x80000000;
  return bits === 0x80000000 ? bits : 0xffffffff - bits;
}
