import { createModel, Graph, readModel, type NodeInput } from '@camscope/onnx';
import { expect, it } from 'vitest';
import { rectifiedAlone } from '../src/gradient/rectified-alone.ts';

const graphOf = (nodes: readonly NodeInput[]) =>
  new Graph(
    readModel(
      createModel({
        nodes: [
          { op: 'Add', inputs: ['x', 'x'], outputs: ['sum'] },
          { op: 'Relu', inputs: ['sum'], outputs: ['rectified'] },
          ...nodes,
        ],
        inputs: [{ name: 'x', type: 'float32', dims: [1, 2, 4, 4] }],
        outputs: [{ name: 'y' }],
      }),
    ),
  );
const node = (op: string, inputs: readonly string[], output: string): NodeInput => ({
  op,
  inputs,
  outputs: [output],
});

it.each<readonly [string, readonly NodeInput[], string | undefined]>([
  ['a pool', [node('GlobalAveragePool', ['rectified'], 'y')], 'rectified'],
  ['sums, by way of a Concat', chained('Add'), 'rectified'],
  ['what makes another number of 0, by way of a Concat', chained('Sigmoid'), undefined],
  ['a batch norm', [node('BatchNormalization', ['rectified', 'x', 'x', 'x', 'x'], 'y')], undefined],
])('a ReLU that is read by %s', (_title, nodes, expected) => {
  expect(rectifiedAlone(graphOf(nodes), 'sum')).toBe(expected);
});

it('is not alone where something else reads what it does', () => {
  expect(rectifiedAlone(graphOf([node('Add', ['rectified', 'sum'], 'y')]), 'sum')).toBeUndefined();
});

function chained(op: 'Add' | 'Sigmoid'): readonly NodeInput[] {
  const concat = { ...node('Concat', ['rectified', 'x'], 'both'), attributes: { axis: 1 } };
  return [concat, node(op, op === 'Add' ? ['both', 'both'] : ['both'], 'y')];
}
