import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { floatTensor } from '@camscope/core';
import { createModel, Draft, readModel } from '@camscope/onnx';
import { Writer } from '../src/wire/writer.ts';
import { body, nodeWithBodies, withNode } from './support/bodies.ts';
import { messagesAt, PATHS, rewrite, UNKNOWN, withUnknown } from './support/messages.ts';
import { inMemory } from './support/model-file.ts';
import { runOnce } from './support/run-once.ts';

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const x = floatTensor(Float32Array.of(1, 1, 1), [3]);
const bytesOf = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

describe('weights in the file', () => {
  const weight = floatTensor(
    Float32Array.from({ length: 5_000_000 }, (_, i) => Math.sin(i)),
    [1000, 5000],
  );
  const large = createModel({
    nodes: [
      { op: 'MatMul', inputs: ['x', 'weight'], outputs: ['product'] },
      { op: 'Add', inputs: ['product', 'bias'], outputs: ['y'] },
    ],
    initializers: { bias: floatTensor(Float32Array.of(0.5), [1]), weight },
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 1000] }],
    outputs: [{ name: 'y', type: 'float32', dims: ['n', 5000] }],
  });
  const feeds = {
    x: floatTensor(
      Float32Array.from({ length: 1000 }, (_, i) => Math.cos(i)),
      [1, 1000],
    ),
  };

  it('are referred to: 20 MB become a few hundred bytes that compute the same', async () => {
    const source = new Draft(readModel(large)).toSource(inMemory(large));
    expect(source.proto.length).toBeLessThan(400);
    expect([...source.external.keys()]).toEqual(['camscope-original']);
    const { raw, external } = readModel(source.proto).graph.initializers.get('weight')!;
    expect(raw).toBeUndefined();
    const { offset, length } = external!;
    expect(Buffer.compare(large.subarray(offset, offset + length!), new Uint8Array(weight.data.buffer))).toBe(
      0,
    );
    const expected = await runOnce({ proto: large, external: new Map() }, feeds);
    expect(await runOnce(source, feeds)).toEqual(expected);
  });

  it('are referred to by the name of their file, where there is one', () => {
    const draft = new Draft(readModel(large));
    for (const path of ['/models/large.onnx', 'C:\\models\\large.onnx'])
      expect(draft.toSource({ ...inMemory(large), source: { path } }).external).toEqual(
        new Map([['large.onnx', { path }]]),
      );
  });

  it('are referred to where the file is a part of a larger buffer', async () => {
    const within = new Uint8Array(large.length + 100);
    within.set(large, 37);
    const file = within.subarray(37, 37 + large.length);
    const source = new Draft(readModel(file)).toSource(inMemory(file));
    expect(await runOnce(source, feeds)).toEqual(await runOnce({ proto: large, external: new Map() }, feeds));
  });

  it('keep unknown fields of their tensors', () => {
    const unknown = rewrite(large, PATHS.initializer, withUnknown);
    const { proto } = new Draft(readModel(unknown)).toSource(inMemory(unknown));
    const [bias, moved] = messagesAt(proto, PATHS.initializer);
    expect(bias).toEqual(messagesAt(unknown, PATHS.initializer)[0]);
    expect(moved.subarray(0, UNKNOWN.length)).toEqual(UNKNOWN);
    expect(Buffer.from(moved).lastIndexOf(UNKNOWN)).toBeGreaterThan(UNKNOWN.length);
  });

  it('that nobody needs are referred to as well', () => {
    const bytes = createModel({ nodes: [], inputs: [], outputs: [], initializers: { weight } });
    const { proto } = new Draft(readModel(bytes)).toSource(inMemory(bytes));
    expect(proto.length).toBeLessThan(200);
  });
});

