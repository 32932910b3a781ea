import { expect, it, test } from 'vitest';
import { createRandom } from '../src/index.ts';
import { fixture } from './fixture.ts';

test.each(fixture<{ seed: number; numbers: number[] }[]>('random'))(
  'sfc32 gives the reference’s numbers: seed $seed',
  ({ seed, numbers }) => {
    const random = createRandom(seed);
    expect(numbers.map(() => random.uint32())).toEqual(numbers);
    const again = createRandom(seed);
    expect(again.real()).toBe(numbers[0] / 2 ** 32);
    expect(again.below(1000)).toBe(Math.floor((numbers[1] * 1000) / 2 ** 32));
  },
);

it('spreads evenly: chi-squared of 100 cells within its 0.01% tails', () => {
  const random = createRandom(3);
  const counts = new Uint32Array(100);
  for (let i = 0; i < 100_000; i++) counts[random.below(100)]++;
  const chi = counts.reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0);
  expect(chi).toBeGreaterThan(52);
  expect(chi).toBeLessThan(161);
});

it.each([-1, 0.5, NaN, 2 ** 53])('refuses the seed %d', (seed) => {
  expect(() => createRandom(seed)).toThrow('The seed must be an integer of at least 0');
});
