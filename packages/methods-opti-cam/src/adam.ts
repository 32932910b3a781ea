const [FIRST, SECOND, EPSILON] = [0.9, 0.999, 1e-8];

/** Steps of Adam uphill, with the usual constants; each changes `values` in place. arXiv:1412.6980. */
export function adam(values: Float64Array, rate: number): (gradient: Float64Array) => void {
  const mean = new Float64Array(values.length);
  const square = new Float64Array(values.length);
  let step = 0;
  return (gradient) => {
    step++;
    gradient.forEach((g, i) => {
      mean[i] = FIRST * mean[i] + (1 - FIRST) * g;
      square[i] = SECOND * square[i] + (1 - SECOND) * g * g;
      const size = Math.sqrt(square[i] / (1 - SECOND ** step)) + EPSILON;
      values[i] += ((rate / (1 - FIRST ** step)) * mean[i]) / size;
    });
  };
}
