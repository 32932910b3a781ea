/** Mean and spread of a map's heat; the deviation, of the whole population, is 0 exactly where all values are equal. */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

export function momentsOf(data: Float32Array): Moments {
  let sum = 0;
  for (const value of data) sum += value;
  const mean = sum / data.length;
  if (data.every((value) => value === data[0])) return { mean, deviation: 0 };
  let squares = 0;
  for (const value of data) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / data.length) };
}
