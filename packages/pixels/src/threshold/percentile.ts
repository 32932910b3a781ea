/**
 * The value below which `percent` of the values lie, interpolated between neighbours: NumPy's `percentile` with
 * `method='linear'`. Values are finite.
 */
export function percentile(values: Float32Array, percent: number): number {
  const place = ((values.length - 1) * percent) / 100;
  const rank = Math.floor(place);
  const lower = orderStatistic(values, rank);
  return place === rank ? lower : lower + (next(values, rank, lower) - lower) * (place - rank);
}

/** The value of this rank from 0, by counting the upper and then the lower 16 bits of order-keeping integers. */
function orderStatistic(values: Float32Array, rank: number): number {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const upper = new Uint32Array(1 << 16);
  for (let i = 0; i < bits.length; i++) upper[keyOf(bits[i]) >>> 16]++;
  const [high, before] = binOfRank(upper, rank);
  const lower = new Uint32Array(1 << 16);
  for (let i = 0; i < bits.length; i++) {
    const key = keyOf(bits[i]);
    if (key >>> 16 === high) lower[key & 0xffff]++;
  }
  const [low] = binOfRank(lower, rank - before);
  const key = ((high << 16) | low) >>> 0;
  return new Float32Array(Int32Array.of(key >= 0x80000000 ? key ^ 0x80000000 : ~key).buffer)[0];
}

/** Grows with the number that the bits stand for. */
function keyOf(bits: number): number {
  return bits ^ ((bits >> 31) | 0x80000000);
}

/** The bin that holds the value of this rank, and how many values are in the bins before. */
function binOfRank(counts: Uint32Array, rank: number): [bin: number, before: number] {
  let bin = 0;
  let before = 0;
  while (before + counts[bin] <= rank) before += counts[bin++];
  return [bin, before];
}

/** The value of the next rank after that of `value`. */
function next(values: Float32Array, rank: number, value: number): number {
  let upTo = 0;
  let above = Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] <= value) upTo++;
    else if (values[i] < above) above = values[i];
  }
  return upTo > rank + 1 ? value : above;
}
