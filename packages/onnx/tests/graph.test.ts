import { describe, expect, it } from 'vitest';
import { floatTensor, type Tensor } from '@camscope/core';
import {
  ancestors,
  createModel,
  descendants,
  Graph,
  readModel,
  readsOf,
  type ModelInput,
  type NodeInput,
} from '@camscope/onnx';
import { Writer } from '../src/wire/writer.ts';
import { body, nodeWithBodies, withNode } from './support/bodies.ts';
import { PATHS, rewrite } from './support/messages.ts';

const relu = (input: string, output: string): NodeInput => ({
  op: 'Relu',
  inputs: [input],
  outputs: [output],
  name: `make ${output}`,
});
const model = (nodes: readonly NodeInput[], changes: Partial<ModelInput> = {}) =>
  createModel({
    nodes,
    inputs: [{ name: 'x' }],
    outputs: [{ name: nodes.at(-1)?.outputs[0] ?? 'x' }],
    ...changes,
  });
const graphOf = (nodes: readonly NodeInput[], changes?: Partial<ModelInput>) =>
  new Graph(readModel(model(nodes, changes)));
const one = floatTensor(Float32Array.of(1), [1]);

describe('order', () => {
  it('is that of the file where it may be', () => {
    const graph = graphOf([relu('x', 'c'), relu('x', 'a'), relu('x', 'b')]);
    expect(graph.nodes.map((node) => node.outputs[0])).toEqual(['c', 'a', 'b']);
  });

  it('puts makers before readers', () => {
    const sum: NodeInput = { op: 'Add', inputs: ['b', 'a'], outputs: ['sum'] };
    const graph = graphOf([sum, relu('a', 'b'), relu('x', 'a')], { outputs: [{ name: 'sum' }] });
    expect(graph.nodes.map((node) => node.outputs[0])).toEqual(['a', 'b', 'sum']);
  });

  it('counts what the body of a node captures', () => {
    const choice = nodeWithBodies('If', ['x'], 'y', {
      then_branch: body({ nodes: [relu('a', 't')], outputs: [{ name: 't' }] }),
    });
    const first = rewrite(model([relu('x', 'a')]), PATHS.graph, (graph) =>
      new Writer().bytes(1, choice).raw(graph).finish(),
    );
    const graph = new Graph(readModel(first));
    expect(graph.nodes.map((node) => node.op)).toEqual(['Relu', 'If']);
  });

  it('of 100,000 nodes in a row does not depend on the call stack', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) =>
      relu(i === 0 ? 'x' : `v${i - 1}`, `v${i}`),
    ).reverse();
    const graph = graphOf(nodes, { outputs: [{ name: 'v99999' }] });
    expect(graph.nodes.at(-1)?.outputs).toEqual(['v99999']);
    expect(ancestors(graph, ['v99999']).size).toBe(100_001);
  });
});

describe('a graph is refused', () => {
  it.each([
    ['with a node that reads itself', [relu('y', 'y')], "a cycle through Relu 'make y'"],
    ['with a cycle', [relu('b', 'a'), relu('a', 'b')], 'a cycle through Relu'],
    [
      'with a value made twice',
      [relu('x', 'y'), relu('x', 'y')],
      "value 'y' made twice, the second time by Relu 'make y'",
    ],
    ['with an input made again', [relu('x', 'x')], "value 'x' made twice"],
    [
      'with an input that nobody makes',
      [relu('z', 'y')],
      "Relu 'make y' reads 'z', which no node, input or initialiser makes",
    ],
  ])('%s', (_, nodes, found) => {
    expect(() => graphOf(nodes)).toThrow(expect.objectContaining({ code: 'MODEL_MALFORMED' }));
    expect(() => graphOf(nodes)).toThrow(found);
  });

  it('with an output that nobody makes', () => {
    expect(() => graphOf([relu('x', 'y')], { outputs: [{ name: 'z' }] })).toThrow(
      "output 'z', which no node",
    );
  });

  it('with a body that captures what nobody makes, or its own result', () => {
    const capturing = (name: string) =>
      withNode(
        model([]),
        nodeWithBodies('If', ['x'], 'y', { then_branch: body({ nodes: [relu(name, 't')] }) }),
      );
    expect(() => new Graph(readModel(capturing('nowhere')))).toThrow("If 'y' reads 'nowhere'");
    expect(() => new Graph(readModel(capturing('y')))).toThrow("a cycle through If 'y'");
  });

  it('with bodies nested too deep', () => {
    expect(() => new Graph(readModel(withNode(model([]), nested(31))))).not.toThrow();
    expect(() => new Graph(readModel(withNode(model([]), nested(32))))).toThrow(
      'graphs nested more than 32 deep',
    );
    expect(() => new Graph(readModel(withNode(model([]), nested(3000))))).toThrow(
      'graphs nested more than 32 deep',
    );
  });
});

