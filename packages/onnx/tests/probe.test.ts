import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { CamscopeError, floatTensor, type Runtime, type Tensor } from '@camscope/core';
import {
  createModel,
  Graph,
  imageInput,
  inferredFacts,
  probe,
  readModel,
  type ModelInput,
  type NodeInput,
  type ProbeOptions,
} from '@camscope/onnx';
import { body, bodyWithNode, nodeWithBodies, withNode } from './support/bodies.ts';
import { inMemory } from './support/model-file.ts';
import { probed } from './support/probed.ts';
import { inProcessRuntime, openSessions } from './support/runtime.ts';

type Dims = readonly (number | string)[];

const ones = (...dims: number[]) =>
  floatTensor(new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(1), dims);
const ints = (...values: number[]): Tensor => ({
  type: 'int64',
  dims: [values.length],
  data: BigInt64Array.from(values, BigInt),
});
const node = (
  op: string,
  inputs: string[],
  output: string,
  attributes: NodeInput['attributes'] = {},
): NodeInput => {
  return { op, inputs, outputs: [output], attributes };
};
const model = (dims: Dims, nodes: readonly NodeInput[], initializers: ModelInput['initializers'] = {}) =>
  createModel({
    nodes,
    initializers,
    inputs: [{ name: 'x', type: 'float32', dims }],
    outputs: [{ name: nodes.at(-1)!.outputs[0] }],
  });

const convolution = node('Conv', ['x', 'k'], 'maps', { strides: [2, 2] });
/** What a traced `x.view(x.size(0), -1)` becomes. */
const view = [
  convolution,
  node('Shape', ['maps'], 'shape'),
  node('Gather', ['shape', 'zero'], 'size'),
  node('Unsqueeze', ['size', 'zeros'], 'sizes'),
  node('Concat', ['sizes', 'minus'], 'target', { axis: 0 }),
  node('Reshape', ['maps', 'target'], 'flat'),
];
const weights = {
  k: ones(4, 3, 3, 3),
  zero: { type: 'int64', dims: [], data: BigInt64Array.of(0n) },
  zeros: ints(0),
  minus: ints(-1),
} as const;

describe('shapes', () => {
  it('are exact, and tell which axis is the batch', async () => {
    const graph = await probed(model(['n', 3, 9, 'w'], view, weights), { size: [9, 7] });
    expect(graph.probedShape('x')).toEqual({ dims: [1, 3, 9, 7], batch: [true, false, false, false] });
    expect(graph.probedShape('maps')).toEqual({ dims: [1, 4, 4, 3], batch: [true, false, false, false] });
    expect(graph.probedShape('flat')).toEqual({ dims: [1, 48], batch: [true, false] });
    expect(graph.probedShape('size')).toEqual({ dims: [], batch: [] });
    expect([graph.shape('k'), graph.shape('nowhere')]).toEqual([[4, 3, 3, 3], undefined]);
  });

  it('of a graph for one image count its first axis as the batch', async () => {
    const graph = await probed(model([1, 3, 9, 7], view, weights));
    expect(graph.probedShape('flat')).toEqual({ dims: [1, 48], batch: [true, false] });
    expect(graph.probedShape('sizes')).toEqual({ dims: [1], batch: [false] });
  });

  it('are unknown where they grow in another way than in proportion to the batch', async () => {
    const nodes = [node('Flatten', ['x'], 'flat', { axis: 0 }), node('Pad', ['flat', 'pads'], 'padded')];
    const graph = await probed(model(['n', 1, 2, 2], nodes, { pads: ints(0, 1, 0, 0) }));
    expect(graph.probedShape('flat')).toEqual({ dims: [1, 4], batch: [false, true] });
    expect(graph.probedShape('padded')).toBeUndefined();
  });

  it('pass over values that have none', async () => {
    const nodes = [
      node('SequenceConstruct', ['x', 'x'], 'parts'),
      node('ConcatFromSequence', ['parts'], 'y', { axis: 1 }),
    ];
    const graph = await probed(model(['n', 1, 2, 2], nodes));
    expect([graph.shape('parts'), graph.shape('y')]).toEqual([undefined, [1, 2, 2, 2]]);
  });

  it('are found beside names that begin like those of the probe', async () => {
    const graph = await probed(model(['n', 1, 2, 2], [node('Relu', ['x'], 'camscope-probe/0')]));
    expect(graph.shape('camscope-probe/0')).toEqual([1, 1, 2, 2]);
  });
});

