import { floatTensor, stack, type FloatTensor } from '@camscope/core';
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { startNodeRuntime, type NodeSession } from '@camscope/runtime-node';
import { image, model } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const SLOW = image(384);
const QUICK = image(8);

/** Opens `convolutions` and warms it up, so that the next run starts at once. */
async function openWarm(): Promise<NodeSession> {
  const session = await runtime.open(model('convolutions'), { provider: 'cpu', threads: 1 });
  await session.run({ x: QUICK });
  return session;
}

/** Notes the order in which calls settle. */
function finishLine() {
  const order: string[] = [];
  const watch = <T>(name: string, call: Promise<T>): Promise<T> => call.finally(() => order.push(name));
  return { order, watch };
}

test('the event loop keeps ticking during a long run', async () => {
  const session = await openWarm();
  let ticks = 0;
  const timer = setInterval(() => ticks++, 2);
  const start = performance.now();
  await session.run({ x: SLOW });
  const duration = performance.now() - start;
  clearInterval(timer);
  expect(duration).toBeGreaterThan(50);
  expect(ticks).toBeGreaterThan(duration / 20);
});

test('overlapping calls are served in order, each with its own result', async () => {
  const session = await runtime.open(model('relu'), { provider: 'cpu' });
  const { order, watch } = finishLine();
  const values = Array.from({ length: 50 }, (_, i) => i + 1);
  const results = await Promise.all(
    values.map((i) => watch(`${i}`, session.run({ x: floatTensor(Float32Array.of(i, -i, 1), [1, 3]) }))),
  );
  expect(order).toEqual(values.map(String));
  expect(results.map((result) => [...result.y.data])).toEqual(values.map((i) => [i, 0, 1]));
});

test('two sessions run side by side', async () => {
  const [one, two] = await Promise.all([openWarm(), openWarm()]);
  const { order, watch } = finishLine();
  await Promise.all([watch('slow', one.run({ x: SLOW })), watch('quick', two.run({ x: QUICK }))]);
  expect(order).toEqual(['quick', 'slow']);
});

describe('cancelling', () => {
  const INTERRUPTED = { code: 'INTERRUPTED' };

  test('a signal already aborted starts nothing', async () => {
    const session = await openWarm();
    const run = session.run({ x: QUICK }, { signal: AbortSignal.abort('enough') });
    await expect(run).rejects.toMatchObject({ ...INTERRUPTED, cause: 'enough' });
  });

  test('a run that waits its turn is never executed, and is rejected at once', async () => {
    const session = await openWarm();
    const { order, watch } = finishLine();
    const controller = new AbortController();
    const start = performance.now();
    const first = watch('first', session.run({ x: SLOW }));
    const long = repeated(SLOW, 10);
    const cancelled = watch('cancelled', session.run({ x: long }, { signal: controller.signal }));
    const last = watch('last', session.run({ x: QUICK }));
    controller.abort();
    await expect(cancelled).rejects.toMatchObject(INTERRUPTED);
    await first;
    const one = performance.now() - start;
    expect((await last).y.dims).toEqual([1, 8]);
    expect(order).toEqual(['cancelled', 'first', 'last']);
    expect(performance.now() - start).toBeLessThan(one * 5);
  });

  test('a run that has begun is finished', async () => {
    const session = await openWarm();
    const controller = new AbortController();
    const run = session.run({ x: repeated(SLOW, 4) }, { signal: controller.signal });
    await sleep(100);
    controller.abort();
    expect((await run).y.dims).toEqual([4, 8]);
  });

  test('a signal that outlives many runs keeps nothing of them', async () => {
    const session = await openWarm();
    const { signal } = new AbortController();
    const runs = [1, 2, 3].map(() => session.run({ x: QUICK }, { signal }));
    expect(getEventListeners(signal, 'abort').length).toBe(3);
    await Promise.all(runs);
    expect(getEventListeners(signal, 'abort').length).toBe(0);
  });
});

describe('releasing', () => {
  test('a release waits for the runs under way; a second one for the first', async () => {
    const session = await openWarm();
    const { order, watch } = finishLine();
    const runs = [watch('run', session.run({ x: SLOW })), watch('queued', session.run({ x: QUICK }))];
    const releases = [watch('release', session.release()), watch('again', session.release())];
    for (const { y } of await Promise.all(runs)) expect(y.dims).toEqual([1, 8]);
    await Promise.all(releases);
    expect(order.slice(0, 2)).toEqual(['run', 'queued']);
    await session.release();
    await expect(session.run({ x: QUICK })).rejects.toMatchObject({
      code: 'RUNTIME_FAILED',
      message: expect.stringContaining('released'),
    });
  });

  test('closing the runtime lets runs finish, in every session, and turns back models still opening', async () => {
    const own = startNodeRuntime();
    const open = () => own.open(model('convolutions'), { provider: 'cpu', threads: 1 });
    const [one, two] = await Promise.all([open(), open()]);
    const runs = [one.run({ x: SLOW }), two.run({ x: SLOW }), two.run({ x: QUICK })];
    const late = open().catch((error: unknown) => error);
    await Promise.all([own.close(), own.close()]);
    for (const { y } of await Promise.all(runs)) expect(y.dims).toEqual([1, 8]);
    expect(await late).toMatchObject({ code: 'RUNTIME_FAILED' });
    await expect(one.run({ x: QUICK })).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
    await one.release();
  });
});

/** The same image `n` times: [n,3,size,size]. */
function repeated({ data, dims }: FloatTensor, n: number): FloatTensor {
  return stack(Array.from({ length: n }, () => floatTensor(data, dims.slice(1))));
}
