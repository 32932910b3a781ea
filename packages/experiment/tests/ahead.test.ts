import { describe, expect, it } from 'vitest';
import { ahead } from '../src/stages/ahead.ts';

/** Counts to `n`, telling what it does; fails after `failAfter`. */
function counter(n: number, failAfter = Infinity) {
  const log: string[] = [];
  async function* count(): AsyncGenerator<number> {
    try {
      for (let i = 1; i <= n; i++) {
        log.push(`begin ${i}`);
        await Promise.resolve();
        if (i > failAfter) throw new Error(`failed at ${i}`);
        yield i;
      }
    } finally {
      log.push('closed');
    }
  }
  return { log, source: count() };
}

describe('ahead', () => {
  it('begins the next item, and only that, while the current one is in use', async () => {
    const { log, source } = counter(3);
    for await (const item of ahead(source)) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(`use ${item}`);
    }
    expect(log).toEqual(['begin 1', 'begin 2', 'use 1', 'begin 3', 'use 2', 'closed', 'use 3']);
  });

  it('tells a failure in its turn', async () => {
    const { source } = counter(3, 2);
    const seen: number[] = [];
    const all = (async () => {
      for await (const item of ahead(source)) seen.push(item);
    })();
    await expect(all).rejects.toThrow('failed at 3');
    expect(seen).toEqual([1, 2]);
  });

  it('closes its source when the consumer leaves early', async () => {
    const { log, source } = counter(9, 1);
    for await (const item of ahead(source)) if (item === 1) break;
    expect(log.at(-1)).toBe('closed');
  });
});
