import type { Tensor } from '@camscope/core';
import { floats } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 3, 2, 2];
const initializers = { c: floats([0.2, -0.2, 0], [3, 1, 1]) };
const coarse = (u: number) => Math.round(u * 8) / 8 + 0.05;
const flags: Tensor<'bool'> = { type: 'bool', dims: [3, 1, 1], data: Uint8Array.of(1, 0, 1) };

export const comparisonCases: readonly RuleCase[] = [
  single('Max with a constant', { op: 'Max', inputs: ['c'] }, { dims, initializers, sample: coarse }),
  single('Min with a constant', { op: 'Min', inputs: ['c'] }, { dims, initializers, sample: coarse }),
  {
    name: 'Max of two that depend on x',
    op: 'Max',
    dims,
    initializers,
    sample: coarse,
    nodes: [
      { op: 'Neg', inputs: ['x'], outputs: ['minus'] },
      { op: 'Max', inputs: ['x', 'minus', 'c'], outputs: ['y'] },
    ],
  },
  {
    name: 'Where, first choice',
    op: 'Where',
    dims,
    initializers: { ...initializers, flags },
    nodes: [{ op: 'Where', inputs: ['flags', 'x', 'c'], outputs: ['y'] }],
  },
  {
    name: 'Where, second choice',
    op: 'Where',
    dims,
    initializers: { ...initializers, flags },
    nodes: [{ op: 'Where', inputs: ['flags', 'c', 'x'], outputs: ['y'] }],
  },
];
