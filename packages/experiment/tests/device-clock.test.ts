import { setTimeout } from 'node:timers/promises';
import { createModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { floatTensor } from '@camscope/core';
import { expect, test } from 'vitest';
import { DeviceClock } from '../src/host/device-clock.ts';

const SOME = 20;
/** Each time is told in whole milliseconds, here in seconds. */
const ROUNDING = 0.002;

test('tells what networks wait for while none runs', async () => {
  const clock = new DeviceClock();
  clock.start();
  await clock.during('images', setTimeout(SOME));
  const { images } = clock.time.waited;
  expect(images).toBeGreaterThan(0);
  await clock.during('running', clock.during('images', setTimeout(SOME)));
  await clock.during('measuring', setTimeout(SOME));
  clock.stop();
  await clock.during('keeping', setTimeout(SOME));
  const { seconds, busy, waited } = clock.time;
  expect(busy).toBeGreaterThan(0);
  expect(waited.images).toBeCloseTo(images, 2);
  expect(waited.measuring).toBeGreaterThan(0);
  expect(waited.keeping).toBe(0);
  expect(seconds).toBeGreaterThan(busy + waited.images + waited.measuring - ROUNDING);
});

test('hears of items, and of what ends them', async () => {
  const clock = new DeviceClock();
  clock.start();
  let closed = false;
  async function* items() {
    try {
      for (let i = 0; i < 3; i++) yield setTimeout(SOME, i);
    } finally {
      closed = true;
    }
  }
  for await (const item of clock.each('images', items())) if (item === 1) break;
  expect(closed).toBe(true);
  expect(clock.time.waited.images).toBeGreaterThan(0);
});

test('hears when sessions of a runtime open and run', async () => {
  const clock = new DeviceClock();
  const runtime = clock.watch(startNodeRuntime());
  const proto = createModel({
    nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type: 'float32', dims: ['n'] }],
    outputs: [{ name: 'y' }],
  });
  clock.start();
  const session = await runtime.open({ proto, external: new Map() }, { provider: 'cpu' });
  expect(clock.time).toMatchObject({ busy: 0, waited: { images: 0 } });
  expect(clock.time.waited.opening).toBeGreaterThan(0);
  const x = floatTensor(new Float32Array(2 ** 22), [2 ** 22]);
  await session.run({ x });
  expect(clock.time.busy).toBeGreaterThan(0);
  await runtime.close();
});
