import { floatTensor, type MaskInput } from '@camscope/core';
import {
  compilePerturbation,
  createModel,
  heldBytes,
  locateHead,
  maskInput,
  NAMES,
  peakBytes,
  perturbationContext,
  readModel,
  type Draft,
  type ModelInput,
  type NodeInput,
  type PerturbationRequest,
} from '@camscope/onnx';
import { input } from '@camscope/onnx/expressions';
import { describe, expect, it } from 'vitest';
import { kernels, matrixOf, type UpsampleKernel } from '../src/numeric/interpolation.ts';
import { probed } from './support/probed.ts';

describe("kernels are those of PyTorch's interpolate", () => {
  const map = [
    [0, 1],
    [2, 4],
  ];
  it.each<[UpsampleKernel, number[]]>([
    ['bilinear', [0, 0.25, 0.75, 1, 1, 1.375, 2.125, 2.5, 2, 2.5, 3.5, 4]],
    ['bilinear-align-corners', [0, 1 / 3, 2 / 3, 1, 1, 1.5, 2, 2.5, 2, 8 / 3, 10 / 3, 4]],
    [
      'bicubic',
      [
        -0.269925, 0.033284, 0.532688, 0.835897, 0.841797, 1.339844, 2.160156, 2.658203, 1.953518, 2.646403,
        3.787625, 4.480509,
      ],
    ],
    ['nearest', [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 4, 4]],
  ])('%s', (kernel, expected) => {
    const matrix = (length: number) =>
      matrixOf(
        Array.from({ length }, (_, k) => kernels[kernel](k, 2, length)),
        2,
      );
    const [rows, columns] = [matrix(3), matrix(4)];
    const at = (y: number, x: number) =>
      [0, 1].reduce(
        (sum, i) =>
          sum + [0, 1].reduce((part, j) => part + rows[2 * y + i] * map[i][j] * columns[2 * x + j], 0),
        0,
      );
    expected.forEach((value, i) => expect(at(Math.floor(i / 4), i % 4)).toBeCloseTo(value, 5));
  });
});

/** Image 1×4×4 → conv 2×4×4 → maps 2×4×4 → pooled 2×1×1 → flat 2 → logits 3. */
const weights = {
  k: floatTensor(Float32Array.of(1, -1), [2, 1, 1, 1]),
  w: floatTensor(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]),
};
const network = (changes: Partial<ModelInput> = {}) =>
  createModel({
    nodes: [...body, ...head],
    initializers: weights,
    inputs: [{ name: 'image', type: 'float32', dims: ['n', 1, 4, 4] }],
    outputs: [{ name: 'logits' }],
    ...changes,
  });
