/** Mean and spread of a map's heat; the deviation, of the whole population, is 0 exactly where all values are equal. */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

export function momentsOf(data: Float32Array): Moments {
  let sum = 0;
  let varies = false;
  for (let i = 0; i < data.length; i++) {
    sum += data[i];
    varies ||= data[i] !== data[0];
  }
  const mean = sum / data.length;
  if (!varies) return { mean, deviation: 0 };
  let squares = 0;
  for (let i = 0; i < data.length; i++) squares += (data[i] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / data.length) };
}