describe('what a node reads', () => {
  const inner = nodeWithBodies('Loop', ['', '', 'own'], 'looped', {
    body: body({
      nodes: [{ op: 'Add', inputs: ['deep', 'state'], outputs: ['next'] }],
      inputs: [{ name: 'state' }],
    }),
  });
  const then = new Writer()
    .raw(
      body({
        nodes: [relu('outer', 'own')],
        initializers: { weight: one },
        outputs: [{ name: 'passed' }, { name: 'weight' }],
      }),
    )
    .bytes(1, inner)
    .finish();
  const choice = nodeWithBodies('If', ['condition', ''], 'y', { then_branch: then });
  const nodes = [relu('x', 'outer'), relu('x', 'deep'), relu('x', 'passed'), relu('x', 'condition')];
  const graph = new Graph(readModel(withNode(model(nodes), choice)));

  it('is its inputs and what its bodies take from around them, at any depth', () => {
    expect(new Set(readsOf(graph.producer('y')!))).toEqual(new Set(['condition', 'outer', 'deep', 'passed']));
  });

  it('makes it a consumer, once', () => {
    expect(graph.consumers('deep').map((node) => node.op)).toEqual(['If']);
    const twice = graphOf([{ op: 'Mul', inputs: ['x', 'x'], outputs: ['y'] }]);
    expect(twice.consumers('x')).toHaveLength(1);
  });

  it('tells what depends on what', () => {
    expect(ancestors(graph, ['y'])).toEqual(new Set(['y', 'condition', 'outer', 'deep', 'passed', 'x']));
    expect(descendants(graph, ['deep'])).toEqual(new Set(['deep', 'y']));
  });
});

