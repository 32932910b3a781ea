import type { Random } from '../numeric/random.ts';
import type { MarkerSpec } from './spec.ts';

/** A letter in the upper corner of its side, beside the neck or over the shoulder. */
export function drawMarkerSpec(random: Random): MarkerSpec {
  const letter = random.chance(0.5) ? 'L' : 'R';
  const side = letter === 'L' ? 1 : -1;
  return {
    letter,
    x: 20 + side * random.between(13, 17.5),
    y: random.between(2, 5.5),
    height: random.between(1.4, 2.2),
    tilt: random.normal(0, 0.12),
    circled: random.chance(0.25),
  };
}
