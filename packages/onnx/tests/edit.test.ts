import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { floatTensor } from '@camscope/core';
import { createModel, Draft, Graph, readModel } from '@camscope/onnx';
import { portableOpset } from '../src/edit/portable-opset.ts';
import { writeValueInfo } from '../src/format/value-info-proto.ts';
import { Writer } from '../src/wire/writer.ts';
import { body, nodeWithBodies, withNode } from './support/bodies.ts';
import { inMemory } from './support/model-file.ts';
import { joined, messagesAt, PATHS, rewrite, UNKNOWN, withUnknown } from './support/messages.ts';
import { runOnce } from './support/run-once.ts';

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const vector = (...values: number[]) => floatTensor(Float32Array.from(values), [values.length]);
const names = (bytes: Uint8Array) => {
  const { nodes, initializers, inputs, outputs, fields } = readModel(bytes).graph;
  const infos = fields.filter(({ field }) => field.number === 13);
  return {
    nodes: nodes.map((node) => node.op),
    initializers: [...initializers.keys()],
    inputs: inputs.map((input) => input.name),
    outputs: outputs.map((output) => output.name),
    infos: infos.map(({ info }) => info?.name),
  };
};

/** a = x + w, b = −a, c = |x| · v, with the shapes of all of them. */
const forked = rewrite(
  createModel({
    nodes: [
      { op: 'Add', inputs: ['x', 'w'], outputs: ['a'], name: 'first' },
      { op: 'Neg', inputs: ['a'], outputs: ['b'] },
      { op: 'LeakyRelu', inputs: ['x'], outputs: ['positive'], attributes: { alpha: { float: -1 } } },
      { op: 'Mul', inputs: ['positive', 'v'], outputs: ['c'] },
    ],
    initializers: { w: vector(1, 2), v: vector(3, 4) },
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 2] }],
    outputs: [
      { name: 'b', type: 'float32', dims: ['n', 2] },
      { name: 'c', type: 'float32', dims: ['n', 2] },
    ],
    metadata: { labels: 'a,b', note: 'old' },
  }),
  PATHS.graph,
  (graph) => {
    const declared = ['a', 'positive'].map((name) =>
      writeValueInfo({ name, type: 'float32', dims: ['n', 2] }),
    );
    return declared.reduce((writer, info) => writer.message(13, info), new Writer().raw(graph)).finish();
  },
);
const feeds = { x: floatTensor(Float32Array.of(1, -2), [1, 2]) };

describe('an untouched draft', () => {
  it.each(['attributes', 'initializers', 'declarations', 'sparse'])(
    'gives %s.onnx back byte for byte',
    (name) => {
      const bytes = fixture(`${name}.onnx`);
      expect(joined(new Draft(readModel(bytes)).toChunks())).toEqual(bytes);
    },
  );

  it.each(Object.entries(PATHS))('keeps fields it does not know in the %s', (_, path) => {
    const bytes = rewrite(forked, path, withUnknown);
    expect(bytes.length).toBeGreaterThan(forked.length);
    expect(joined(new Draft(readModel(bytes)).toChunks())).toEqual(bytes);
  });

  it('copies nothing but small parts of a large file', () => {
    const weight = floatTensor(new Float32Array(100_000), [100_000]);
    const bytes = createModel({ nodes: [], inputs: [], outputs: [], initializers: { weight } });
    const chunks = new Draft(readModel(bytes)).toChunks();
    const copied = chunks.filter((chunk) => chunk.buffer !== bytes.buffer);
    expect(joined(copied).length).toBeLessThan(32);
  });
});

