import { floatTensor, type ElementType, type Tensor } from '@camscope/core';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { fixture, image, model } from './support.ts';

const runtime = startNodeRuntime();
const CPU = { provider: 'cpu' };
afterAll(() => runtime.close());

test('a run answers with tensors of the declared type and actual shape', async () => {
  const session = await runtime.open(model('relu'), { ...CPU, threads: 1, optimization: 'disabled' });
  expect(session).toMatchObject({ provider: 'cpu', refused: [], inputs: ['x'], outputs: ['y'] });
  const x = floatTensor(Float32Array.of(-1, 2, -3, 4, -5, 6), [2, 3]);
  expect(await session.run({ x })).toEqual({ y: floatTensor(Float32Array.of(0, 2, 0, 4, 0, 6), [2, 3]) });
  expect(await session.run({ x: floatTensor(new Float32Array(0), [0, 3]) })).toEqual({
    y: floatTensor(new Float32Array(0), [0, 3]),
  });
});

test('feeds stay with the caller, who may change them at once', async () => {
  const session = await runtime.open(model('relu'), CPU);
  const batch = Float32Array.of(9, 9, 9, 1, 2, 3, 9, 9, 9);
  const shared = new Float32Array(new SharedArrayBuffer(12)).fill(7);
  const viewed = session.run({ x: floatTensor(batch.subarray(3, 6), [1, 3]) });
  const sharing = session.run({ x: floatTensor(shared, [1, 3]) });
  batch.fill(0);
  shared.fill(0);
  expect((await viewed).y.data).toEqual(Float32Array.of(1, 2, 3));
  expect((await sharing).y.data).toEqual(Float32Array.of(7, 7, 7));
  expect(batch.length).toBe(9);
});

test('only the outputs fetched come back', async () => {
  const session = await runtime.open(model('arithmetic'), CPU);
  const feeds = { a: floatTensor(Float32Array.of(2, 3), [2]), b: floatTensor(Float32Array.of(5, 7), [2]) };
  const sum = floatTensor(Float32Array.of(7, 10), [2]);
  const product = floatTensor(Float32Array.of(10, 21), [2]);
  expect(await session.run(feeds)).toEqual({ sum, product });
  expect(await session.run(feeds, { fetch: ['product'] })).toEqual({ product });
});

test('every element type comes back as it went', async () => {
  const session = await runtime.open(model('identities'), CPU);
  const data: { [Type in ElementType]: Tensor<Type>['data'] } = {
    float32: Float32Array.of(-0.5, 3e38),
    float64: Float64Array.of(Math.PI, -1e300),
    uint8: Uint8Array.of(0, 255),
    int8: Int8Array.of(-128, 127),
    uint16: Uint16Array.of(0, 65535),
    int16: Int16Array.of(-32768, 32767),
    int32: Int32Array.of(-(2 ** 31), 2 ** 31 - 1),
    uint32: Uint32Array.of(0, 2 ** 32 - 1),
    int64: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n),
    uint64: BigUint64Array.of(0n, 2n ** 64n - 1n),
    float16: Uint16Array.of(0x3c00, 0xc000), // 1 and −2
    bool: Uint8Array.of(0, 1),
  };
  const types = Object.keys(data) as ElementType[];
  const feeds = Object.fromEntries(types.map((type) => [type, { type, dims: [2], data: data[type] }]));
  const outputs = await session.run(feeds);
  for (const type of types) expect(outputs[`${type}_out`]).toEqual(feeds[type]);
});

describe('a session that may live for so many seconds', () => {
  test('gives what any other gives', async () => {
    const feeds = { x: image(8) };
    const [limited, plain] = await Promise.all([
      runtime.open(model('convolutions'), { ...CPU, within: 50 }),
      runtime.open(model('convolutions'), CPU),
    ]);
    expect(await limited.run(feeds)).toEqual(await plain.run(feeds));
    await expect(limited.run({})).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
    await limited.release();
  });

  test('is stopped in the middle of a run', async () => {
    const session = await runtime.open(model('convolutions'), { ...CPU, threads: 1, within: 3 });
    const run = session.run({ x: image(1600) });
    await expect(run).rejects.toMatchObject({
      code: 'MODEL_UNSUPPORTED',
      details: { asked: 'At most 3 seconds' },
    });
    await expect(session.run({ x: image(8) })).rejects.toMatchObject({ code: 'MODEL_UNSUPPORTED' });
    await session.release();
  });
});

