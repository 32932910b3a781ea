import { expect, it } from 'vitest';
import { ahead } from '../src/explain/ahead.ts';

it('begins one item ahead, and tells a failure to whoever asks for it alone', async () => {
  const begun: string[] = [];
  const next = ahead(['a', 'bad', 'c'], 1, async (item) => {
    begun.push(item);
    if (item === 'bad') throw new Error('on purpose');
    return item.toUpperCase();
  });
  expect(begun).toEqual(['a']);
  expect(await next()).toBe('A');
  expect(begun).toEqual(['a', 'bad']);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await expect(next()).rejects.toThrow('on purpose');
  expect(begun).toEqual(['a', 'bad', 'c']);
  expect(await next()).toBe('C');
});

it('begins as many at once as are allowed', async () => {
  const begun: number[] = [];
  const next = ahead([1, 2, 3, 4], 2, (item) => {
    begun.push(item);
    return Promise.resolve(item);
  });
  expect(begun).toEqual([1, 2]);
  expect([await next(), await next(), await next(), await next()]).toEqual([1, 2, 3, 4]);
  expect(begun).toEqual([1, 2, 3, 4]);
});
