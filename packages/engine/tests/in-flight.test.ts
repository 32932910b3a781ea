import { expect, it } from 'vitest';
import { inFlight } from '../src/in-flight.ts';

const soon = () => new Promise((resolve) => setTimeout(resolve));

/** Runs items, one of which may fail, and tells what happened in which order. */
async function run(items: readonly number[], failing?: number) {
  const told: string[] = [];
  const work = async (item: number) => {
    told.push(`begin ${item}`);
    await soon();
    told.push(`end ${item}`);
    if (item === failing) throw new Error(`no ${item}`);
    return 10 * item;
  };
  const given: number[] = [];
  const reading = (async () => {
    for await (const result of inFlight(items, work)) given.push(result);
  })();
  const [{ status }] = await Promise.allSettled([reading]);
  return { told, given, status };
}

it('begins a run while the one before it is at work, and no more', async () => {
  const { told, given } = await run([1, 2, 3, 4]);
  expect(given).toEqual([10, 20, 30, 40]);
  expect(told.slice(0, 2)).toEqual(['begin 1', 'begin 2']);
  for (const item of [3, 4]) {
    const [begun, ended] = [told.indexOf(`begin ${item}`), told.indexOf(`end ${item - 2}`)];
    expect(begun).toBeGreaterThan(ended);
  }
});

it('fails as the first that fails, when those that were begun have ended', async () => {
  const { told, given, status } = await run([1, 2, 3, 4], 2);
  expect({ given, status }).toEqual({ given: [10], status: 'rejected' });
  expect(told).not.toContain('begin 4');
  expect(told.filter((one) => one.startsWith('begin')).length).toBe(3);
  expect(told.filter((one) => one.startsWith('end')).length).toBe(3);
});

it('gives nothing for nothing', async () => {
  expect((await run([])).given).toEqual([]);
});
