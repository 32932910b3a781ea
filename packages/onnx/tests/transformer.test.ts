import { describe, expect, it } from 'vitest';
import {
  attentionBlocks,
  attentionFault,
  attentionsOf,
  blockNorms,
  blockOutputs,
  compile,
  contextOf,
  createModel,
  isSpatial,
  locateHead,
  siteOf,
  type NodeInput,
} from '@camscope/onnx';
import { channelSum, gradient } from '@camscope/onnx/expressions';
import { floatTensor } from '@camscope/core';
import { headsFor } from '../src/expression/block-heads.ts';
import { readTokens } from '../src/locate/read-tokens.ts';
import { locateTarget } from '../src/locate/target.ts';
import { probed } from './support/probed.ts';
import { transformer, type Variant } from './support/transformer.ts';

const pooled: NodeInput[] = [
  { op: 'ReduceMean', inputs: ['x2'], outputs: ['mean'], attributes: { axes: [1], keepdims: 0 } },
  { op: 'MatMul', inputs: ['mean', 'classes'], outputs: ['logits'] },
];

describe('heads of blocks', () => {
  it('have no node whose name another has, which ONNX Runtime refuses', async () => {
    const graph = await transformer({ tail: pooled.map((node) => ({ ...node, name: node.outputs[0] })) });
    const heads = headsFor({ graph, head: locateHead(graph) }, contextOf({ attentions: 2 }).blockScores);
    const names = heads.graph.nodes.map(({ name }) => name).filter((name) => name !== '');
    expect(names).toEqual(['mean', 'logits']);
  });
});

describe('blocks of attention', () => {
  it('are found as the softmaxes between two products, with what they read and give', async () => {
    const blocks = attentionBlocks(await transformer());
    expect(blocks.map(({ inputs, tensor, output }) => ({ inputs, tensor, output }))).toEqual([
      { inputs: ['x1/norm1'], tensor: 'x1/attention', output: 'x1/weighted' },
      { inputs: ['x2/norm1'], tensor: 'x2/attention', output: 'x2/weighted' },
    ]);
    const inside = [
      'q',
      'q/apart',
      'k/heads',
      'v/heads',
      'products',
      'attention',
      'weighted',
      'turned',
      'joined',
    ];
    for (const value of inside) expect(blocks[0].inside, value).toContain(`x1/${value}`);
    for (const value of ['x0', 'x1/norm1', 'x1/branch1']) expect(blocks[0].inside).not.toContain(value);
  });

  it('are found behind a guard against NaN', async () => {
    const blocks = attentionBlocks(await transformer({ attention: 'guarded' }));
    expect(blocks.map(({ tensor }) => tensor)).toEqual(['x1/attention', 'x2/attention']);
  });

  it('are not the softmax of scores, nor one that weighs maps', async () => {
    const tail: NodeInput[] = [
      { op: 'Softmax', inputs: ['x2'], outputs: ['shares'] },
      { op: 'Mul', inputs: ['x2', 'shares'], outputs: ['weighed'] },
      { op: 'ReduceMean', inputs: ['weighed'], outputs: ['mean'], attributes: { axes: [1], keepdims: 0 } },
      { op: 'MatMul', inputs: ['mean', 'classes'], outputs: ['scores'] },
      { op: 'Softmax', inputs: ['scores'], outputs: ['logits'] },
    ];
    expect(attentionBlocks(await transformer({ tail }))).toHaveLength(2);
  });

  it('give their sums, and norms before or behind their branches', async () => {
    const before = await transformer();
    expect(blockOutputs(before, 'logits')).toEqual(['x1', 'x2']);
    const norms = ['x1', 'x2'].map((at, i) => ({
      input: `x${i}`,
      norm1: `${at}/norm1`,
      norm2: `${at}/norm2`,
    }));
    expect(blockNorms(before, 'logits')).toEqual(norms);
    const [first] = blockNorms(await transformer({ prefix: 0, postNorm: true, tail: pooled }), 'logits')!;
    expect(first).toMatchObject({ input: 'x0', norm2: 'x1/norm2' });
  });
});