describe('constants', () => {
  const constant = (attributes: NodeInput['attributes']): Tensor | undefined =>
    graphOf([
      { op: 'Constant', inputs: [], outputs: ['c'], attributes },
      { op: 'Identity', inputs: ['c'], outputs: ['d'] },
      { op: 'Identity', inputs: ['d'], outputs: ['e'] },
    ]).constant('e');

  it.each([
    [{ value: one }, one],
    [{ value_float: { float: 0.5 } }, { type: 'float32', dims: [], data: Float32Array.of(0.5) }],
    [{ value_floats: { floats: [1, 2] } }, { type: 'float32', dims: [2], data: Float32Array.of(1, 2) }],
    [{ value_int: -3 }, { type: 'int64', dims: [], data: BigInt64Array.of(-3n) }],
    [{ value_ints: [] }, { type: 'int64', dims: [0], data: new BigInt64Array(0) }],
    [{ value_string: 'text' }, undefined],
    [{}, undefined],
  ] as const)('are held as %j, and passed on by Identity', (attributes, expected) => {
    expect(constant(attributes)).toEqual(expected);
  });

  it('of the largest integer stay the largest', () => {
    const value = new Writer()
      .text(1, 'value_int')
      .raw(Uint8Array.from([0x18, ...Array(8).fill(0xff), 0x7f]))
      .integer(20, 2);
    const node = new Writer().text(2, 'c').text(4, 'Constant').message(5, value).finish();
    expect(new Graph(readModel(withNode(model([]), node))).constant('c')?.data).toEqual(
      BigInt64Array.of(2n ** 63n - 1n),
    );
  });

  it('that contradict themselves are refused', () => {
    expect(() => constant({ value_ints: 'text' })).toThrow("with 'value_ints' of [NaN]");
    expect(() => constant({ value_int: { float: 0.5 } })).toThrow("with 'value_int' of [0.5]");
  });

  it('pass through 30,000 identities', () => {
    const chain = Array.from({ length: 30_000 }, (_, i): NodeInput => ({
      op: 'Identity',
      inputs: [`v${i}`],
      outputs: [`v${i + 1}`],
    }));
    expect(graphOf(chain, { initializers: { v0: one } }).constant('v30000')).toEqual(one);
  });

  it('are whatever follows from weights alone, unless it is random', () => {
    const graph = graphOf(
      [
        relu('w', 'a'),
        { op: 'Shape', inputs: ['a'], outputs: ['shape'] },
        { op: 'RandomNormalLike', inputs: ['a'], outputs: ['noise'] },
        { op: 'Add', inputs: ['a', 'x'], outputs: ['b'] },
        { op: 'Clip', inputs: ['a', '', 'w'], outputs: ['c', ''] },
      ],
      { initializers: { w: one }, outputs: [{ name: 'b' }] },
    );
    const values = ['w', 'a', 'shape', 'c', 'noise', 'b', 'x', ''];
    expect(values.filter((value) => graph.isConstant(value))).toEqual(['w', 'a', 'shape', 'c']);
    expect(graph.constant('a')).toBeUndefined();
    expect(graph.integers('w')).toEqual([1]);
  });

  it('may come from a sparse initialiser, whose elements are not read', () => {
    const values = new Writer().integers(1, [1]).integer(2, 1).text(8, 's').floats(4, [1]);
    const sparse = new Writer().message(1, values);
    const bytes = rewrite(model([relu('s', 'y')]), PATHS.graph, (graph) =>
      new Writer().raw(graph).message(15, sparse).finish(),
    );
    const graph = new Graph(readModel(bytes));
    expect([graph.isConstant('y'), graph.constant('s')]).toEqual([true, undefined]);
  });
});

describe('inputs', () => {
  it('are not the weights that an old file lists beside them', () => {
    const graph = graphOf([{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }], {
      inputs: [{ name: 'x' }, { name: 'w' }],
      initializers: { w: one },
    });
    expect(graph.inputs).toEqual(['x']);
    expect(graph.has('w') && graph.isConstant('w')).toBe(true);
  });

  it('may be as many as nodes', () => {
    const inputs = Array.from({ length: 20_000 }, (_, i) => ({ name: `i${i}` }));
    const nodes = inputs.map(({ name }, i) => relu(name, `o${i}`));
    expect(graphOf(nodes, { inputs }).nodes).toHaveLength(20_000);
  });
});

it('names that mean something to JavaScript are names', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const graph = graphOf(names.map((name, i) => relu(names[i - 1] ?? 'x', name)));
  expect(graph.nodes.map((node) => node.outputs[0])).toEqual(names);
  expect(graph.consumers('__proto__').map((node) => node.outputs[0])).toEqual(['constructor']);
  expect([graph.has('valueOf'), graph.constant('valueOf'), graph.producer('valueOf')]).toEqual([
    false,
    undefined,
    undefined,
  ]);
});

it('a prefix is lengthened until it is nobody else’s', () => {
  const graph = graphOf([relu('x', 'camscope/0'), relu('x', 'camscope-/1')], {
    initializers: { 'camscope--': one },
  });
  expect(graph.unusedPrefix('camscope')).toBe('camscope---');
  expect(graph.unusedPrefix('probe')).toBe('probe');
});

/** An If in an If in an If … */
function nested(depth: number): Uint8Array {
  let node = new Writer().text(1, 'x').text(2, 'y0').text(4, 'Relu').finish();
  for (let i = 1; i <= depth; i++) {
    node = nodeWithBodies('If', ['x'], `y${i}`, { then_branch: new Writer().bytes(1, node).finish() });
  }
  return nodeWithBodies('If', ['x'], 'y', { then_branch: new Writer().bytes(1, node).finish() });
}
