import { ints, noise } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 2, 3, 4];

export const shapeCases: readonly RuleCase[] = [
  single('Flatten', { op: 'Flatten' }, { dims }),
  single('Reshape', { op: 'Reshape', inputs: ['to'] }, { dims, initializers: { to: ints([0, 6, -1]) } }),
  single('Transpose to NHWC', { op: 'Transpose', attributes: { perm: [0, 2, 3, 1] } }, { dims }),
  single(
    'Squeeze, axes as attribute',
    { op: 'Squeeze', attributes: { axes: [2, 3] } },
    { dims: [1, 3, 1, 1], opsets: [9, 12] },
  ),
  single(
    'Squeeze, axes as input',
    { op: 'Squeeze', inputs: ['axes'] },
    {
      dims: [1, 3, 1, 1],
      opsets: [13, 25],
      initializers: { axes: ints([-1, 2]) },
    },
  ),
  single(
    'Unsqueeze, axes as attribute',
    { op: 'Unsqueeze', attributes: { axes: [1] } },
    { dims, opsets: [9, 12] },
  ),
  single(
    'Unsqueeze, axes as input',
    { op: 'Unsqueeze', inputs: ['axes'] },
    {
      dims,
      opsets: [13, 25],
      initializers: { axes: ints([1]) },
    },
  ),
  single(
    'Expand',
    { op: 'Expand', inputs: ['to'] },
    { dims: [1, 2, 1, 1], initializers: { to: ints([1, 1, 3, 2]) } },
  ),
  single(
    'Tile',
    { op: 'Tile', inputs: ['repeats'] },
    { dims, initializers: { repeats: ints([1, 2, 1, 3]) } },
  ),
  single('DepthToSpace', { op: 'DepthToSpace', attributes: { blocksize: 2 } }, { dims: [1, 8, 2, 3] }),
  single(
    'DepthToSpace columns first',
    { op: 'DepthToSpace', attributes: { blocksize: 2, mode: 'CRD' } },
    {
      dims: [1, 8, 2, 3],
      opsets: [11, 25],
    },
  ),
  single('SpaceToDepth', { op: 'SpaceToDepth', attributes: { blocksize: 2 } }, { dims: [1, 2, 4, 6] }),
  single(
    'Einsum',
    { op: 'Einsum', inputs: ['w'], attributes: { equation: 'nchw,dc->ndhw' } },
    {
      dims,
      opsets: [12, 25],
      initializers: { w: noise(1, [3, 2]) },
    },
  ),
];
