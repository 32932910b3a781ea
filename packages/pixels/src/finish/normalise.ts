export const normalisations = ['min-max', 'max', 'none'] as const;
export type Normalisation = (typeof normalisations)[number];

/** Brings finite values into [0, 1], in place; all of them to 0 when their range, or highest value, is not positive. */
export function normalise(values: Float32Array, how: Normalisation): Float32Array {
  const [low, high] = how === 'none' ? [0, 1] : extent(values);
  const zero = how === 'min-max' ? low : 0;
  const scale = high > zero ? 1 / (high - zero) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] - zero) * scale;
    values[i] = value > 0 ? (value < 1 ? value : 1) : 0;
  }
  return values;
}

function extent(values: Float32Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
