import { describe, expect, it } from 'vitest';
import { floatTensor, type Tensor } from '@camscope/core';
import {
  boundedBy,
  createModel,
  isPooled,
  locateHead,
  stages,
  type ModelInput,
  type NodeInput,
  type ValueInfo,
} from '@camscope/onnx';
import { probed } from './support/probed.ts';

const zeros = (...dims: number[]) =>
  floatTensor(new Float32Array(dims.reduce((a, b) => a * b)).fill(0.1), dims);
const ints = (...values: number[]): Tensor => ({
  type: 'int64',
  dims: [values.length],
  data: BigInt64Array.from(values, BigInt),
});

const image: ValueInfo = { name: 'image', type: 'float32', dims: ['n', 1, 8, 8] };
const body: NodeInput[] = [
  {
    op: 'Conv',
    inputs: ['image', 'k'],
    outputs: ['conv'],
    attributes: { pads: [1, 1, 1, 1] },
    name: '/stem/conv/Conv',
  },
  {
    op: 'MaxPool',
    inputs: ['conv'],
    outputs: ['pool'],
    attributes: { kernel_shape: [2, 2], strides: [2, 2] },
  },
  { op: 'Relu', inputs: ['pool'], outputs: ['features'], name: '/stem/stem.relu/Relu' },
];
const gap: NodeInput[] = [
  { op: 'GlobalAveragePool', inputs: ['features'], outputs: ['pooled'] },
  { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
  { op: 'Gemm', inputs: ['flat', 'w', 'b'], outputs: ['logits'] },
];
const weights = { k: zeros(4, 1, 3, 3), w: zeros(4, 2), b: zeros(2) };

async function head(
  tail: readonly NodeInput[],
  output: string,
  changes: Partial<ModelInput> = {},
  score?: string,
) {
  const outputs = [{ name: output }];
  const model = { nodes: [...body, ...tail], initializers: weights, inputs: [image], outputs, ...changes };
  return locateHead(await probed(createModel(model)), score);
}

describe('the tensor of class scores', () => {
  it('is the output of the linear layer', async () => {
    expect(await head(gap, 'logits')).toEqual({
      image: { tensor: 'image', view: { kind: 'channels-first' } },
      logits: 'logits',
      classes: 2,
      activation: 'none',
      target: { tensor: 'features', view: { kind: 'channels-first' } },
    });
  });

  it.each([
    ['Softmax', 'softmax'],
    ['LogSoftmax', 'softmax'],
    ['Sigmoid', 'sigmoid'],
  ])('is before %s', async (op, activation) => {
    const tail: NodeInput[] = [
      ...gap,
      { op, inputs: ['logits'], outputs: ['p'] },
      { op: 'Identity', inputs: ['p'], outputs: ['out'] },
    ];
    expect(await head(tail, 'out')).toMatchObject({ logits: 'logits', activation });
  });

  it('is before a masked assignment to calibrated outputs', async () => {
    const tail: NodeInput[] = [
      ...gap,
      { op: 'Sigmoid', inputs: ['logits'], outputs: ['p'] },
      { op: 'Greater', inputs: ['p', 'half'], outputs: ['above'] },
      { op: 'NonZero', inputs: ['above'], outputs: ['where'] },
      { op: 'Transpose', inputs: ['where'], outputs: ['indices'], attributes: { perm: [1, 0] } },
      { op: 'GatherND', inputs: ['p', 'indices'], outputs: ['picked'] },
      { op: 'Mul', inputs: ['picked', 'half'], outputs: ['scaled'] },
      { op: 'ScatterND', inputs: ['p', 'indices', 'scaled'], outputs: ['out'] },
    ];
    const initializers = { ...weights, half: floatTensor(Float32Array.of(0.5), []) };
    expect(await head(tail, 'out', { initializers })).toMatchObject({
      logits: 'logits',
      activation: 'sigmoid',
    });
  });

  it('may keep trailing axes of size 1, as a 1×1 convolution leaves them', async () => {
    const tail: NodeInput[] = [gap[0], { op: 'Conv', inputs: ['pooled', 'w4'], outputs: ['scores'] }];
    expect(await head(tail, 'scores', { initializers: { ...weights, w4: zeros(2, 4, 1, 1) } })).toMatchObject(
      {
        logits: 'scores',
        classes: 2,
      },
    );
  });

  it('is the one that the caller names', async () => {
    expect(await head(gap, 'logits', {}, 'flat')).toMatchObject({ logits: 'flat', classes: 4 });
    await expect(head(gap, 'logits', {}, 'flatt')).rejects.toThrow(/Nearest: flat/);
    await expect(head(gap, 'logits', {}, 'features')).rejects.toThrow(
      /does not hold one score per class[^]*\[1, 4, 4, 4\]/,
    );
  });

  it('takes the activation that the graph applies to it, whichever output is read', async () => {
    const tail: NodeInput[] = [...gap, { op: 'Softmax', inputs: ['logits'], outputs: ['probabilities'] }];
    const outputs = [{ name: 'logits' }, { name: 'probabilities' }];
    const both = await head(tail, 'logits', { outputs });
    expect(both).toMatchObject({ logits: 'logits', activation: 'softmax', guess: undefined });
    const asked = await head(tail, 'logits', { outputs: [{ name: 'features' }] }, 'logits');
    expect(asked).toMatchObject({ logits: 'logits', activation: 'softmax' });
    expect(await head(tail, 'logits', { outputs }, 'probabilities')).toMatchObject({ activation: 'none' });
  });

  it('leaves a doubt where another output may be it, or what follows hangs on the data', async () => {
    const outputs = [{ name: 'flat' }, { name: 'logits' }];
    expect((await head(gap, 'logits', { outputs })).guess).toBe('of the outputs flat, logits, logits');
    const tail: NodeInput[] = [
      ...gap,
      { op: 'Where', inputs: ['yes', 'logits', 'logits'], outputs: ['out'] },
    ];
    const yes: Tensor = { type: 'bool', dims: [1], data: Uint8Array.of(1) };
    const found = await head(tail, 'out', { initializers: { ...weights, yes } });
    expect(found).toMatchObject({ logits: 'logits', guess: 'the last one that Where depends on' });
  });

  it('is missed with a list of what there is', async () => {
    await expect(head([], 'features')).rejects.toThrow(
      /no output with one number per class[^]*features \[1, 4, 4, 4\]/,
    );
  });

  it('is the output called so when there are several', async () => {
    const outputs = [{ name: 'flat' }, { name: 'logits' }];
    expect(await head(gap, 'logits', { outputs })).toMatchObject({ logits: 'logits' });
  });
});

describe('the target tensor', () => {
  it.each<[string, NodeInput[], Record<string, Tensor>]>([
    ['a global average pool', [gap[0], gap[1]], {}],
    [
      'ReduceMean over height and width',
      [
        {
          op: 'ReduceMean',
          inputs: ['features'],
          outputs: ['flat'],
          attributes: { axes: [-1, -2], keepdims: 0 },
        },
      ],
      {},
    ],
    [
      'a pool as large as the map',
      [
        {
          op: 'AveragePool',
          inputs: ['features'],
          outputs: ['pooled'],
          attributes: { kernel_shape: [4, 4] },
        },
        gap[1],
      ],
      {},
    ],
    [
      'a dropout and a pool',
      [
        { op: 'Dropout', inputs: ['features'], outputs: ['dropped'] },
        { op: 'GlobalAveragePool', inputs: ['dropped'], outputs: ['pooled'] },
        gap[1],
      ],
      {},
    ],
  ])('enters %s', async (_, pool, extra) => {
    const tail = [...pool, gap[2]];
    expect((await head(tail, 'logits', { initializers: { ...weights, ...extra } })).target).toEqual({
      tensor: 'features',
      view: { kind: 'channels-first' },
    });
  });

  it('is the last spatial tensor where nothing is pooled', async () => {
    const tail: NodeInput[] = [{ op: 'Flatten', inputs: ['features'], outputs: ['flat'] }, gap[2]];
    const initializers = { ...weights, w: zeros(64, 2) };
    expect((await head(tail, 'logits', { initializers })).target).toEqual({
      tensor: 'features',
      view: { kind: 'channels-first' },
    });
  });

  it('has its channels last where the graph does', async () => {
    const nodes: NodeInput[] = [
      { op: 'Transpose', inputs: ['image'], outputs: ['nchw'], attributes: { perm: [0, 3, 1, 2] } },
      { op: 'Conv', inputs: ['nchw', 'k'], outputs: ['conv'] },
      { op: 'Transpose', inputs: ['conv'], outputs: ['nhwc'], attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Relu', inputs: ['nhwc'], outputs: ['features'] },
      {
        op: 'ReduceMean',
        inputs: ['features'],
        outputs: ['flat'],
        attributes: { axes: [1, 2], keepdims: 0 },
      },
      gap[2],
    ];
    const inputs = [{ ...image, dims: ['n', 8, 8, 1] }];
    expect(await head([], 'logits', { nodes, inputs })).toMatchObject({
      image: { view: { kind: 'channels-last' } },
      target: { tensor: 'features', view: { kind: 'channels-last' } },
    });
  });

  it('is what a quantiser carries, not its code', async () => {
    const quantised: NodeInput[] = [
      { op: 'QuantizeLinear', inputs: ['features', 'scale'], outputs: ['codes'] },
      { op: 'DequantizeLinear', inputs: ['codes', 'scale'], outputs: ['again'] },
      { op: 'GlobalAveragePool', inputs: ['again'], outputs: ['pooled'] },
      ...gap.slice(1),
    ];
    const initializers = { ...weights, scale: floatTensor(Float32Array.of(0.1), []) };
    expect((await head(quantised, 'logits', { initializers })).target?.tensor).toBe('features');
  });

  it('is absent where no map leads to the scores', async () => {
    const nodes: NodeInput[] = [
      { op: 'Flatten', inputs: ['image'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
    ];
    expect((await head([], 'logits', { nodes, initializers: { w: zeros(64, 2) } })).target).toBeUndefined();
  });

  it('survives a reshape computed from shapes', async () => {
    const tail: NodeInput[] = [
      gap[0],
      { op: 'Shape', inputs: ['pooled'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'zero'], outputs: ['n'] },
      { op: 'Concat', inputs: ['n', 'rest'], outputs: ['to'], attributes: { axis: 0 } },
      { op: 'Reshape', inputs: ['pooled', 'to'], outputs: ['flat'] },
      gap[2],
    ];
    const initializers = { ...weights, zero: ints(0), rest: ints(-1) };
    expect(await head(tail, 'logits', { initializers })).toMatchObject({
      logits: 'logits',
      target: { tensor: 'features' },
    });
  });
});

describe('what is bounded', () => {
  const boundOf = async (tail: readonly NodeInput[], output: string) => {
    const outputs = [{ name: output }];
    const nodes = [...body, ...gap, ...tail];
    return boundedBy(
      await probed(createModel({ nodes, initializers: weights, inputs: [image], outputs })),
      output,
    );
  };

  it('comes out of an activation or a softmax in parts, and not out of a linear layer', async () => {
    expect(await boundOf([], 'logits')).toBeUndefined();
    const hard: NodeInput[] = [
      { op: 'HardSigmoid', inputs: ['logits'], outputs: ['h'] },
      { op: 'Identity', inputs: ['h'], outputs: ['out'] },
    ];
    expect(await boundOf(hard, 'out')).toBe('HardSigmoid');
    const inParts: NodeInput[] = [
      { op: 'Exp', inputs: ['logits'], outputs: ['e'] },
      { op: 'ReduceSum', inputs: ['e'], outputs: ['sum'], attributes: { keepdims: 1 } },
      { op: 'Div', inputs: ['e', 'sum'], outputs: ['out'] },
    ];
    expect(await boundOf(inParts, 'out')).toBe('Div');
    expect(await boundOf([{ op: 'Div', inputs: ['logits', 'b'], outputs: ['out'] }], 'out')).toBeUndefined();
  });
});

describe('a pool over whole maps', () => {
  it.each<[string, NodeInput[], boolean]>([
    ['a global pool', gap, true],
    [
      'a mean over what a reshape carries',
      [
        { op: 'Reshape', inputs: ['features', 'rows'], outputs: ['flat'] },
        { op: 'ReduceMean', inputs: ['flat'], outputs: ['logits'], attributes: { axes: [2], keepdims: 0 } },
      ],
      true,
    ],
    ['a linear layer on every place', [{ op: 'Flatten', inputs: ['features'], outputs: ['flat'] }], false],
    [
      'a pool, and something beside it',
      [...gap, { op: 'Flatten', inputs: ['features'], outputs: ['beside'] }],
      false,
    ],
  ])('%s', async (_, tail, pools) => {
    const outputs = [{ name: tail[tail.length - 1].outputs[0] }];
    const initializers = { ...weights, rows: ints(0, 0, -1) };
    const graph = await probed(
      createModel({ nodes: [...body, ...tail], initializers, inputs: [image], outputs }),
    );
    expect(isPooled(graph, 'features')).toBe(pools);
  });
});

describe('stages', () => {
  it('are the last tensors at each resolution, under the names that the exporter left', async () => {
    const graph = await probed(
      createModel({
        nodes: [...body, ...gap],
        initializers: weights,
        inputs: [image],
        outputs: [{ name: 'logits' }],
      }),
    );
    expect(stages(graph, 'logits')).toEqual([
      { name: 'stem.conv', tensor: 'conv', view: { kind: 'channels-first' } },
      { name: 'stem.relu', tensor: 'features', view: { kind: 'channels-first' } },
    ]);
  });
});
