import { floatTensor, Scratch, type FloatTensor } from '@camscope/core';
import { afterAll, describe, expect, test } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { image, model } from './support.ts';

const runtime = startNodeRuntime();
const CPU = { provider: 'cpu', threads: 1 };
afterAll(() => runtime.close());

/** A tensor in memory of a scratch. */
function lent(scratch: Scratch, { data, dims }: FloatTensor): FloatTensor {
  const own = floatTensor(scratch.take('float32', dims), dims);
  own.data.set(data);
  return own;
}

const three = floatTensor(Float32Array.of(-1, 2, -3), [1, 3]);
const rectified = floatTensor(Float32Array.of(0, 2, 0), [1, 3]);

describe('memory that is given away with a run', () => {
  test('is moved, and back when the run has ended', async () => {
    const session = await runtime.open(model('relu'), CPU);
    const scratch = new Scratch();
    const x = lent(scratch, three);
    const run = session.run({ x }, { scratch });
    expect(x.data.length).toBe(0);
    expect(await run).toEqual({ y: rectified });
    // It holds what was fed, so it is the same.
    expect(scratch.take('float32', [3])).toEqual(three.data);
  });

  test('may be longer than what is fed, and fed under two names', async () => {
    const session = await runtime.open(model('arithmetic'), CPU);
    const scratch = new Scratch();
    scratch.giveBack([new ArrayBuffer(1000)]);
    const a = lent(scratch, floatTensor(Float32Array.of(2, 3), [2]));
    const { product } = await session.run({ a, b: a }, { scratch });
    expect(product.data).toEqual(Float32Array.of(4, 9));
    expect(scratch.take('float32', [2]).buffer.byteLength).toBe(1000);
  });

  test('is back when the run fails, in the worker or before it begins', async () => {
    const session = await runtime.open(model('convolutions'), CPU);
    const scratch = new Scratch();
    const failing = async (feeds: Record<string, FloatTensor>, signal?: AbortSignal) => {
      const run = session.run(feeds, { scratch, signal });
      await expect(run).rejects.toMatchObject({ code: expect.stringMatching('RUNTIME_FAILED|INTERRUPTED') });
      expect(scratch.take('float32', [4]).buffer.byteLength).toBe(3 * 8 * 8 * 4);
    };
    await failing({ y: lent(scratch, image(8)) });
    await failing({ x: lent(scratch, image(8)) }, AbortSignal.abort());
    await session.release();
    await failing({ x: lent(scratch, image(8)) });
  });

  test('that a withdrawn run took is replaced', async () => {
    const session = await runtime.open(model('convolutions'), CPU);
    const scratch = new Scratch();
    const controller = new AbortController();
    const first = session.run({ x: image(384) });
    const waiting = session.run({ x: lent(scratch, image(8)) }, { scratch, signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(scratch.take('float32', [3, 8, 8]).length).toBe(3 * 8 * 8);
    await first;
  });

  test('stays where it is when the session lives in a process', async () => {
    const session = await runtime.open(model('relu'), { ...CPU, within: 50 });
    const scratch = new Scratch();
    const x = lent(scratch, three);
    const run = session.run({ x }, { scratch });
    expect(x.data.length).toBe(3);
    expect(await run).toEqual({ y: rectified });
    expect(scratch.take('float32', [3]).buffer).toBe(x.data.buffer);
    await session.release();
  });
});

describe.each([
  ['a thread', CPU],
  ['a process', { ...CPU, within: 50 }],
])('constant feeds of a session in %s', (_, how) => {
  const b = floatTensor(Float32Array.of(5, 7), [2]);
  const of = (value: number) => floatTensor(new Float32Array(2).fill(value), [2]);
  const options = { constant: ['b'], fetch: ['product'] };

  test('are fed again, until they are others', async () => {
    const session = await runtime.open(model('arithmetic'), how);
    const product = async (a: FloatTensor, by: FloatTensor, constant = ['b']) => [
      ...(await session.run({ a, b: by }, { ...options, constant })).product.data,
    ];
    expect(await product(of(1), b)).toEqual([5, 7]);
    expect(await product(of(2), b)).toEqual([10, 14]);
    expect(await product(of(2), of(3))).toEqual([6, 6]);
    expect(await product(of(2), b)).toEqual([10, 14]);
    expect(await product(of(4), of(4), [])).toEqual([16, 16]);
    expect(await product(of(3), b)).toEqual([15, 21]);
    await session.release();
  });
});

test('a constant feed that came with a withdrawn run serves the next', async () => {
  const session = await runtime.open(model('arithmetic'), CPU);
  const [a, b] = [floatTensor(Float32Array.of(1, 2), [2]), floatTensor(Float32Array.of(5, 7), [2])];
  const controller = new AbortController();
  const first = session.run({ a, b });
  const withdrawn = session.run({ a, b }, { constant: ['b'], signal: controller.signal });
  const next = session.run({ a, b }, { constant: ['b'] });
  controller.abort();
  await Promise.allSettled([withdrawn]);
  expect((await next).product.data).toEqual(Float32Array.of(5, 14));
  await first;
});
