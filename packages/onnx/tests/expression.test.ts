import { describe, expect, it } from 'vitest';
import { floatTensor, type Expression, type FloatTensor, type Tensor } from '@camscope/core';
import { compile, contextOf, createModel, locateHead, NAMES, type NodeInput } from '@camscope/onnx';
import * as words from '@camscope/onnx/expressions';
import { probed } from './support/probed.ts';
import { inProcessRuntime } from './support/runtime.ts';

/** Two maps: A = (x, −2x) on a 2×2 image; logits = mean pool · W. */
const maps = createModel({
  nodes: [
    { op: 'Conv', inputs: ['image', 'k'], outputs: ['maps'] },
    { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
    { op: 'ArgMax', inputs: ['logits'], outputs: ['unused'], attributes: { axis: 1 } },
  ],
  initializers: { k: tensor([1, -2], [2, 1, 1, 1]), w: tensor([4, 8, 12, 16], [2, 2]) },
  inputs: [{ name: 'image', type: 'float32', dims: ['n', 1, 2, 2] }],
  outputs: [{ name: 'logits' }, { name: 'unused' }],
});

async function evaluate(expression: Expression, classes = [0], model = maps): Promise<FloatTensor> {
  const graph = await probed(model);
  const head = locateHead(graph);
  const compiled = compile({ graph, head, targets: [head.target!], expression });
  const file = { bytes: model, source: { bytes: model }, sibling: () => ({ bytes: model }) };
  const session = await inProcessRuntime.open(compiled.draft.toSource(file), { provider: 'cpu' });
  const feeds: Record<string, FloatTensor> = { image: tensor([1, 2, 3, -4], [1, 1, 2, 2]) };
  if (compiled.inputs.class) feeds[compiled.inputs.class] = tensor([...classes], [classes.length, 1]);
  try {
    return (await session.run(feeds))[NAMES.map] as FloatTensor;
  } finally {
    await session.release();
  }
}

const values = async (expression: Expression) => [...(await evaluate(expression)).data];
const { image, activations, logits, score } = contextOf();

describe('words', () => {
  it.each<[string, Expression, number[]]>([
    ['image', image, [1, 2, 3, -4]],
    ['activations', activations, [1, 2, 3, -4, -2, -4, -6, 8]],
    // mean(x) = ½, mean(−2x) = −1
    ['logits', logits, [2 - 12, 4 - 16]],
    ['score', score, [2 - 12]],
    ['gradient', words.gradient(score, activations), [1, 1, 1, 1, 3, 3, 3, 3]],
    ['gradient of the image', words.gradient(score, image), [-5, -5, -5, -5]],
    ['add', words.add(image, 1), [2, 3, 4, -3]],
    ['sub', words.sub(1, image), [0, -1, -2, 5]],
    ['mul', words.mul(image, image), [1, 4, 9, 16]],
    ['div', words.div(image, 2), [0.5, 1, 1.5, -2]],
    ['div by zero', words.div(image, words.sub(image, 1)), [0, 2, 1.5, 0.800000011920929]],
    ['relu', words.relu(image), [1, 2, 3, 0]],
    ['positive', words.positive(image), [1, 1, 1, 0]],
    ['abs', words.abs(image), [1, 2, 3, 4]],
    ['spatialMean', words.spatialMean(activations), [0.5, -1]],
    ['spatialSum', words.spatialSum(activations), [2, -4]],
    ['channelSum', words.channelSum(activations), [-1, -2, -3, 4]],
    ['channelMean', words.channelMean(activations), [-0.5, -1, -1.5, 2]],
    ['channelMax', words.channelMax(activations), [1, 2, 3, 8]],
    ['minMax', words.minMax(words.mul(image, 7)), [5 / 7, 6 / 7, 1, 0].map(Math.fround)],
    ['minMax with an epsilon', words.minMax(words.mul(image, 7), 7), [35 / 56, 42 / 56, 49 / 56, 0]],
    ['minMax of a constant', words.minMax(words.positive(words.abs(image))), [0, 0, 0, 0]],
    ['upsample to its own size', words.upsample(activations, image), [1, 2, 3, -4, -2, -4, -6, 8]],
    [
      'upsample of weights',
      words.upsample(words.spatialSum(activations), image),
      [2, 2, 2, 2, -4, -4, -4, -4],
    ],
  ])('%s', async (_, expression, expected) => {
    expect(await values(expression)).toEqual(expected);
  });

  it('keep the rank of maps', async () => {
    expect((await evaluate(words.spatialMean(activations))).dims).toEqual([1, 2, 1, 1]);
    expect((await evaluate(words.channelSum(activations))).dims).toEqual([1, 1, 2, 2]);
  });
});

describe('compile', () => {
  it('explains several classes of one image in one run', async () => {
    const weighted = words.channelSum(
      words.mul(words.spatialMean(words.gradient(score, activations)), activations),
    );
    const both = await evaluate(weighted, [0, 1]);
    const [first, second] = [await evaluate(weighted, [0]), await evaluate(weighted, [1])];
    expect([...both.data]).toEqual([...first.data, ...second.data]);
  });

  it('drops what neither the logits nor the map need', async () => {
    const graph = await probed(maps);
    const head = locateHead(graph);
    const { draft, inputs } = compile({ graph, head, targets: [head.target!], expression: activations });
    const text = new TextDecoder().decode(
      draft.toChunks().reduce((all, chunk) => Uint8Array.of(...all, ...chunk), new Uint8Array()),
    );
    expect(text).not.toContain('ArgMax');
    expect(inputs).toEqual({ image: 'image' });
  });

  it('marks a gradient through a quantiser as approximate', async () => {
    const graph = await probed(quantised);
    const head = locateHead(graph);
    const target = { tensor: 'maps', view: { kind: 'channels-first' as const } };
    const through = compile({
      graph,
      head,
      targets: [target],
      expression: words.gradient(score, activations),
    });
    expect(through.approximate).toBe(true);
    expect(compile({ graph, head, targets: [target], expression: activations }).approximate).toBe(false);
  });

  it('refuses words that nobody knows and gradients to what is no tensor', async () => {
    await expect(evaluate({ word: 'sharpen', operands: [image], parameters: {} })).rejects.toThrow(
      /No word is called 'sharpen'/,
    );
    expect(() => words.gradient(score, logits)).toThrow(/with respect to 'logits'/);
  });
});

/** As torch exports the pool of a network that keeps channels last: a vector, read in its order at places that grow with the batch. */
const strided = createModel({
  nodes: [
    { op: 'Conv', inputs: ['image', 'k'], outputs: ['maps'] },
    { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
    { op: 'Reshape', inputs: ['pooled', 'all'], outputs: ['vector'] },
    { op: 'Shape', inputs: ['image'], outputs: ['images'], attributes: { start: 0, end: 1 } },
    { op: 'Squeeze', inputs: ['images'], outputs: ['count'] },
    { op: 'Range', inputs: ['from', 'count', 'step'], outputs: ['each'] },
    { op: 'Mul', inputs: ['each', 'channels'], outputs: ['starts'] },
    { op: 'Unsqueeze', inputs: ['starts', 'axes'], outputs: ['rows'] },
    { op: 'Add', inputs: ['rows', 'places'], outputs: ['indices'] },
    { op: 'Gather', inputs: ['vector', 'indices'], outputs: ['strided'], name: 'as_strided' },
    { op: 'Flatten', inputs: ['strided'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
  ],
  initializers: {
    k: tensor([1, -2], [2, 1, 1, 1]),
    w: tensor([4, 8, 12, 16], [2, 2]),
    all: ints([-1]),
    axes: ints([1, 2, 3]),
    places: ints([0, 1], [1, 2, 1, 1]),
    from: ints([0], []),
    step: ints([1], []),
    channels: ints([2], []),
  },
  inputs: [{ name: 'image', type: 'float32', dims: ['n', 1, 2, 2] }],
  outputs: [{ name: 'logits' }],
});

describe('a pool that is read at computed places', () => {
  it.each([[[0]], [[0, 1]]])('has the gradients of the pool, for classes %j', async (classes) => {
    const gradient = words.gradient(score, activations);
    const plain = await evaluate(gradient, classes);
    expect([...(await evaluate(gradient, classes, strided)).data]).toEqual([...plain.data]);
  });

  it('is followed by the weights of the head', async () => {
    expect([...(await evaluate(words.headWeights(score), [1], strided)).data]).toEqual([8, 16]);
  });
});

describe('gradients that cannot be had', () => {
  const withNode = (node: NodeInput, read: string) =>
    createModel({
      nodes: [
        { op: 'Conv', inputs: ['image', 'k'], outputs: ['maps'] },
        node,
        { op: 'GlobalAveragePool', inputs: [read], outputs: ['pooled'] },
        { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
        { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
      ],
      initializers: { k: tensor([1, -2], [2, 1, 1, 1]), w: tensor([4, 8, 12, 16], [2, 2]) },
      inputs: [{ name: 'image', type: 'float32', dims: ['n', 1, 2, 2] }],
      outputs: [{ name: 'logits' }],
    });

  it('name the operator, the node and what to do', async () => {
    const model = withNode({ op: 'Acos', inputs: ['maps'], outputs: ['odd'], name: 'strange' }, 'odd');
    await expect(evaluate(words.gradient(score, image), undefined, model)).rejects.toThrow(
      /No gradient rule for operator Acos 'strange'[^]*do: Choose a method and a layer whose gradient does not pass it/,
    );
  });

  it('stop at an operator that is nowhere smooth', async () => {
    const model = withNode({ op: 'Floor', inputs: ['maps'], outputs: ['steps'] }, 'steps');
    await expect(evaluate(words.gradient(score, image), undefined, model)).rejects.toThrow(
      /'image' does not influence 'logits'/,
    );
  });
});

const quantised = createModel({
  nodes: [
    { op: 'Conv', inputs: ['image', 'k'], outputs: ['maps'] },
    { op: 'QuantizeLinear', inputs: ['maps', 'scale'], outputs: ['codes'] },
    { op: 'DequantizeLinear', inputs: ['codes', 'scale'], outputs: ['again'] },
    { op: 'GlobalAveragePool', inputs: ['again'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['logits'] },
  ],
  initializers: { k: tensor([1, -2], [2, 1, 1, 1]), scale: tensor([0.1], []) },
  inputs: [{ name: 'image', type: 'float32', dims: ['n', 1, 2, 2] }],
  outputs: [{ name: 'logits' }],
});

function ints(numbers: readonly number[], dims = [numbers.length]): Tensor {
  return { type: 'int64', dims, data: BigInt64Array.from(numbers, BigInt) };
}

function tensor(numbers: number[], dims: number[]): FloatTensor {
  return floatTensor(Float32Array.from(numbers), dims);
}
