import { type AxisPoint, type Pen, solid } from '../numeric/stroke.ts';
import { smoothstep } from '../numeric/profile.ts';
import type { GasSpec, PhantomSpec } from '../spec/spec.ts';
import { randomOf } from '../numeric/random.ts';
import type { Thorax } from './thorax.ts';

/** Adds the gas of windpipe and main bronchi. */
export function addAirways({ pose }: PhantomSpec, thorax: Thorax, pen: Pen, gas: Float32Array): void {
  const at = (x: number, y: number, radius: number): AxisPoint => {
    const move = (thorax.shift + 1.5 * pose.turn) * smoothstep(2, 13, y);
    return { x: x + move, y, radius, thickness: 1.8 * radius };
  };
  const split = at(0.3, 13.6, 0.75);
  pen.add(gas, [at(0, -2, 0.8), at(0, 7, 0.85), at(0.1, 11, 0.85), split], solid);
  pen.add(gas, [split, at(-1.6, 15.2, 0.6), at(-3.1, 17.2, 0.45)], solid);
  pen.add(gas, [split, at(2.2, 15.1, 0.55), at(4, 16.2, 0.4)], solid);
}

/** Adds the gas of stomach and bowel below the diaphragm. */
export function addBowelGas(
  { seed, build }: PhantomSpec,
  { stomach, colon }: GasSpec,
  thorax: Thorax,
  pen: Pen,
  gas: Float32Array,
): void {
  const random = randomOf(seed, 'bowel');
  const under = thorax.dome(1, 0.5 * build.halfWidth);
  const x = random.between(5, 8);
  if (stomach > 0) {
    const [y, radius] = [under + 1 + 0.9 * stomach, 0.9 * stomach];
    const ends = { y, radius, thickness: 1.5 * stomach };
    pen.add(
      gas,
      [
        { x: x - 0.6 * stomach, ...ends },
        { x: x + 0.6 * stomach, ...ends },
      ],
      solid,
    );
  }
  for (let k = 0; k < 7 && colon > 0; k++) {
    const radius = colon * random.between(0.6, 1.2);
    const place = {
      x: random.between(2, 12),
      y: under + 5 + random.between(0, 6),
      radius,
      thickness: 1.6 * radius,
    };
    pen.add(gas, [place, { ...place, x: place.x + radius }], solid);
  }
}