const body = [
  { op: 'Conv', inputs: ['image', 'k'], outputs: ['conv'] },
  { op: 'Relu', inputs: ['conv'], outputs: ['maps'] },
];
const head = [
  { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
  { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
  { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
];

const graphOf = (draft: Draft) =>
  readModel(draft.toChunks().reduce((all, chunk) => Uint8Array.of(...all, ...chunk), new Uint8Array())).graph;

describe('the most memory that an image takes', () => {
  it('is that of the tensors that live at the same time', async () => {
    const graph = await probed(network());
    // ReLU reads one tensor of 2·16 numbers and makes another; the pool makes 2 numbers out of 32.
    expect(peakBytes(graph, 'image', 'logits')).toBe(4 * (32 + 32));
    expect(peakBytes(graph, 'maps', 'logits')).toBe(4 * (32 + 2));
    expect(peakBytes(graph, 'pooled', 'logits')).toBe(4 * (2 + 3));
  });

  it('counts what is kept for a later sum', async () => {
    const nodes = [
      { op: 'Conv', inputs: ['image', 'k'], outputs: ['first'] },
      { op: 'Relu', inputs: ['first'], outputs: ['second'] },
      { op: 'Sigmoid', inputs: ['second'], outputs: ['third'] },
      { op: 'Add', inputs: ['third', 'first'], outputs: ['maps'] },
      ...head,
    ];
    expect(peakBytes(await probed(network({ nodes })), 'image', 'logits')).toBe(4 * 3 * 32);
  });
});

it('is told what all tensors of an image take together', async () => {
  const graph = await probed(network());
  expect(heldBytes(graph, 'image', 'logits')).toBe(4 * (16 + 32 + 32 + 2 + 2 + 3));
  expect(heldBytes(graph, 'maps', 'logits')).toBe(4 * (32 + 2 + 2 + 3));
});

/** One mask for a whole channel, or for places. */
const kindOf = (shape: MaskInput['shape']): PerturbationRequest['perturbation']['masks'] => ({
  ofActivations: true,
  inputs: () => ({ mask: { shape } }),
  mask: ({ mask }) => mask,
});
const channels = kindOf([2, 1, 1]);
const places = kindOf([1, 4, 4]);

describe('a perturbation of activations', () => {
  const perturbation: PerturbationRequest['perturbation'] = {
    masks: channels,
    of: 'activations',
    keep: perturbationContext.mask,
    fill: { kind: 'value', value: 1 },
  };
  const compiled = async (
    model = network(),
    target = 'maps',
    changes: Partial<PerturbationRequest['perturbation']> = {},
  ) => {
    const graph = await probed(model);
    const site = { tensor: target, view: { kind: 'channels-first' as const } };
    const request = { graph, head: locateHead(graph), target: site };
    return compilePerturbation({ ...request, perturbation: { ...perturbation, ...changes } });
  };

  it('leaves nothing but the head', async () => {
    const { masked, plain, keeps, given } = await compiled();
    const graph = graphOf(masked);
    const operators = graph.nodes.map((node) => node.op);
    expect(operators).not.toContain('Conv');
    expect(operators).toContain('GlobalAveragePool');
    expect(graph.initializers.has('k')).toBe(false);
    expect(graph.inputs.map(({ name }) => name)).toEqual([NAMES.tensor, NAMES.fill, maskInput('mask')]);
    expect(plain).toBeDefined();
    expect(keeps).toEqual(['maps']);
    expect(given.size).toBe(0);
  });

  /** Operators of the masked graph that read the tensor itself, or what it is filled with. */
  const readersOf = async (...request: Parameters<typeof compiled>) => {
    const graph = graphOf((await compiled(...request)).masked);
    const [tensor, fill] = [NAMES.tensor, NAMES.fill].map((name) =>
      graph.nodes.filter(({ inputs }) => inputs.includes(name)).map(({ op }) => op),
    );
    return { tensor, fill, inputs: graph.inputs.map(({ name }) => name) };
  };
  const withHead = (first: NodeInput, ...others: readonly NodeInput[]) =>
    network({ nodes: [...body, first, ...others, ...head.slice(1)] });

  it('that become 0 is no sum', async () => {
    const { fill, inputs } = await readersOf(network(), 'maps', { fill: { kind: 'value', value: 0 } });
    expect(fill).toEqual([]);
    expect(inputs).toEqual([NAMES.tensor, maskInput('mask')]);
  });

  it('that are whole channels is one of their means', async () => {
    expect(await readersOf()).toMatchObject({ tensor: ['GlobalAveragePool'], fill: ['GlobalAveragePool'] });
    const means = { op: 'ReduceMean', inputs: ['maps'], outputs: ['pooled'], attributes: { axes: [-1, 2] } };
    expect(await readersOf(withHead(means))).toMatchObject({ tensor: ['ReduceMean'], fill: ['ReduceMean'] });
    const square = { kernel_shape: [4, 4] };
    const pool = { op: 'AveragePool', inputs: ['maps'], outputs: ['pooled'], attributes: square };
    expect(await readersOf(withHead(pool))).toMatchObject({ tensor: ['AveragePool'] });
  });

  it.each<[string, Parameters<typeof readersOf>]>([
    ['places are masked', [network(), 'maps', { masks: places }]],
    [
      'the pool takes the largest',
      [withHead({ op: 'GlobalMaxPool', inputs: ['maps'], outputs: ['pooled'] })],
    ],
    [
      'channels are pooled too',
      [
        withHead(
          { op: 'ReduceMean', inputs: ['maps'], outputs: ['mean'], attributes: { axes: [1, 2, 3] } },
          { op: 'Concat', inputs: ['mean', 'mean'], outputs: ['pooled'], attributes: { axis: 1 } },
        ),
      ],
    ],
    [
      'another node reads the tensor',
      [
        withHead(
          { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['mean'] },
          { op: 'GlobalMaxPool', inputs: ['maps'], outputs: ['top'] },
          { op: 'Add', inputs: ['mean', 'top'], outputs: ['pooled'] },
        ),
      ],
    ],
  ])('is one of all places where %s', async (_why, request) => {
    expect(await readersOf(...request)).toMatchObject({ tensor: ['Mul'], fill: ['Mul'] });
  });

  it('is given what else the head reads, from the image on', async () => {
    const nodes = [
      { op: 'Conv', inputs: ['image', 'k'], outputs: ['conv'] },
      { op: 'Relu', inputs: ['conv'], outputs: ['inner'] },
      { op: 'Add', inputs: ['inner', 'conv'], outputs: ['sum'] },
      { op: 'Mul', inputs: ['sum', 'image'], outputs: ['maps'] },
      ...head,
    ];
    const { keeps, given } = await compiled(network({ nodes }), 'inner');
    expect([...given.keys()]).toEqual(['conv', 'image']);
    expect(keeps).toEqual(['inner', 'conv']);
  });

  it('is refused where the graph cannot be cut', async () => {
    const split = network({
      nodes: [
        { op: 'Conv', inputs: ['image', 'k'], outputs: ['conv'] },
        { op: 'Split', inputs: ['conv'], outputs: ['maps', 'twin'], attributes: { axis: 2 } },
        { op: 'Add', inputs: ['maps', 'twin'], outputs: ['sum'] },
        { op: 'GlobalAveragePool', inputs: ['sum'], outputs: ['pooled'] },
        ...head.slice(1),
      ],
    });
    await expect(compiled(split)).rejects.toThrow(/cannot be cut at 'maps'[^]*'twin'/);
    const counted = network({
      nodes: [
        ...body,
        ...head.slice(0, 2),
        { op: 'Shape', inputs: ['image'], outputs: ['sizes'], attributes: { start: 0, end: 1 } },
        { op: 'Squeeze', inputs: ['sizes'], outputs: ['size'] },
        { op: 'Range', inputs: ['zero', 'size', 'one'], outputs: ['places'] },
        { op: 'Gather', inputs: ['flat', 'places'], outputs: ['picked'], attributes: { axis: 0 } },
        { op: 'MatMul', inputs: ['picked', 'w'], outputs: ['logits'] },
      ],
      initializers: {
        ...weights,
        zero: { type: 'int64', dims: [], data: BigInt64Array.of(0n) },
        one: { type: 'int64', dims: [], data: BigInt64Array.of(1n) },
      },
    });
    await expect(compiled(counted)).rejects.toThrow(/'places', which is made of the size of the batch/);
  });

  it('refuses to be kept by what it does not mask', async () => {
    const graph = await probed(network());
    const site = { tensor: 'maps', view: { kind: 'channels-first' as const } };
    const asking = { ...perturbation, keep: perturbationContext.image };
    const request = { graph, head: locateHead(graph), target: site, perturbation: asking };
    expect(() => compilePerturbation(request)).toThrow(/cannot depend on 'image'/);
    const unknown = { ...request, perturbation: { ...perturbation, keep: input('scale') } };
    expect(() => compilePerturbation(unknown)).toThrow(/no input 'scale'[^]*Inputs: mask/);
  });
});
