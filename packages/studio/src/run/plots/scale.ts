/** From values to places of a drawing and back. */
export interface Scale {
  readonly least: number;
  readonly greatest: number;
  at(value: number): number;
  valueAt(place: number): number;
}

/** A scale over some values, from `from` to `to`; one of no width is widened. */
export function scaleOver(values: Iterable<number>, from: number, to: number): Scale {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (least > greatest) [least, greatest] = [0, 1];
  if (least === greatest) [least, greatest] = [least - 0.5, greatest + 0.5];
  const step = (to - from) / (greatest - least);
  return {
    ...{ least, greatest },
    at: (value) => from + (value - least) * step,
    valueAt: (place) => least + (place - from) / step,
  };
}

/** Round values on a scale, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function ticksOf({ least, greatest }: Scale, count = 5): number[] {
  const rough = (greatest - least) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough)!;
  const ticks: number[] = [];
  for (let i = Math.ceil(least / step - 1e-9); i * step <= greatest + 1e-9 * step; i++)
    ticks.push(i * step || 0);
  return ticks;
}

/** Decimals that tell the ticks from one another. */
export function decimalsOf(ticks: readonly number[]): number {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
  return Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}
