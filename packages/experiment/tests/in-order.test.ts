import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../src/run/in-order.ts';

/** Loads take the longer, the earlier their item; `open` tells how many are under way. */
function loading(fails = -1) {
  const seen = { open: 0, most: 0 };
  const load = async (item: number) => {
    seen.most = Math.max(seen.most, ++seen.open);
    await setTimeout(20 - item);
    seen.open--;
    if (item === fails) throw new Error(`no ${item}`);
    return -item;
  };
  return { seen, load };
}

const ITEMS = [1, 2, 3, 4, 5, 6];

describe('what is loaded in order', () => {
  it('comes in the order of the items, so many of which are under way', async () => {
    const { seen, load } = loading();
    const found = [];
    for await (const one of inOrder(ITEMS, 3, load)) found.push(one);
    expect(found).toEqual(ITEMS.map((item) => [item, -item]));
    expect(seen.most).toBe(3);
  });

  it('is told to have failed in its turn, when nothing is under way any more', async () => {
    const { seen, load } = loading(3);
    const found: number[] = [];
    const all = async () => {
      for await (const [item] of inOrder(ITEMS, 3, load)) found.push(item);
    };
    await expect(all()).rejects.toThrow('no 3');
    expect({ found, open: seen.open }).toEqual({ found: [1, 2], open: 0 });
  });

  it('leaves nothing under way when nobody wants more', async () => {
    const { seen, load } = loading();
    for await (const [item] of inOrder(ITEMS, 3, load)) if (item === 2) break;
    expect(seen.open).toBe(0);
  });
});
