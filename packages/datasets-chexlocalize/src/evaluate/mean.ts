/** Longest run that is added up with eight sums side by side. */
const BLOCK = 128;

/**
 * The mean of what is not NaN, in the order of additions of NumPy and so of pandas: NaN where there is nothing. What is
 * left out is added as 0.
 */
export function meanOf(values: Float64Array): number {
  let count = 0;
  const filled = values.map((value) => {
    if (Number.isNaN(value)) return 0;
    count++;
    return value;
  });
  return count === 0 ? NaN : pairwiseSum(filled, 0, filled.length) / count;
}

function pairwiseSum(values: Float64Array, start: number, length: number): number {
  if (length > BLOCK) {
    const half = Math.floor(length / 16) * 8;
    return pairwiseSum(values, start, half) + pairwiseSum(values, start + half, length - half);
  }
  let sum = 0;
  let i = 0;
  if (length >= 8) {
    const r = values.slice(start, start + 8);
    for (i = 8; i + 8 <= length; i += 8) for (let k = 0; k < 8; k++) r[k] += values[start + i + k];
    sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
  }
  for (; i < length; i++) sum += values[start + i];
  return sum;
}