describe('new outputs', () => {
  it('drop what they do not need', () => {
    const draft = new Draft(readModel(forked));
    draft.setOutputs([{ name: 'c' }]);
    expect(names(joined(draft.toChunks()))).toEqual({
      nodes: ['LeakyRelu', 'Mul'],
      initializers: ['v'],
      inputs: ['x'],
      outputs: ['c'],
      infos: ['positive'],
    });
  });

  const inner = Object.entries(PATHS).filter(([level]) => level !== 'graph' && level !== 'output');
  it.each(inner)('keep unknown fields in the %s', (_, path) => {
    const narrowed = (bytes: Uint8Array) => {
      const draft = new Draft(readModel(bytes));
      draft.setOutputs([{ name: 'c' }]);
      return joined(draft.toChunks());
    };
    const kept = rewrite(narrowed(forked), path, withUnknown);
    expect(kept).not.toEqual(narrowed(forked));
    expect(narrowed(rewrite(forked, path, withUnknown))).toEqual(kept);
  });

  it('keep unknown fields in the graph, and come after them', () => {
    const draft = new Draft(readModel(rewrite(forked, PATHS.graph, withUnknown)));
    draft.setOutputs([{ name: 'c' }]);
    const [graph] = messagesAt(joined(draft.toChunks()), PATHS.graph);
    expect(graph.subarray(0, UNKNOWN.length)).toEqual(UNKNOWN);
    const output = new Writer().message(12, writeValueInfo({ name: 'c' })).finish();
    expect(graph.subarray(-UNKNOWN.length - output.length)).toEqual(joined([UNKNOWN, output]));
  });

  it('are inner values, which ONNX Runtime then gives', async () => {
    const draft = new Draft(readModel(forked));
    draft.setOutputs([{ name: 'a' }, { name: 'c' }]);
    const outputs = await runOnce(draft.toSource(inMemory(forked)), feeds);
    expect([...outputs.a.data]).toEqual([2, 0]);
    expect([...outputs.c.data]).toEqual([3, 8]);
  });

  it('do not keep nodes whose outputs were left out by name', () => {
    const unnamed = { op: 'Dropout', inputs: ['x'], outputs: ['dropped', ''] };
    const bounded = { op: 'Clip', inputs: ['x', '', 'most'], outputs: ['y'] };
    const draft = new Draft(
      readModel(
        createModel({ nodes: [unnamed, bounded], inputs: [{ name: 'x' }], outputs: [{ name: 'dropped' }] }),
      ),
    );
    draft.setOutputs([{ name: 'y' }]);
    expect(names(joined(draft.toChunks())).nodes).toEqual(['Clip']);
  });

  it('keep what the body of a node captures', async () => {
    const bytes = conditional();
    const draft = new Draft(readModel(bytes));
    draft.setOutputs([{ name: 'y' }]);
    expect(names(joined(draft.toChunks()))).toMatchObject({
      nodes: ['Neg', 'If'],
      initializers: ['yes', 'w'],
    });
    expect([...(await runOnce(draft.toSource(inMemory(bytes)), feeds)).y.data]).toEqual([4, 4]);
  });

  it('may need a node of more inputs than fit the call stack', () => {
    const inputs = Array.from({ length: 200_000 }, () => 'x');
    const nodes = [{ op: 'Sum', inputs, outputs: ['y'] }];
    const draft = new Draft(readModel(createModel({ nodes, inputs: [{ name: 'x' }], outputs: [] })));
    draft.setOutputs([{ name: 'y' }]);
    expect(names(joined(draft.toChunks())).nodes).toEqual(['Sum']);
  });

  it('leave out sparse weights that nobody needs', () => {
    const bytes = fixture('sparse.onnx');
    const draft = new Draft(readModel(bytes));
    draft.setOutputs([{ name: 'a' }]);
    const kept = readModel(joined(draft.toChunks())).graph;
    expect([[...kept.sparse], [...kept.initializers.keys()]]).toEqual([['s'], []]);
    draft.setOutputs([{ name: 'x' }]);
    expect([...readModel(joined(draft.toChunks())).graph.sparse]).toEqual([]);
  });
});

