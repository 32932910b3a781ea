import type { Explainer, Runtime } from '@camscope/core';
import { MemoryScoreCache, type SizeCache } from '@camscope/engine';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { fittingSize } from '../src/fitting-size.ts';
import { listening, throughMaps } from './perturbation-support.ts';
import { open, prepare, ramp, signedGradCam, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const session = { provider: 'cpu', threads: 1 };
const network = await open(twoMaps(), runtime);

describe('the size that fits a device', () => {
  /** Where a run of so many takes as long as the table says, and others do not fit. */
  const chosen = async (times: Record<number, number>, most = 128) => {
    const tried: number[] = [];
    const size = await fittingSize(most, (size) => {
      tried.push(size);
      return size in times ? Promise.resolve(times[size]) : Promise.reject(new Error('out of memory'));
    });
    return { size, tried };
  };

  it('grows while that makes one of a run faster by a twentieth', async () => {
    expect(await chosen({ 8: 8, 16: 10, 32: 18, 64: 35.5, 128: 1 })).toEqual({
      size: 32,
      tried: [8, 16, 32, 64],
    });
    expect(await chosen({ 8: 8, 16: 16, 32: 1 })).toEqual({ size: 8, tried: [8, 16] });
  });

  it('is no more than fits, and than is allowed', async () => {
    expect(await chosen({ 8: 8, 16: 10 })).toEqual({ size: 16, tried: [8, 16, 32] });
    expect(await chosen({ 8: 8, 16: 9, 32: 10, 64: 11 }, 40)).toEqual({ size: 32, tried: [8, 16, 32] });
    expect(await chosen({ 2: 1, 1: 1 })).toEqual({ size: 2, tried: [8, 4, 2] });
    expect(await chosen({ 3: 1 }, 3)).toEqual({ size: 3, tried: [3] });
    expect(await chosen({})).toEqual({ size: undefined, tried: [8, 4, 2, 1] });
  });
});

/** Sizes of the runs that explain images, those by which they were measured apart. */
async function runs(explainer: Explainer, sizes: SizeCache | undefined, baseline: string, batch?: number) {
  const heard: number[] = [];
  const on: Runtime = { ...listening(runtime, heard), baseline };
  const scores = new MemoryScoreCache();
  const prepared = await prepare({ network, explainer, runtime: on, session, sizes, batch, scores });
  const measured = heard.splice(0);
  const items = [1, 2, 3].map((scale) => ({ image: ramp(scale), classes: [0] }));
  const explained = await prepared.explain(items);
  await prepared.release();
  return { measured, heard, size: prepared.size, explained };
}

/** Keeps sizes in memory. */
function remembered(known = new Map<string, number>()): SizeCache & { readonly known: Map<string, number> } {
  return {
    known,
    get: (key) => Promise.resolve(known.get(key)),
    put: (key, size) => Promise.resolve(void known.set(key, size)),
  };
}

describe('a device', () => {
  it.each<[string, Explainer]>([
    ['images', signedGradCam],
    ['masks', throughMaps()],
  ])('runs as many %s at a time as are fastest, in every run, whenever it is asked', async (_, explainer) => {
    const sizes = remembered();
    const first = await runs(explainer, sizes, 'none');
    expect(first.measured.length).toBeGreaterThan(2);
    expect([...sizes.known.values()]).toEqual([first.size]);
    const full = (size: number) => expect.arrayContaining([size]);
    expect(first.heard).toEqual(full(first.size!));
    const again = await runs(explainer, sizes, 'none');
    expect(again).toEqual({ ...first, measured: [] });
    const plain = await runs(explainer, undefined, 'cpu');
    expect(plain.size).toBeUndefined();
    for (const [n, { maps }] of first.explained.entries()) {
      const expected = plain.explained[n].maps[0].raw.data;
      maps[0].raw.data.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
    }
  });

  it('fills up the last run of images', async () => {
    const sizes: SizeCache = { get: () => Promise.resolve(2), put: () => Promise.reject(new Error('known')) };
    expect((await runs(signedGradCam, sizes, 'none')).heard).toEqual([2, 2]);
  });

  it('runs as many as were asked for, and measures nothing', async () => {
    const { measured, heard, size } = await runs(signedGradCam, remembered(), 'none', 2);
    expect({ measured, heard, size }).toEqual({ measured: [], heard: [2, 2], size: 2 });
  });

  it('is not measured where it is none', async () => {
    const { measured, heard, size } = await runs(signedGradCam, remembered(), 'cpu');
    expect({ measured, heard, size }).toEqual({ measured: [], heard: [3], size: undefined });
  });
});