describe('constants', () => {
  it('are what follows from shapes alone, when the batch does not matter', async () => {
    const nodes = [...view.slice(0, -2), node('Concat', ['minus', 'rest'], 'target', { axis: 0 }), view[5]];
    const rest = [node('Gather', ['shape', 'one'], 'channels'), node('Mul', ['channels', 'twelve'], 'rest')];
    const changed = [...nodes.slice(0, 2), ...rest, ...nodes.slice(2)];
    const graph = await probed(
      model(['n', 3, 9, 7], changed, { ...weights, one: ints(1), twelve: ints(12) }),
    );
    expect(graph.isConstant('target')).toBe(false);
    expect(graph.integers('target')).toEqual([-1, 48]);
    expect(graph.integers('sizes')).toBeUndefined();
  });

  it('are not what changes with the batch', async () => {
    expect((await probed(model(['n', 3, 9, 7], view, weights))).integers('target')).toBeUndefined();
    expect((await probed(model([1, 3, 9, 7], view, weights))).integers('target')).toEqual([1, -1]);
  });

  it('are not what the image decides, by its values or by how many of them are not zero', async () => {
    const nodes = [
      node('NonZero', ['x'], 'places'),
      node('Shape', ['places'], 'counts'),
      node('Cast', ['counts'], 'count', { to: 1 }),
      node('ReduceMax', ['count'], 'most', { keepdims: 0 }),
      node('Mul', ['x', 'most'], 'y'),
    ];
    expect((await probed(model([1, 1, 2, 2], nodes))).constant('most')).toBeUndefined();
    const choice = nodeWithBodies(
      'If',
      ['always'],
      'picked',
      branches([node('ReduceMax', ['x'], 'most', { keepdims: 0 })]),
    );
    const always = { always: { type: 'bool', dims: [], data: Uint8Array.of(1) } } as const;
    const bytes = withNode(model([1, 1, 2, 2], [node('Mul', ['x', 'picked'], 'y')], always), choice);
    expect((await probed(bytes)).constant('picked')).toBeUndefined();
  });

  it('are not random', async () => {
    const nodes = [node('RandomNormal', [], 'noise', { shape: [1] }), node('Add', ['x', 'noise'], 'y')];
    expect((await probed(model([1, 1, 2, 2], nodes))).constant('noise')).toBeUndefined();
  });

  it('may count what is in the batch', async () => {
    const scalar = (number: number): Tensor => ({ ...ints(number), dims: [] });
    const places = (count: string) => [
      node('Reshape', ['x', 'all'], 'vector'),
      node('Shape', ['x'], 'images', { start: 0, end: 1 }),
      node('Squeeze', ['images'], 'n'),
      node('Mul', ['n', 'pixels'], 'total'),
      node('Range', ['zero', count, 'one'], 'places'),
      node('Gather', ['vector', 'places'], 'y'),
    ];
    const given = { all: ints(-1), pixels: scalar(4), zero: scalar(0), one: scalar(1) };
    const isCounting = async (count: string) =>
      (await probed(model(['n', 1, 2, 2], places(count), given))).isCounting('places');
    expect([await isCounting('total'), await isCounting('pixels')]).toEqual([true, true]);
    const reverse = { ...given, zero: scalar(3), pixels: scalar(-1), one: scalar(-1) };
    const graph = await probed(model(['n', 1, 2, 2], places('pixels'), reverse));
    expect(graph.isCounting('places')).toBe(false);
  });

  it('are computed weights too, when they are small', async () => {
    const nodes = [
      node('Neg', ['small'], 's'),
      node('Neg', ['large'], 'l'),
      node('Mul', ['x', 's'], 'a'),
      node('Mul', ['a', 'l'], 'y'),
    ];
    const graph = await probed(model(['n', 1, 40, 40], nodes, { small: ones(1), large: ones(40, 40) }));
    expect(graph.constant('s')).toEqual(floatTensor(Float32Array.of(-1), [1]));
    expect([graph.isConstant('l'), graph.constant('l')]).toEqual([true, undefined]);
  });
});

