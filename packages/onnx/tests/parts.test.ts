import { floatTensor } from '@camscope/core';
import {
  createModel,
  inStages,
  partsBetween,
  residualBody,
  spelt,
  type NodeInput,
  type Part,
} from '@camscope/onnx';
import { expect, it } from 'vitest';
import { probed } from './support/probed.ts';

const zeros = (...dims: number[]) => floatTensor(new Float32Array(dims.reduce((a, b) => a * b, 1)), dims);
const initializers = {
  k: zeros(4, 4, 3, 3),
  p: zeros(4, 4, 1, 1),
  d: zeros(4, 1, 3, 3),
  g: zeros(4, 2, 3, 3),
  w: zeros(4, 4),
  half: zeros(),
  scale: zeros(4, 1, 1),
  wide: zeros(8, 8, 1, 1),
  axis: { type: 'int64' as const, dims: [1], data: BigInt64Array.of(1n) },
};

/** A network of named steps, each of which reads the value before it or the values that it names. */
async function read(
  ...steps: readonly (readonly [output: string, op: string, inputs: string, more?: object])[]
) {
  const nodes = steps.map(([output, op, inputs, attributes]): NodeInput => ({
    op,
    inputs: inputs.split(' '),
    outputs: [output],
    attributes: { ...(attributes ?? {}) },
  }));
  const output = steps[steps.length - 1][0];
  const inputs = [{ name: 'x', type: 'float32' as const, dims: ['n', 4, 6, 6] }];
  const graph = await probed(createModel({ nodes, initializers, inputs, outputs: [{ name: output }] }));
  return { graph, parts: partsBetween(graph, 'x', output) };
}

const same = { pads: [1, 1, 1, 1] };

/** Letters, with those of branches in brackets. */
function tree(parts: readonly Part[] | undefined): string | undefined {
  return parts
    ?.map(({ letter, branches }) => letter + (branches.length > 0 ? `(${branches.map(tree).join('|')})` : ''))
    .join('');
}

it('tells convolutions by what they mix, and a layer over channels is one', async () => {
  const { parts } = await read(
    ['a', 'Conv', 'x k', same],
    ['b', 'Conv', 'a p'],
    ['c', 'Conv', 'b d', { ...same, group: 4 }],
    ['e', 'Conv', 'c g', { ...same, group: 2 }],
    ['f', 'Transpose', 'e', { perm: [0, 2, 3, 1] }],
    ['h', 'MatMul', 'f w'],
  );
  expect(tree(parts)).toBe('k1dg1');
  expect(parts!.map(({ convolution }) => convolution?.groups)).toEqual([1, 1, 4, 2, 1]);
});

it('takes a convolution with the scales and shifts behind it', async () => {
  const { parts } = await read(
    ['a', 'Conv', 'x k', same],
    ['b', 'Mul', 'a scale'],
    ['c', 'Add', 'b scale'],
    ['e', 'Relu', 'c'],
    ['f', 'Mul', 'e scale'],
  );
  expect(tree(parts)).toBe('ka');
  expect(parts!.map(({ output }) => output)).toEqual(['c', 'e']);
});

it('knows activations that are written out', async () => {
  const { parts } = await read(
    ['a', 'Sigmoid', 'x'],
    ['b', 'Mul', 'x a'],
    ['c', 'Conv', 'b p'],
    ['e', 'Add', 'c half'],
    ['f', 'Clip', 'e half half'],
    ['i', 'Mul', 'c f'],
    ['h', 'Div', 'i half'],
  );
  expect(tree(parts)).toBe('a1a');
  expect(parts!.map(({ output }) => output)).toEqual(['b', 'c', 'h']);
  expect(parts![0].ops).toEqual(['Mul', 'Sigmoid']);
});

it('tells sums, joins, squeeze and excitation, and norms apart', async () => {
  const { parts } = await read(
    ['a', 'Conv', 'x k', same],
    ['b', 'Relu', 'a'],
    ['c', 'Add', 'x b'],
    ['e', 'Conv', 'c p'],
    ['f', 'Conv', 'c k', same],
    ['h', 'Concat', 'e f', { axis: 1 }],
    ['i', 'GlobalAveragePool', 'h'],
    ['j', 'Conv', 'i wide'],
    ['l', 'Sigmoid', 'j'],
    ['m', 'Mul', 'h l'],
    ['n', 'ReduceMean', 'm'],
    ['o', 'Sub', 'm n'],
  );
  expect(tree(parts)).toBe('+(|ka)j(1|k)sn');
});

it('does not take apart what is connected across', async () => {
  const dense = ['a', 'b', 'c', 'e', 'f', 'h'].flatMap((layer, i, all) => [
    [`${layer}j`, 'Concat', ['x', ...all.slice(0, i)].join(' '), { axis: 1 }] as const,
    [`${layer}s`, 'ReduceSum', `${layer}j axis`, { keepdims: 1 }] as const,
    [layer, 'Relu', `${layer}s`] as const,
  ]);
  const { parts } = await read(...dense, ['all', 'Concat', 'x a b c e f h', { axis: 1 }]);
  expect(tree(parts)).toBe('?');
});

it('reads residual blocks behind a stem, in stages by size', async () => {
  const { graph, parts } = await read(
    ['stem', 'Conv', 'x k', same],
    ['s', 'Relu', 'stem'],
    ['a', 'Conv', 's k', same],
    ['b', 'Add', 'a s'],
    ['c', 'Relu', 'b'],
    ['j', 'Conv', 'c k', { ...same, strides: [2, 2] }],
    ['e', 'Conv', 'j k', same],
    ['f', 'Conv', 'c p', { strides: [2, 2] }],
    ['h', 'Add', 'e f'],
    ['i', 'Relu', 'h'],
  );
  const { stem, blocks } = residualBody(parts!)!;
  expect(spelt(stem)).toBe('ka');
  expect(blocks.map(({ main, shortcut, output }) => [spelt(main), spelt(shortcut), output])).toEqual([
    ['k', '', 'c'],
    ['kk', '1', 'i'],
  ]);
  expect(inStages(graph, blocks).map((stage) => stage.length)).toEqual([1, 1]);
  expect(residualBody(parts!.slice(0, 2))).toBeUndefined();
});

it('has nothing to tell of a value that is not made from the other alone', async () => {
  const { graph } = await read(['a', 'Relu', 'x'], ['b', 'Add', 'a x']);
  expect(partsBetween(graph, 'a', 'b')).toBeUndefined();
});
