import type { NodeInput } from '@camscope/onnx';
import { floats, noise } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 3, 1, 1];
const flatten: NodeInput = { op: 'Flatten', inputs: ['x'], outputs: ['flat'] };

export const linearCases: readonly RuleCase[] = [
  {
    name: 'Gemm',
    op: 'Gemm',
    dims,
    initializers: { w: noise(1, [3, 4]), b: noise(2, [4]) },
    nodes: [flatten, { op: 'Gemm', inputs: ['flat', 'w', 'b'], outputs: ['y'] }],
  },
  {
    name: 'Gemm transB, alpha 2, beta 3',
    op: 'Gemm',
    dims,
    initializers: { w: noise(1, [4, 3]), b: noise(2, [4]) },
    nodes: [
      flatten,
      {
        op: 'Gemm',
        inputs: ['flat', 'w', 'b'],
        outputs: ['y'],
        attributes: { transB: 1, alpha: { float: 2 }, beta: { float: 3 } },
      },
    ],
  },
  {
    name: 'Gemm as the bias',
    op: 'Gemm',
    dims,
    initializers: { a: floats([0]), w: noise(1, [3, 3]) },
    nodes: [
      flatten,
      { op: 'Gemm', inputs: ['flat', 'w', 'flat'], outputs: ['y'], attributes: { beta: { float: -0.5 } } },
    ],
  },
  {
    name: 'MatMul',
    op: 'MatMul',
    dims,
    initializers: { w: noise(1, [3, 4]) },
    nodes: [flatten, { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['y'] }],
  },
  single(
    'MatMul of a stack',
    { op: 'MatMul', inputs: ['w'] },
    { dims: [1, 2, 3, 4], initializers: { w: noise(1, [4, 2]) } },
  ),
  {
    name: 'MatMul of a stack with itself, transposed',
    op: 'MatMul',
    dims: [1, 2, 3, 4],
    nodes: [
      { op: 'Transpose', inputs: ['x'], outputs: ['t'], attributes: { perm: [0, 1, 3, 2] } },
      { op: 'MatMul', inputs: ['x', 't'], outputs: ['y'] },
    ],
  },
];