describe('what follows from operators alone', () => {
  const inferred = (bytes: Uint8Array) => inferredFacts(new Graph(readModel(bytes)));
  const window = { strides: [2, 1], dilations: [1, 2], pads: [1, 2, 0, 1] };
  const plain: readonly [string, NodeInput[], ModelInput['initializers']?][] = [
    ['convolutions', [node('Conv', ['x', 'k', 'b'], 'y', window)], { k: ones(4, 3, 3, 2), b: ones(4) }],
    ['of groups', [node('Conv', ['x', 'k'], 'y', { group: 3 })], { k: ones(6, 1, 3, 3) }],
    ['pools', [node('MaxPool', ['x'], 'y', { kernel_shape: [3, 3], ...window })]],
    [
      'means',
      [node('AveragePool', ['x'], 'y', { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 0, 2, 1] })],
    ],
    ['pools of everything', [node('GlobalAveragePool', ['x'], 'y')]],
    ['norms', [node('BatchNormalization', ['x', 'c', 'c', 'c', 'c'], 'y')], { c: ones(3) }],
    [
      'heads',
      [
        node('ReduceMean', ['x'], 'mean', { axes: [2, -1], keepdims: 0 }),
        node('Identity', ['w'], 'weight'),
        node('Gemm', ['mean', 'weight', 'b'], 'a', { transB: 1 }),
        node('MatMul', ['mean', 'm'], 'c'),
        node('Add', ['a', 'c'], 'sum'),
        node('Softmax', ['sum'], 'y'),
      ],
      { w: ones(5, 3), b: ones(5), m: ones(3, 5) },
    ],
    [
      'layouts',
      [
        node('Transpose', ['x'], 't', { perm: [0, 2, 3, 1] }),
        node('Pad', ['t', 'pads'], 'p'),
        node('Clip', ['p', '', 'six'], 'c'),
        node('Concat', ['c', 'p'], 'cc', { axis: -1 }),
        node('Flatten', ['cc'], 'f'),
        node('Reshape', ['cc', 'shape'], 'y'),
      ],
      { pads: ints(0, 1, 0, 0, 0, 0, 2, 0), shape: ints(0, 2, -1), six: floatTensor(Float32Array.of(6), []) },
    ],
  ];

  it.each(plain)('is what a probe sees: %s', async (_, nodes, initializers) => {
    for (const batch of ['n', 1]) {
      const bytes = model([batch, 3, 9, 7], nodes, initializers);
      expect(inferred(bytes)?.shapes).toEqual((await probed(bytes)).facts!.shapes);
    }
  });

  const doubtful: readonly [string, NodeInput[], ModelInput['initializers']?][] = [
    ['pools up to the edge', [node('MaxPool', ['x'], 'y', { kernel_shape: [2, 2], ceil_mode: 1 })]],
    ['automatic pads', [node('MaxPool', ['x'], 'y', { kernel_shape: [2, 2], auto_pad: 'SAME_UPPER' })]],
    ['other channels', [node('Conv', ['x', 'k'], 'y')], { k: ones(4, 2, 3, 3) }],
    ['a kernel beyond the image', [node('Conv', ['x', 'k'], 'y')], { k: ones(4, 3, 10, 3) }],
    ['sizes that do not fit', [node('Add', ['x', 'k'], 'y')], { k: ones(2, 1, 1) }],
    ['another depth', [node('Flatten', ['x'], 'f'), node('MatMul', ['f', 'k'], 'y')], { k: ones(9, 2) }],
    ['one image', [node('Reshape', ['x', 'shape'], 'y')], { shape: ints(189) }],
    ['a sum of weights', [node('Add', ['k', 'k'], 'w'), node('Mul', ['x', 'w'], 'y')], { k: ones(1) }],
    ['an operator of others', [node('Shape', ['x'], 'y')]],
  ];

  it.each(doubtful)('is left to a probe: %s', (_, nodes, initializers) => {
    expect(inferred(model(['n', 3, 9, 7], nodes, initializers))).toBeUndefined();
  });
});

