import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { floatTensor, isCamscopeError, sizeOf, type ErrorCode } from '@camscope/core';
import { ancestors, createModel, Draft, Graph, imageInput, readModel } from '@camscope/onnx';
import { body, nodeWithBodies, withNode } from './support/bodies.ts';
import { mutation } from './support/mutations.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 4000);
const REFUSALS: readonly ErrorCode[] = ['MODEL_MALFORMED', 'MODEL_UNSUPPORTED'];

const classifier = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'k', 'b'], outputs: ['maps'], attributes: { pads: [1, 1, 1, 1], group: 1 } },
    { op: 'Constant', inputs: [], outputs: ['axes'], attributes: { value_ints: [2, 3] } },
    { op: 'Identity', inputs: ['axes'], outputs: ['same'] },
    { op: 'ReduceMean', inputs: ['maps', 'same'], outputs: ['pooled'], attributes: { keepdims: 0 } },
    { op: 'MatMul', inputs: ['pooled', 'w'], outputs: ['y'] },
  ],
  initializers: {
    k: floatTensor(new Float32Array(36), [4, 1, 3, 3]),
    b: floatTensor(new Float32Array(4), [4]),
    w: floatTensor(new Float32Array(800), [4, 200]),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 'h', 'w'] }],
  outputs: [{ name: 'y', type: 'float32', dims: ['n', 200] }],
  metadata: { labels: 'a' },
  opset: 18,
});
const branching = withNode(
  classifier,
  nodeWithBodies('If', ['w'], 'z', {
    then_branch: withLoop(
      body({ nodes: [{ op: 'Relu', inputs: ['maps'], outputs: ['t'] }], outputs: [{ name: 't' }] }),
    ),
    else_branch: body({ outputs: [{ name: 'pooled' }] }),
  }),
);
const fixtures = ['attributes', 'initializers', 'declarations', 'external', 'sparse'].map(
  (name) => new Uint8Array(readFileSync(new URL(`fixtures/${name}.onnx`, import.meta.url))),
);
const seeds = [classifier, branching, ...fixtures];

it('an input of any declaration is an image or refused', () => {
  const dim = fc.oneof(fc.constantFrom(0, 1, 3, -1, '', 'n'), fc.maxSafeInteger());
  fc.assert(
    fc.property(fc.array(dim, { minLength: 4, maxLength: 4 }), (dims) => {
      const graph = new Graph(
        readModel(createModel({ nodes: [], inputs: [{ name: 'x', type: 'float32', dims }], outputs: [] })),
      );
      expect(refusalOf(() => expect(sizeOf(imageInput(graph).dims)).toBeLessThanOrEqual(2 ** 26))).toBeOneOf([
        undefined,
        'MODEL_UNSUPPORTED',
      ]);
    }),
  );
});

it.each(seeds)('seed %# is read, as it is', (bytes) => {
  expect(refusalOf(() => exercise(bytes))).toBeUndefined();
});

it('a damaged or forged file is read or refused, and nothing else', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(fc.constantFrom(...seeds), mutation, (seed, mutate) => {
      const seen = refusalOf(() => exercise(mutate(seed))) ?? 'read';
      outcomes.set(seen, (outcomes.get(seen) ?? 0) + 1);
    }),
    { numRuns: RUNS },
  );
  // Neither so damaged that nothing is read on, nor so little that all of it is.
  expect(outcomes.get('read')).toBeGreaterThan(RUNS / 20);
  expect(outcomes.get('MODEL_MALFORMED')).toBeGreaterThan(RUNS / 20);
  expect(
    [...outcomes.keys()].filter((key) => key !== 'read' && !REFUSALS.includes(key as ErrorCode)),
  ).toEqual([]);
});

/** Reads all there is in a file, and writes it again, whole and in part. */
function exercise(bytes: Uint8Array): void {
  const model = readModel(bytes);
  const graph = new Graph(model);
  for (const node of graph.nodes) {
    expect(node.attributes.size + node.metadata.size).toBeGreaterThanOrEqual(0);
    for (const value of [...node.inputs, ...node.outputs]) graph.constant(value);
  }
  ancestors(graph, graph.outputs);
  for (const outputs of [undefined, graph.outputs.slice(0, 1)]) {
    const draft = new Draft(model);
    if (outputs) draft.setOutputs(outputs.map((name) => ({ name })));
    const source = draft.toSource({ bytes, source: { bytes }, sibling: (path) => ({ path }) });
    expect(source.proto.length).toBeLessThan(bytes.length + 1000);
    expect(new Graph(readModel(source.proto)).outputs).toEqual(outputs ?? graph.outputs);
  }
}

/** The code of the error with which camscope refuses; any other error is the test's to report. */
function refusalOf(act: () => void): ErrorCode | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (isCamscopeError(error)) return error.code;
    throw error;
  }
}

function withLoop(graph: Uint8Array): Uint8Array {
  const loop = nodeWithBodies('Loop', ['', '', 't'], 'u', { body: body({ outputs: [{ name: 'b' }] }) });
  return Uint8Array.from([...graph, 0x0a, loop.length, ...loop]);
}
