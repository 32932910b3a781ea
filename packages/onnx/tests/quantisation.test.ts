import { floatTensor, type FloatTensor, type Tensor } from '@camscope/core';
import {
  createModel,
  differentiate,
  draftOf,
  random,
  ruleSets,
  type NodeInput,
  type RuleSetName,
} from '@camscope/onnx';
import { describe, expect, it } from 'vitest';
import { isNonNegative } from '../src/gradient/rules/non-negative.ts';
import { probed } from './support/probed.ts';
import { inProcessRuntime } from './support/runtime.ts';

const floats = (values: readonly number[], dims: readonly number[] = []): FloatTensor =>
  floatTensor(Float32Array.from(values), dims);
const uint8 = (values: readonly number[], dims: readonly number[] = []): Tensor => ({
  type: 'uint8',
  dims,
  data: Uint8Array.from(values),
});
const int8 = (values: readonly number[], dims: readonly number[] = []): Tensor => ({
  type: 'int8',
  dims,
  data: Int8Array.from(values),
});

interface Quantised {
  /** From `x` to `in`; `x` itself by default. */
  readonly before?: readonly NodeInput[];
  readonly scale?: FloatTensor;
  readonly zero?: Tensor;
  readonly others?: Readonly<Record<string, Tensor>>;
}

const copied: readonly NodeInput[] = [{ op: 'Identity', inputs: ['x'], outputs: ['in'] }];

function modelOf(nodes: readonly NodeInput[], initializers: Readonly<Record<string, Tensor>>, channels = 1) {
  return createModel({
    nodes,
    initializers,
    inputs: [{ name: 'x', type: 'float32', dims: ['n', channels, 2, 2] }],
    outputs: [{ name: 'y' }],
  });
}

const quantised = ({ before = copied, scale = floats([0.5]), zero, others }: Quantised, channels = 1) => {
  const by = zero ? ['scale', 'zero'] : ['scale'];
  const nodes = [
    ...before,
    { op: 'QuantizeLinear', inputs: ['in', ...by], outputs: ['codes'] },
    { op: 'DequantizeLinear', inputs: ['codes', ...by], outputs: ['y'] },
  ];
  return modelOf(nodes, { scale, ...(zero ? { zero } : {}), ...others }, channels);
};

/** What comes back to `x` of a gradient at `y`. */
async function back(
  model: Uint8Array,
  x: readonly number[],
  arriving: readonly number[] = x.map(() => 3),
  rules: RuleSetName = 'standard',
): Promise<number[]> {
  const graph = await probed(model);
  const dims = graph.shape('x')!;
  const { draft, emit } = draftOf(graph);
  draft.addInput({ name: 'v', type: 'float32', dims: [...dims] });
  const request = { graph, output: 'y', seed: 'v', inputs: ['x'], rules: ruleSets[rules], emit };
  const gradient = differentiate(request).get('x')!;
  draft.setOutputs([{ name: gradient }]);
  const file = { bytes: model, source: { bytes: model }, sibling: () => ({ bytes: model }) };
  const session = await inProcessRuntime.open(draft.toSource(file), { provider: 'cpu' });
  try {
    const outputs = await session.run({ x: floats(x, dims), v: floats(arriving, dims) });
    return Array.from((outputs[gradient] as FloatTensor).data, (value) => value + 0);
  } finally {
    await session.release();
  }
}

describe('a quantiser', () => {
  it('lets a gradient through where there is a code', async () => {
    // Codes −128 to 127 less 10, halved: −69 to 58.5.
    const model = quantised({ zero: int8([10]) });
    expect(await back(model, [-69.01, -69, 58.5, 58.51])).toEqual([0, 3, 3, 0]);
  });

  it('has codes from 0 to 255 unless it says otherwise', async () => {
    expect(await back(quantised({}), [-0.01, 0.01, 127.5, 127.51])).toEqual([0, 3, 3, 0]);
  });

  it.each([
    ['its zero points', int8([-127, 0], [2])],
    ['none', undefined],
  ])('has a range for each channel, with %s', async (_title, zero) => {
    const model = quantised({ scale: floats([1, 0.1], [2]), zero }, 2);
    // 0 to 254 of 1 (from −1 on), and −12.8 to 12.7; without zero points 0 to 255 and 0 to 25.5.
    const x = [-2, -0.5, 254, 256, -13, -1, 12, 26];
    const through = zero ? [0, 3, 3, 0, 0, 3, 3, 0] : [0, 0, 3, 0, 0, 0, 3, 0];
    expect(await back(model, x)).toEqual(through);
  });

  it('lets all through where its range hangs on the image', async () => {
    const before = [
      ...copied,
      { op: 'DynamicQuantizeLinear', inputs: ['x'], outputs: ['q', 'size', 'zero'] },
    ];
    const model = modelOf(
      [
        ...before,
        { op: 'QuantizeLinear', inputs: ['in', 'size', 'zero'], outputs: ['codes'] },
        { op: 'DequantizeLinear', inputs: ['codes', 'size', 'zero'], outputs: ['y'] },
      ],
      {},
    );
    expect(await back(model, [-1, 0, 1, 2])).toEqual([3, 3, 3, 3]);
  });
});