describe('the image input', () => {
  const input = (dims: Dims, size?: [number, number]) =>
    imageInput(new Graph(readModel(model(dims, [node('Relu', ['x'], 'y')]))), size);

  it.each([
    [
      ['n', 3, 'h', 'w'],
      { dims: [1, 3, 224, 224], view: { kind: 'channels-first' }, fixedBatch: false, openSize: true },
    ],
    [
      [1, 1, 64, 32],
      { dims: [1, 1, 64, 32], view: { kind: 'channels-first' }, fixedBatch: true, openSize: false },
    ],
    [
      ['', 299, 299, 3],
      { dims: [1, 299, 299, 3], view: { kind: 'channels-last' }, fixedBatch: false, openSize: false },
    ],
    [
      [-1, '', '', 3],
      { dims: [1, 224, 224, 3], view: { kind: 'channels-last' }, fixedBatch: false, openSize: true },
    ],
    [
      [0, '', '', ''],
      { dims: [1, 3, 224, 224], view: { kind: 'channels-first' }, fixedBatch: false, openSize: true },
    ],
    [
      ['n', 3, 3, 3],
      { dims: [1, 3, 3, 3], view: { kind: 'channels-first' }, fixedBatch: false, openSize: false },
    ],
  ] as const)('declared as %j is %j', (dims, expected) => {
    expect(input(dims)).toEqual({ name: 'x', ...expected });
  });

  it('takes the size asked for where the graph leaves it open', () => {
    expect(input(['n', 1, 'h', 'w'], [10, 20]).dims).toEqual([1, 1, 10, 20]);
    expect(input(['n', 1, 8, 8], [10, 20]).dims).toEqual([1, 1, 8, 8]);
  });

  it.each([
    [[4, 3, 8, 8], 'batches of exactly 4 images'],
    [['n', 3, 8], 'x: float32 [n, 3, 8]'],
    [['n', 3, 2 ** 31, 2 ** 31], 'The input of the network is too large'],
    [['n', 2 ** 52, 8, 3], 'The input of the network is too large'],
  ])('declared as %j is refused', (dims, found) => {
    expect(() => input(dims)).toThrow(expect.objectContaining({ code: 'MODEL_UNSUPPORTED' }));
    expect(() => input(dims)).toThrow(found);
  });

  it.each([
    [[], 'no input'],
    [[{ name: 'x', type: 'uint8', dims: [1, 3, 8, 8] }], 'x: uint8 [1, 3, 8, 8]'],
    [[{ name: 'x', type: 'float32' }], 'x: float32 [no shape]'],
    [[{ name: 'x' }], 'x: no type [no shape]'],
    [
      [
        { name: 'x', type: 'float32', dims: ['n', 3, 8, 8] },
        { name: 'age', type: 'float32', dims: ['n', 1] },
      ],
      'age: float32 [n, 1]',
    ],
  ] as const)('is one float32 tensor of rank 4, unlike %j', (inputs, found) => {
    const graph = new Graph(readModel(createModel({ nodes: [], inputs, outputs: [] })));
    expect(() => imageInput(graph)).toThrow(found);
  });
});

