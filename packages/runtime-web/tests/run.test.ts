import { floatTensor, type ElementType, type Tensor } from '@camscope/core';
import { Draft, readModel } from '@camscope/onnx';
import { noise, poolLinear } from '@camscope/testkit';
import { afterAll, describe, expect, test } from 'vitest';
import { startWebRuntime } from '@camscope/runtime-web';
import { identity, model, relu, row } from './support.ts';

const runtime = startWebRuntime();
afterAll(() => runtime.close());
const WASM = { provider: 'wasm' };

test.each<[ElementType, Tensor['data']]>([
  ['float32', Float32Array.of(-1.5, 2)],
  ['float64', Float64Array.of(-1.5, 2)],
  ['int8', Int8Array.of(-128, 127)],
  ['uint8', Uint8Array.of(0, 255)],
  ['int16', Int16Array.of(-32768, 32767)],
  ['uint16', Uint16Array.of(0, 65535)],
  ['int32', Int32Array.of(-(2 ** 31), 2 ** 31 - 1)],
  ['uint32', Uint32Array.of(0, 2 ** 32 - 1)],
  ['int64', BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n)],
  ['uint64', BigUint64Array.of(0n, 2n ** 64n - 1n)],
  ['float16', Uint16Array.of(0x3c00, 0xc000)],
  ['bool', Uint8Array.of(0, 1)],
])('%s goes in and comes out', async (type, data) => {
  const session = await runtime.open(identity(type), WASM);
  const x = { type, dims: [2], data } as Tensor;
  expect(await session.run({ x })).toEqual({ y: x });
});

test('only the outputs asked for are given', async () => {
  const session = await runtime.open(
    model({
      nodes: [
        { op: 'Neg', inputs: ['x'], outputs: ['minus'] },
        { op: 'Abs', inputs: ['x'], outputs: ['size'] },
      ],
      inputs: [{ name: 'x', type: 'float32', dims: [1, 2] }],
      outputs: [{ name: 'minus' }, { name: 'size' }],
    }),
    WASM,
  );
  expect([session.provider, session.inputs, session.outputs]).toEqual(['wasm', ['x'], ['minus', 'size']]);
  expect(await session.run({ x: row(1, -2) }, { fetch: ['size'] })).toEqual({ size: row(1, 2) });
});

test('weights are read out of a larger buffer, by offset', async () => {
  const file = poolLinear({ channels: 16 });
  const surrounded = new Uint8Array(file.length + 64).fill(255);
  surrounded.set(file, 32);
  const bytes = surrounded.subarray(32, 32 + file.length);
  const origin = { bytes, source: { bytes }, sibling: () => ({ bytes: new Uint8Array() }) };
  const source = new Draft(readModel(bytes)).toSource(origin);
  expect(source.proto.length).toBeLessThan(file.length / 4);
  const feeds = { image: noise(1, [2, 1, 16, 16]) };
  const [whole, referring] = await Promise.all([
    runtime.open({ proto: file, external: new Map() }, WASM),
    runtime.open(source, WASM),
  ]);
  const expected = await whole.run(feeds);
  expect(await referring.run(feeds)).toEqual(expected);
  // A location that begins with a dot, as long as the one in the proto.
  const [[location, original]] = source.external;
  const dotted = `./${location.slice(2)}`;
  const text = Buffer.from(source.proto).toString('latin1').replaceAll(location, dotted);
  const proto = new Uint8Array(Buffer.from(text, 'latin1'));
  const other = await runtime.open({ proto, external: new Map([[dotted, original]]) }, WASM);
  expect(await other.run(feeds)).toEqual(expected);
});

describe('overlapping calls', async () => {
  const [one, other] = await Promise.all([runtime.open(relu, WASM), runtime.open(relu, WASM)]);

  test('are served in order, across sessions, each with the data of the moment', async () => {
    const order: number[] = [];
    const data = new Float32Array(3);
    const runs = Array.from({ length: 20 }, (_, i) => {
      data.set([i, -1, 1]);
      const run = (i % 2 ? one : other).run({ x: floatTensor(data, [1, 3]) });
      return run.finally(() => order.push(i));
    });
    const results = await Promise.all(runs);
    expect(results.map(({ y }) => y)).toEqual(results.map((_, i) => row(i, 0, 1)));
    expect(order).toEqual(results.map((_, i) => i));
  });

  test('a run that waits its turn can be cancelled, at once; one that has begun is finished', async () => {
    const order: string[] = [];
    const first = new AbortController();
    const second = new AbortController();
    const begun = one.run({ x: row(1, 2, 3) }, { signal: first.signal }).finally(() => order.push('begun'));
    const waiting = one
      .run({ x: row(1, 2, 3) }, { signal: second.signal })
      .finally(() => order.push('waiting'));
    await Promise.resolve();
    first.abort();
    second.abort('enough');
    await expect(waiting).rejects.toMatchObject({ code: 'INTERRUPTED', cause: 'enough' });
    expect((await begun).y).toEqual(row(1, 2, 3));
    expect(order).toEqual(['waiting', 'begun']);
  });

  test('a signal already aborted starts nothing', async () => {
    const run = one.run({ x: row(1, 2, 3) }, { signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  test('a release waits for the runs before it, and refuses those after it', async () => {
    const session = await runtime.open(relu, WASM);
    const run = session.run({ x: row(-1, 0, 1) });
    await Promise.all([session.release(), session.release()]);
    expect((await run).y).toEqual(row(0, 0, 1));
    await expect(session.run({ x: row(1, 2, 3) })).rejects.toMatchObject({
      code: 'RUNTIME_FAILED',
      message: 'The session has been released\n  do: Open the model again',
    });
  });
});

describe('a call that does not fit the model is refused, and spoils nothing', async () => {
  const session = await runtime.open(relu, WASM);
  const short: Tensor = { type: 'float32', dims: [2, 3], data: new Float32Array(3) };
  const stored = { type: 'float32', dims: [1, 3], data: Float64Array.of(1, 2, 3) } as unknown as Tensor;
  test.each<[string, Record<string, Tensor>, string]>([
    ['a missing input', {}, "input 'x' is missing"],
    ['an unknown input', { x: row(1, 2, 3), xx: row(1) }, "'xx'"],
    ['another type', { x: { type: 'int32', dims: [1, 3], data: Int32Array.of(1, 2, 3) } }, 'tensor(int32)'],
    ['another size', { x: row(1, 2, 3, 4) }, 'Got: 4 Expected: 3'],
    ['too few elements', { x: short }, "'x' contradicts itself\n  asked: float32 [2, 3]"],
    ['other storage', { x: stored }, "'x' contradicts itself\n  asked: float32 [1, 3]"],
  ])('%s', async (_, feeds, message) => {
    const failure = { code: 'RUNTIME_FAILED', message: expect.stringContaining(message) };
    await expect(session.run(feeds)).rejects.toMatchObject(failure);
    expect((await session.run({ x: row(1, 2, 3) })).y).toEqual(row(1, 2, 3));
  });

  test('an output that is not there, or no output at all', async () => {
    const x = row(1, 2, 3);
    await expect(session.run({ x }, { fetch: ['z'] })).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
    await expect(session.run({ x }, { fetch: [] })).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
  });
});