describe('additions', () => {
  it('are nodes, constants and inputs after those of the model', async () => {
    const draft = new Draft(readModel(forked));
    draft.addInput({ name: 'scale', type: 'float32', dims: ['n', 1] });
    draft.addConstant('offset', vector(10, 20));
    draft.addNode({ op: 'Mul', inputs: ['b', 'scale'], outputs: ['scaled'] });
    draft.addNode({ op: 'Add', inputs: ['scaled', 'offset'], outputs: ['z'] });
    draft.setOutputs([{ name: 'z' }]);
    const source = draft.toSource(inMemory(forked));
    expect(names(source.proto)).toEqual({
      nodes: ['Add', 'Neg', 'Mul', 'Add'],
      initializers: ['w', 'offset'],
      inputs: ['x', 'scale'],
      outputs: ['z'],
      infos: ['a'],
    });
    const outputs = await runOnce(source, { ...feeds, scale: floatTensor(Float32Array.of(2), [1, 1]) });
    expect([...outputs.z.data]).toEqual([6, 20]);
  });

  it('of constants to a model before IR version 4 are nodes, since weights would have to be inputs', async () => {
    const bytes = createModel({
      nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
      initializers: { w: vector(1, 2), unused: vector(0, 0) },
      inputs: [
        { name: 'x', type: 'float32', dims: [2] },
        { name: 'w', type: 'float32', dims: [2] },
        { name: 'unused', type: 'float32', dims: [2] },
      ],
      outputs: [{ name: 'y', type: 'float32', dims: [2] }],
      irVersion: 3,
      opset: 9,
    });
    const draft = new Draft(readModel(bytes));
    draft.addConstant('offset', vector(10, 20));
    draft.addNode({ op: 'Add', inputs: ['y', 'offset'], outputs: ['z'] });
    draft.setOutputs([{ name: 'z' }]);
    const source = draft.toSource(inMemory(bytes));
    expect(readModel(source.proto)).toMatchObject({ irVersion: 3, opsets: new Map([['', 9]]) });
    expect(names(source.proto)).toMatchObject({
      nodes: ['Add', 'Constant', 'Add'],
      initializers: ['w'],
      inputs: ['x', 'w'],
    });
    expect(new Graph(readModel(source.proto)).inputs).toEqual(['x']);
    expect([...(await runOnce(source, { x: vector(5, 6) })).z.data]).toEqual([16, 28]);
  });

  it('redeclare an input of the same name', () => {
    const draft = new Draft(readModel(forked));
    draft.addInput({ name: 'x', type: 'float32', dims: [1, 2] });
    expect(readModel(joined(draft.toChunks())).graph.inputs).toEqual([
      { name: 'x', type: 'float32', dims: [1, 2] },
    ]);
  });

  it('to the metadata replace one entry and keep the rest byte for byte', () => {
    const bytes = rewrite(forked, PATHS.metadata, withUnknown);
    const draft = new Draft(readModel(bytes));
    draft.setMetadata('note', 'new');
    draft.setMetadata('added', '');
    const written = joined(draft.toChunks());
    expect([...readModel(written).metadata]).toEqual([
      ['labels', 'a,b'],
      ['note', 'new'],
      ['added', ''],
    ]);
    expect(messagesAt(written, PATHS.metadata)[0]).toEqual(messagesAt(bytes, PATHS.metadata)[0]);
  });
});

it.each([
  [22, 'Relu', {}, 21],
  [22, 'constructor', {}, 21],
  [24, 'Cast', { to: 1 }, 21],
  [24, 'Cast', { to: 1, round_mode: 'up' }, 24],
  [24, 'Swish', {}, 24],
  [17, 'Relu', {}, 17],
])('operator set %i with %s %j is run as %i', (opset, op, attributes, expected) => {
  const node = { op, inputs: ['x'], outputs: ['y'], attributes };
  const bytes = createModel({ nodes: [node], inputs: [{ name: 'x' }], outputs: [{ name: 'y' }], opset });
  expect(portableOpset(new Graph(readModel(bytes)))).toBe(expected);
});

it('a model in several graph messages becomes one', async () => {
  const rest = createModel({
    nodes: [{ op: 'Neg', inputs: ['c'], outputs: ['z'] }],
    inputs: [],
    outputs: [{ name: 'z' }],
  });
  const appended = new Writer().raw(forked).bytes(7, messagesAt(rest, PATHS.graph)[0]).finish();
  const draft = new Draft(readModel(appended));
  const written = joined(draft.toChunks());
  expect(messagesAt(written, PATHS.graph)).toHaveLength(1);
  expect(names(written).outputs).toEqual(['b', 'c', 'z']);
  expect([...(await runOnce(draft.toSource(inMemory(appended)), feeds)).z.data]).toEqual([-3, -8]);
});

it('unknown fields stand where they stood', () => {
  expect(
    messagesAt(rewrite(forked, PATHS.node, withUnknown), PATHS.node)[0].subarray(0, UNKNOWN.length),
  ).toEqual(UNKNOWN);
});

/** y = yes ? w − (−x) : w + (−x), as an If whose branches capture a weight and the output of a node. */
function conditional(): Uint8Array {
  const branch = (op: string) =>
    body({ nodes: [{ op, inputs: ['w', 'minus'], outputs: [op] }], outputs: [{ name: op }] });
  const model = createModel({
    nodes: [
      { op: 'Neg', inputs: ['x'], outputs: ['minus'] },
      { op: 'Abs', inputs: ['x'], outputs: ['unused'] },
    ],
    initializers: {
      yes: { type: 'bool', dims: [], data: Uint8Array.of(1) },
      w: vector(3, 6),
      unused_weight: vector(1),
    },
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 2] }],
    outputs: [{ name: 'y' }, { name: 'unused' }],
  });
  return withNode(
    model,
    nodeWithBodies('If', ['yes'], 'y', { then_branch: branch('Sub'), else_branch: branch('Add') }),
  );
}
