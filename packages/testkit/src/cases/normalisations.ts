import { floats, noise } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

export const normalisationCases: readonly RuleCase[] = [
  single(
    'BatchNormalization',
    { op: 'BatchNormalization', inputs: ['scale', 'bias', 'mean', 'variance'], attributes: { epsilon: { float: 0.01 } } },
    {
      dims: [1, 3, 2, 2],
      initializers: {
        scale: floats([1, -2, 0.5]),
        bias: noise(1, [3]),
        mean: noise(2, [3]),
        variance: floats([0.5, 2, 0.1]),
      },
    },
  ),
];
