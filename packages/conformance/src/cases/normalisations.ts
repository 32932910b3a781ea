import { floats, noise } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

export const normalisationCases: readonly RuleCase[] = [
  single(
    'BatchNormalization',
    {
      op: 'BatchNormalization',
      inputs: ['scale', 'bias', 'mean', 'variance'],
      attributes: { epsilon: { float: 0.01 } },
    },
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
  single(
    'LayerNormalization over one axis',
    { op: 'LayerNormalization', inputs: ['scale4', 'bias4'] },
    {
      dims: [1, 2, 3, 4],
      opsets: [17, 25],
      initializers: { scale4: noise(1, [4]), bias4: noise(2, [4]) },
    },
  ),
  single(
    'LayerNormalization over three axes',
    { op: 'LayerNormalization', inputs: ['scale'], attributes: { axis: 1 } },
    {
      dims: [1, 2, 2, 3],
      opsets: [17, 25],
      initializers: { scale: noise(1, [2, 2, 3]) },
    },
  ),
  single(
    'InstanceNormalization',
    { op: 'InstanceNormalization', inputs: ['scale', 'bias'] },
    {
      dims: [1, 2, 3, 3],
      initializers: { scale: floats([1.5, -1]), bias: floats([0, 1]) },
    },
  ),
  single(
    'GroupNormalization, scale per group',
    { op: 'GroupNormalization', inputs: ['scale', 'bias'], attributes: { num_groups: 2 } },
    {
      dims: [1, 4, 2, 2],
      opsets: [18, 20],
      initializers: { scale: floats([1.5, -1]), bias: floats([0, 1]) },
    },
  ),
  single(
    'GroupNormalization, scale per channel',
    { op: 'GroupNormalization', inputs: ['scale', 'bias'], attributes: { num_groups: 2 } },
    {
      dims: [1, 4, 2, 2],
      opsets: [21, 25],
      initializers: { scale: noise(1, [4]), bias: noise(2, [4]) },
    },
  ),
  ...[3, 5].map((size) =>
    single(
      `LRN over ${size} channels`,
      { op: 'LRN', attributes: { size, alpha: { float: 0.5 }, beta: { float: 0.75 }, bias: { float: 2 } } },
      {
        dims: [1, 6, 2, 2],
        sample: (u) => 2 * u,
      },
    ),
  ),
  single('Softmax', { op: 'Softmax', attributes: { axis: 1 } }, { dims: [1, 4, 2, 2], opsets: [13, 25] }),
  single('Softmax of the last axis', { op: 'Softmax' }, { dims: [1, 2, 2, 4], opsets: [13, 25] }),
  single(
    'Softmax of all trailing axes',
    { op: 'Softmax', attributes: { axis: 2 } },
    { dims: [1, 2, 2, 3], opsets: [9, 12] },
  ),
  single(
    'LogSoftmax',
    { op: 'LogSoftmax', attributes: { axis: -3 } },
    { dims: [1, 4, 2, 2], opsets: [13, 25] },
  ),
];