describe('tokens', () => {
  it.each([0, 1, 3])('behind %i others are seen as maps', async (prefix) => {
    const graph = await transformer({ prefix });
    for (const value of ['x0', 'x1/norm1', 'x1/sum', 'x2']) {
      expect(siteOf(graph, value), value).toEqual({
        tensor: value,
        view: { kind: 'tokens', prefix, grid: [2, 2] },
      });
    }
  });

  it('behind as many others as there are patches are not told from those', async () => {
    expect(isSpatial(await transformer({ prefix: 4 }), 'x1')).toBe(false);
  });

  it('no heads are taken for maps', async () => {
    const graph = await transformer();
    const values = ['q/apart', 'q/heads', 'products', 'attention', 'weighted', 'turned'];
    expect(values.filter((value) => isSpatial(graph, `x1/${value}`))).toEqual([]);
  });

  it('end where a pool takes their mean, though it gives as many numbers as there are patches', async () => {
    // Channels and places alike: 4.
    const graph = await probed(
      createModel({
        nodes: [
          { op: 'Conv', inputs: ['image', 'kernel'], outputs: ['patches'], attributes: { strides: [4, 4] } },
          { op: 'Reshape', inputs: ['patches', 'inRows'], outputs: ['rows'] },
          { op: 'GlobalAveragePool', inputs: ['rows'], outputs: ['means'] },
          { op: 'Flatten', inputs: ['means'], outputs: ['logits'] },
        ],
        initializers: {
          kernel: floatTensor(new Float32Array(64).fill(0.1), [4, 1, 4, 4]),
          inRows: { type: 'int64', dims: [3], data: BigInt64Array.of(1n, 4n, 4n) },
        },
        inputs: [{ name: 'image', type: 'float32', dims: [1, 1, 8, 8] }],
        outputs: [{ name: 'logits' }],
      }),
    );
    expect(graph.shape('means')).toEqual([1, 4, 1]);
    expect(isSpatial(graph, 'means')).toBe(false);
  });

  it('of which the head reads the first are explained before the last attention', async () => {
    const graph = await transformer({ prefix: 3 });
    expect(locateTarget(graph, 'logits')!.tensor).toBe('x2/norm1');
    expect([...readTokens(graph, 'logits')!.shares]).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });

  it('are explained before the last attention, too, where one operator hides it', async () => {
    const graph = await transformer({ attention: 'fused' });
    expect(locateTarget(graph, 'logits')!.tensor).toBe('x2/norm1');
    expect(isSpatial(graph, 'x1/joined')).toBe(false);
  });

  it('which an attention pool reads are explained before its keys and values', async () => {
    const scored: NodeInput[] = [
      { op: 'MatMul', inputs: ['x2', 'square'], outputs: ['keys'] },
      { op: 'MatMul', inputs: ['x2', 'square'], outputs: ['values'] },
      { op: 'Transpose', inputs: ['keys'], outputs: ['turned'], attributes: { perm: [0, 2, 1] } },
      { op: 'MatMul', inputs: ['first', 'turned'], outputs: ['products'] },
      { op: 'Softmax', inputs: ['products'], outputs: ['weights'] },
      { op: 'MatMul', inputs: ['weights', 'values'], outputs: ['pool'] },
      { op: 'Flatten', inputs: ['pool'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'classes'], outputs: ['logits'] },
    ];
    expect(locateTarget(await transformer({ tail: scored }), 'logits')!.tensor).toBe('x2');
  });

  it('of which the head reads the mean are explained where it reads them', async () => {
    const graph = await transformer({ prefix: 0, tail: pooled });
    expect(locateTarget(graph, 'logits')!.tensor).toBe('x2');
    expect([...readTokens(graph, 'logits')!.shares]).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

it('a gradient stops at an operator that hides attention, with how to export it', async () => {
  const graph = await transformer({ attention: 'fused' });
  const head = locateHead(graph);
  const { score, activations } = contextOf();
  const expression = channelSum(gradient(score, activations));
  expect(() => compile({ graph, head, targets: [head.target!], expression })).toThrow(
    /No gradient rule for operator Attention 'x2\/fused'[^]*timm\.layers\.set_fused_attn\(False\)/,
  );
});

describe('attention of all tokens to each other', () => {
  it('is there for each head, in order', async () => {
    const graph = await transformer();
    expect(attentionFault(graph)).toBeUndefined();
    expect(attentionsOf(graph).map(({ tensor }) => [tensor, graph.shape(tensor)])).toEqual([
      ['x1/attention', [1, 2, 5, 5]],
      ['x2/attention', [1, 2, 5, 5]],
    ]);
  });

  it.each<[string, Variant, RegExp, RegExp]>([
    [
      'one operator hides it',
      { attention: 'fused' },
      /^Attention 'x1\/fused' computes attention without showing its weights$/,
      /operator set 17 or 18.*timm\.layers\.set_fused_attn\(False\).*attn_implementation='eager'.*torchvision/,
    ],
    [
      'heads lie along the axis of images',
      { attention: 'heads' },
      /^'x1\/attention' \[2, 5, 5\] has no axis of heads$/,
      /torch\.nn\.MultiheadAttention.*need_weights=False/,
    ],
    [
      'it is within windows',
      { attention: 'windows', prefix: 0 },
      /^'x1\/attention' \[2, 2, 2, 2\] is of tokens within windows$/,
      /explains a layer/,
    ],
    [
      'its weights are changed, in one block of two',
      { attention: 'gated' },
      /^The weights of Softmax 'x1\/attention' are changed before they meet the values$/,
      /explains a layer/,
    ],
  ])('is refused where %s, with what to do', async (_, variant, found, fix) => {
    const graph = await transformer(variant);
    const fault = attentionFault(graph)!;
    expect(fault.found).toMatch(found);
    expect(fault.fix).toMatch(fix);
    expect(attentionsOf(graph)).toEqual([]);
  });
});