describe('weights in other files', () => {
  const model = fixture('external.onnx');
  const siblings = { 'external.bin': fixture('external.bin') };

  it('are taken from beside the model', async () => {
    const source = new Draft(readModel(model)).toSource(inMemory(model, siblings));
    expect(new Set(source.external.keys())).toEqual(new Set(['external.bin', 'camscope-original']));
    expect([...(await runOnce(source, { x })).y.data]).toEqual([8, 12, 16, 10, 15, 20]);
  });

  it('do not get into the way of the original, whatever their names', async () => {
    const taken = rewrite(model, [...PATHS.initializer, 13], renamed('camscope-original'));
    const bytes = withNode(
      rewrite(taken, PATHS.graph, (graph) => new Writer().raw(graph).message(5, largeTensor()).finish()),
      nodeWithBodies('Identity', ['large'], 'z', {}),
    );
    const draft = new Draft(readModel(bytes));
    draft.setOutputs([{ name: 'y' }, { name: 'z' }]);
    const source = draft.toSource(inMemory(bytes, { 'camscope-original': siblings['external.bin'] }));
    expect(new Set(source.external.keys())).toEqual(new Set(['camscope-original', 'camscope-original-']));
    const outputs = await runOnce(source, { x });
    expect([...outputs.y.data]).toEqual([8, 12, 16, 10, 15, 20]);
    expect([...outputs.z.data]).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('may be constants', async () => {
    const bytes = withNode(
      sumWith('c'),
      nodeWithTensor('Constant', 'c', outside('constants/c.bin').finish()),
    );
    const draft = new Draft(readModel(bytes));
    const source = draft.toSource(inMemory(bytes, { 'constants/c.bin': bytesOf(10, 20, 30) }));
    expect([...(await runOnce(source, { x })).y.data]).toEqual([11, 21, 31]);
    expect(() => draft.toChunks()).toThrow("Weights are in 'constants/c.bin'");
  });

  it.each([
    [
      'a body',
      withNode(sumWith('x'), nodeWithBodies('If', ['x'], 'z', { then_branch: withOutside(body({})) })),
    ],
    [
      'a node in a body',
      withNode(sumWith('x'), nodeWithBodies('If', ['x'], 'z', { then_branch: constantBody() })),
    ],
    [
      'another node',
      withNode(sumWith('x'), nodeWithTensor('ConstantOfShape', 'z', outside('secret').finish())),
    ],
    ['a function', withFunction(sumWith('x'), nodeWithTensor('Constant', 'f', outside('secret').finish()))],
  ])('are refused in %s, where ONNX Runtime would look for them in its own folder', (_, bytes) => {
    const draft = new Draft(readModel(bytes));
    const refused = expect.objectContaining({
      code: 'MODEL_UNSUPPORTED',
      message: expect.stringContaining("'secret'"),
    });
    expect(() => draft.toSource(inMemory(bytes))).toThrow(refused);
    expect(() => draft.toChunks()).toThrow(refused);
  });

  it('make one file impossible', () => {
    expect(() => new Draft(readModel(model)).toChunks()).toThrow(
      expect.objectContaining({ code: 'MODEL_UNSUPPORTED' }),
    );
    expect(() => new Draft(readModel(model)).toChunks()).toThrow("Weights are in 'external.bin'");
  });
});

/** y = x + something. */
function sumWith(other: string): Uint8Array {
  return createModel({
    nodes: [{ op: 'Add', inputs: ['x', other], outputs: ['y'] }],
    inputs: [{ name: 'x', type: 'float32', dims: [3] }],
    outputs: [{ name: 'y' }],
  });
}

function withOutside(graph: Uint8Array): Uint8Array {
  return new Writer().raw(graph).message(5, outside('secret').text(8, 'w')).finish();
}

function constantBody(): Uint8Array {
  return new Writer().bytes(1, nodeWithTensor('Constant', 'inner', outside('secret').finish())).finish();
}

function withFunction(model: Uint8Array, node: Uint8Array): Uint8Array {
  return new Writer()
    .raw(model)
    .message(25, new Writer().text(1, 'F').bytes(7, node).text(10, 'test.custom'))
    .finish();
}

function nodeWithTensor(op: string, output: string, tensor: Uint8Array): Uint8Array {
  const value = new Writer().text(1, 'value').bytes(5, tensor).integer(20, 4);
  return new Writer().text(2, output).text(4, op).message(5, value).finish();
}

/** float32 [3], the first twelve bytes of a file. */
function outside(location: string): Writer {
  const entry = (key: string, value: string) => new Writer().text(1, key).text(2, value);
  return new Writer()
    .integers(1, [3])
    .integer(2, 1)
    .message(13, entry('location', location))
    .message(13, entry('length', '12'))
    .integer(14, 1);
}

/** float32 [100], 0 to 99: more than stays in the proto. */
function largeTensor(): Writer {
  const values = Array.from({ length: 100 }, (_, i) => i);
  return new Writer()
    .integers(1, [100])
    .integer(2, 1)
    .text(8, 'large')
    .bytes(9, bytesOf(...values));
}

function renamed(location: string) {
  return (entry: Uint8Array) =>
    Buffer.from(entry).includes('location')
      ? new Writer().text(1, 'location').text(2, location).finish()
      : entry;
}