describe('a quantiser whose lowest code is 0', () => {
  const bounded = { zero: uint8([0]) };
  const through = (own: Quantised, rules: RuleSetName) =>
    back(quantised({ ...bounded, ...own }), [-1, -1, 2, 2], [3, -3, 3, -3], rules);

  it.each(['standard', 'guided', 'deconvnet'] as const)('goes back as a ReLU does: %s', async (rules) => {
    const next = random(5);
    const numbers = (size: number) => Array.from({ length: size }, () => 8 * next() - 4);
    const [x, arriving] = [numbers(4), numbers(4)];
    const relu = modelOf([{ op: 'Relu', inputs: ['x'], outputs: ['y'] }], {});
    expect(await back(quantised(bounded), x, arriving, rules)).toEqual(await back(relu, x, arriving, rules));
  });

  it('still saturates above', async () => {
    for (const rules of ['standard', 'guided', 'deconvnet'] as const)
      expect(await back(quantised(bounded), [127.5, 128, 1, 300], undefined, rules)).toEqual([3, 0, 3, 0]);
  });

  const negated = (node: NodeInput): readonly NodeInput[] => [
    { op: 'Neg', inputs: ['x'], outputs: ['negative'] },
    { op: 'Neg', inputs: ['negative'], outputs: ['again'] },
    { ...node, outputs: ['in'] },
  ];

  it('is a ReLU after a bias', async () => {
    const before = negated({ op: 'Add', inputs: ['again', 'bias'], outputs: [] });
    const others = { bias: floats([0.5, 0.5], [1, 1, 1, 2]) };
    expect(await through({ before, others }, 'guided')).toEqual([0, 0, 3, 0]);
  });

  it('is the clip of a hard swish after a sum with a number', async () => {
    const before = negated({ op: 'Add', inputs: ['again', 'three'], outputs: [] });
    const others = { three: floats([0.5]) };
    expect(await through({ before, others }, 'guided')).toEqual([0, 0, 3, -3]);
  });

  it('is no ReLU where nothing below 0 reaches it', async () => {
    const before = negated({ op: 'Abs', inputs: ['again'], outputs: [] });
    expect(await through({ before }, 'guided')).toEqual([-3, 3, 3, -3]);
  });
});

describe('numbers that cannot be negative', () => {
  const initializers = {
    scale: floats([1]),
    low: uint8([0]),
    middle: uint8([128]),
    stored: uint8([128, 200], [1, 1, 1, 2]),
    smaller: uint8([127, 200], [1, 1, 1, 2]),
    one: floats([1]),
    minus: floats([-1]),
  };
  const dequantised = (codes: string, zero: string): NodeInput => ({
    op: 'DequantizeLinear',
    inputs: [codes, 'scale', zero],
    outputs: ['y'],
  });
  const relu: NodeInput = { op: 'Relu', inputs: ['x'], outputs: ['a'] };
  const quantiser: NodeInput = { op: 'QuantizeLinear', inputs: ['x', 'scale', 'low'], outputs: ['a'] };

  it.each<[string, boolean, readonly NodeInput[]]>([
    ['a copy', false, [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }]],
    ['a ReLU', true, [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }]],
    ['a pool of a ReLU', true, [relu, { op: 'GlobalMaxPool', inputs: ['a'], outputs: ['y'] }]],
    ['a sum of ReLUs', true, [relu, { op: 'Add', inputs: ['a', 'a'], outputs: ['y'] }]],
    ['a sum with the image', false, [relu, { op: 'Add', inputs: ['a', 'x'], outputs: ['y'] }]],
    ['a ReLU and a positive number', true, [relu, { op: 'Mul', inputs: ['a', 'one'], outputs: ['y'] }]],
    ['a ReLU and a negative number', false, [relu, { op: 'Mul', inputs: ['a', 'minus'], outputs: ['y'] }]],
    ['a difference', false, [relu, { op: 'Sub', inputs: ['a', 'a'], outputs: ['y'] }]],
    ['a clip from 1', true, [{ op: 'Clip', inputs: ['x', 'one'], outputs: ['y'] }]],
    ['a clip from −1', false, [{ op: 'Clip', inputs: ['x', 'minus'], outputs: ['y'] }]],
    ['a clip from above', false, [{ op: 'Clip', inputs: ['x', '', 'one'], outputs: ['y'] }]],
    ['codes from 0 on', true, [quantiser, dequantised('a', 'low')]],
    [
      'codes about 0',
      false,
      [{ ...quantiser, inputs: ['x', 'scale', 'middle'] }, dequantised('a', 'middle')],
    ],
    [
      'codes about 0 of a ReLU',
      true,
      [
        { ...relu, outputs: ['b'] },
        { op: 'QuantizeLinear', inputs: ['b', 'scale', 'middle'], outputs: ['a'] },
        dequantised('a', 'middle'),
      ],
    ],
    ['stored codes from 0 on', true, [dequantised('stored', 'middle')]],
    ['stored codes about 0', false, [dequantised('smaller', 'middle')]],
  ])('%s: %s', async (_title, expected, nodes) => {
    const outputs = [{ op: 'Add', inputs: ['x', 'y'], outputs: ['z'] }];
    const graph = await probed(
      createModel({
        nodes: [...nodes, ...outputs],
        initializers,
        inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 2] }],
        outputs: [{ name: 'z' }],
      }),
    );
    expect(isNonNegative(graph, 'y')).toBe(expected);
  });
});
