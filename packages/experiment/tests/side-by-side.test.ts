import { expect, it } from 'vitest';
import { sideBySide } from '../src/open/side-by-side.ts';

it('keeps the order, and works on so many at a time', async () => {
  let [open, most] = [0, 0];
  const results = await sideBySide([30, 1, 20, 5, 0], 2, async (delay, index) => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, delay));
    open--;
    return `${index}: ${delay}`;
  });
  expect(results).toEqual(['0: 30', '1: 1', '2: 20', '3: 5', '4: 0']);
  expect(most).toBe(2);
});

it('fails once nothing is under way, and begins nothing more', async () => {
  const ended: number[] = [];
  const work = async (delay: number) => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    if (delay === 1) throw new Error('first');
    ended.push(delay);
  };
  await expect(sideBySide([20, 1, 5], 2, work)).rejects.toThrow('first');
  expect(ended).toEqual([20]);
});