describe('external data at an offset into an arbitrary file', () => {
  const x = floatTensor(Float32Array.of(1, 10, 100, 1000), [1, 4]);
  const y = floatTensor(Float32Array.of(7531, 8642), [1, 2]); // x · [[1,2],[3,4],[5,6],[7,8]]

  test('read by the worker from a path', async () => {
    const session = await runtime.open(
      model('matmul', { 'weights.bin': { path: fixture('weights.bin') } }),
      CPU,
    );
    expect(await session.run({ x })).toEqual({ y });
  });

  test('given as bytes, which stay with the caller', async () => {
    const file = readFileSync(fixture('weights.bin'));
    const inside = Buffer.concat([Buffer.alloc(100), file]).subarray(100);
    const source = model('matmul', { 'weights.bin': { bytes: inside } });
    const session = await runtime.open(source, CPU);
    expect(await session.run({ x })).toEqual({ y });
    expect(inside.equals(file)).toBe(true);
    expect(source.proto.length).toBeGreaterThan(0);
  });
});

describe('a call that does not fit the model', async () => {
  const relu = await runtime.open(model('relu'), CPU);
  const x = floatTensor(Float32Array.of(1, 2, 3), [1, 3]);
  const whole: Tensor = { type: 'int32', dims: [1, 3], data: Int32Array.of(1, 2, 3) };
  const short: Tensor = { type: 'float32', dims: [2, 3], data: new Float32Array(3) };
  const stored = { type: 'float32', dims: [1, 3], data: Float64Array.of(1, 2, 3) } as unknown as Tensor;

  afterEach(async () => {
    expect((await relu.run({ x })).y.data).toEqual(x.data);
  });

  test.each<[string, Record<string, Tensor>, string[]]>([
    ['a missing input', {}, [`Input 'x' is missing`, 'found: Fed: none', `do: Feed 'x', float32 [N, 3]`]],
    ['an unknown input', { x, xx: x }, [`The model has no input 'xx'`, 'found: Nearest: x. All: x']],
    ['another type', { x: whole }, unfitting('int32 [1, 3]')],
    ['another size', { x: floatTensor(new Float32Array(4), [1, 4]) }, unfitting('float32 [1, 4]')],
    ['another rank', { x: floatTensor(new Float32Array(3), [3]) }, unfitting('float32 [3]')],
    ['too few elements', { x: short }, contradictory('float32 [2, 3]', '3 elements in a Float32Array', 6)],
    ['other storage', { x: stored }, contradictory('float32 [1, 3]', '3 elements in a Float64Array', 3)],
  ])('%s is refused', async (_, feeds, lines) => {
    const failure = { code: 'RUNTIME_FAILED', message: lines.join('\n  ') };
    await expect(relu.run(feeds)).rejects.toMatchObject(failure);
  });

  test('an output that is not there, or no output at all, cannot be fetched', async () => {
    await expect(relu.run({ x }, { fetch: ['logits'] })).rejects.toMatchObject({
      code: 'RUNTIME_FAILED',
      message: "The model has no output 'logits'\n  found: It has: y",
    });
    await expect(relu.run({ x }, { fetch: [] })).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
  });

  test('an output of strings cannot be fetched, the others can', async () => {
    const session = await runtime.open(model('text'), CPU);
    const one = floatTensor(Float32Array.of(1), [1]);
    await expect(session.run({ x: one })).rejects.toMatchObject({
      code: 'RUNTIME_FAILED',
      message: expect.stringContaining(
        "Output 'words' cannot be fetched\n  found: Its elements are of type string",
      ),
    });
    expect((await session.run({ x: one }, { fetch: ['y'] })).y.data).toEqual(Float32Array.of(-1));
  });

  test('what only ONNX Runtime can tell comes in its own words', async () => {
    const session = await runtime.open(model('convolutions'), CPU);
    const run = session.run({ x: floatTensor(new Float32Array(0), [1, 3, 0, 0]) });
    await expect(run).rejects.toMatchObject({
      code: 'RUNTIME_FAILED',
      details: { found: expect.any(String) },
    });
  });
});

function unfitting(asked: string): string[] {
  const found = "found: The model takes 'x', float32 [N, 3]";
  return ["The tensor fed as 'x' does not fit the model", `asked: ${asked}`, found];
}

function contradictory(asked: string, found: string, elements: number): string[] {
  const fix = `do: Give ${elements} elements in a Float32Array`;
  return ["The tensor fed as 'x' contradicts itself", `asked: ${asked}`, `found: ${found}`, fix];
}