describe('a network with a loop', () => {
  const runtime = startNodeRuntime();
  afterAll(() => runtime.close());
  /** x → −x → x …, so many times; in an If where it is nested. */
  const looping = (trips: bigint, nested: boolean) => {
    const loop = nodeWithBodies('Loop', ['trips', '', 'x'], 'y', {
      body: body({
        nodes: [node('Identity', ['go'], 'goes'), node('Neg', ['v'], 'negative')],
        inputs: [
          { name: 'i', type: 'int64', dims: [] },
          { name: 'go', type: 'bool', dims: [] },
          { name: 'v', type: 'float32' },
        ],
        outputs: [
          { name: 'goes', type: 'bool', dims: [] },
          { name: 'negative', type: 'float32' },
        ],
      }),
    });
    const inIf = nodeWithBodies('If', ['yes'], 'z', {
      then_branch: bodyWithNode(body({ outputs: [{ name: 'y', type: 'float32' }] }), loop),
      else_branch: body({ nodes: [node('Identity', ['x'], 'b')], outputs: [{ name: 'b', type: 'float32' }] }),
    });
    const base = model(['n', 1, 2, 2], [node('Neg', ['x'], 'end')], {
      trips: { type: 'int64', dims: [], data: BigInt64Array.of(trips) },
      yes: { type: 'bool', dims: [], data: Uint8Array.of(1) },
    });
    return withNode(base, nested ? inIf : loop);
  };
  const probing = (bytes: Uint8Array, options: ProbeOptions) =>
    probe(new Graph(readModel(bytes)), inMemory(bytes), runtime, options);

  it('is probed like any other where it ends in time', async () => {
    const { shapes } = await probing(looping(3n, false), { within: 30 });
    expect(shapes.get('y')).toEqual({ dims: [1, 1, 2, 2], batch: [true, false, false, false] });
  });

  it.each([false, true])('is stopped where it does not; nested: %s', async (nested) => {
    const started = performance.now();
    await expect(probing(looping(2n ** 62n, nested), { within: 2 })).rejects.toMatchObject({
      code: 'MODEL_UNSUPPORTED',
      message: expect.stringContaining('takes too long\n  asked: At most 2 seconds'),
    });
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('is stopped where the user asks to stop', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1000);
    await expect(probing(looping(2n ** 62n, false), { signal: stop.signal })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});

describe('a probe that fails', () => {
  const failing = (bytes: Uint8Array, options?: ProbeOptions, runtime: Runtime = inProcessRuntime) =>
    probe(new Graph(readModel(bytes)), inMemory(bytes), runtime, options).then(
      () => expect.unreachable(),
      (error: CamscopeError) => error,
    );

  it('on an unknown operator names it', async () => {
    const error = await failing(model(['n', 3, 8, 8], [node('Unheard', ['x'], 'y')]));
    expect([error.code, error.message]).toEqual(['RUNTIME_FAILED', expect.stringContaining('Unheard')]);
  });

  it('on a graph that takes one image whatever it says, says so', async () => {
    const error = await failing(
      model(['n', 1, 2, 2], [node('Reshape', ['x', 'four'], 'y')], { four: ints(4) }),
    );
    expect([error.code, error.message]).toEqual([
      'MODEL_UNSUPPORTED',
      expect.stringContaining('cannot take two images'),
    ]);
    expect(error.cause).toMatchObject({ code: 'RUNTIME_FAILED' });
  });

  it('releases its session', async () => {
    const before = openSessions();
    await probed(model(['n', 3, 9, 7], view, weights));
    await failing(model(['n', 3, 4, 4], [node('Reshape', ['x', 'five'], 'y')], { five: ints(5) }));
    expect(openSessions()).toBe(before);
  });

  it('because it was cancelled says that', async () => {
    const error = await failing(model(['n', 3, 9, 7], view, weights), { signal: AbortSignal.abort() });
    expect(error.code).toBe('INTERRUPTED');
    expect(openSessions()).toBe(0);
  });
});

function branches(nodes: readonly NodeInput[]): Record<string, Uint8Array> {
  const branch = body({ nodes, outputs: [{ name: nodes.at(-1)!.outputs[0] }] });
  return { then_branch: branch, else_branch: branch };
}
