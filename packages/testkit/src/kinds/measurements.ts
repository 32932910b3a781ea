import type { Measurement, Scale } from '@camscope/core';
import { must } from './runner.ts';

/** The number that a measurement holds. @throws Error with the reason, where there is none. */
export function numberOf(measurement: Measurement, of: string): number {
  if (measurement.value === null) throw new Error(`there is no value of ${of}: ${measurement.reason}`);
  return measurement.value;
}

/** @throws Error where one value is not better than another, as the direction of the scores has it. */
export function mustBeBetter(
  { scoreDirection }: Pick<Scale, 'scoreDirection'>,
  good: number,
  bad: number,
  what: string,
): void {
  if (scoreDirection === 'none') return;
  const isBetter = scoreDirection === 'higher' ? good > bad : good < bad;
  must(isBetter, `${what}: ${good} is not better than ${bad}, where ${scoreDirection} is`);
}
