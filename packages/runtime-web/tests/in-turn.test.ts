import { expect, it } from 'vitest';
import { inTurn } from '../src/in-turn.ts';

it('serves messages between calls, so that many can be cancelled', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort());
  let calls = 0;
  const many = async () => {
    while (calls < 100_000) await inTurn(async () => void calls++, stop.signal);
  };
  await expect(many()).rejects.toMatchObject({ code: 'INTERRUPTED' });
});
