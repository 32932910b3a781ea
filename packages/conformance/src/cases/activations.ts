import { floats, scalar } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 2, 3, 3];
/** No nearer to 0 than 0.05. */
const awayFromZero = (u: number) => u + Math.sign(u || 1) * 0.05;
/** From −4 to 4, no nearer to ±3 and 0 than 0.04. */
const wide = (u: number) => Math.round(u * 40) / 10 + 0.04;

export const activationCases: readonly RuleCase[] = [
  single('Relu', { op: 'Relu' }, { dims, sample: awayFromZero }),
  single('Sigmoid', { op: 'Sigmoid' }, { dims }),
  single('Tanh', { op: 'Tanh' }, { dims }),
  single(
    'Clip with bounds as inputs',
    { op: 'Clip', inputs: ['low', 'high'] },
    {
      dims,
      opsets: [11, 25],
      initializers: { low: scalar(-0.5), high: scalar(2) },
      sample: wide,
    },
  ),
  single(
    'Clip from below only',
    { op: 'Clip', inputs: ['low'] },
    {
      dims,
      opsets: [11, 25],
      initializers: { low: scalar(-0.5) },
      sample: wide,
    },
  ),
  single(
    'Clip with bounds as attributes',
    { op: 'Clip', attributes: { min: { float: 0 }, max: { float: 2 } } },
    {
      dims,
      opsets: [9, 10],
      sample: wide,
    },
  ),
  single(
    'HardSigmoid',
    { op: 'HardSigmoid', attributes: { alpha: { float: 0.25 } } },
    { dims, sample: wide },
  ),
  single('HardSwish', { op: 'HardSwish' }, { dims, opsets: [14, 25], sample: wide }),
  single(
    'LeakyRelu',
    { op: 'LeakyRelu', attributes: { alpha: { float: 0.1 } } },
    { dims, sample: awayFromZero },
  ),
  single(
    'PRelu',
    { op: 'PRelu', inputs: ['slope'] },
    {
      dims,
      initializers: { slope: floats([0.2, -0.5], [2, 1, 1]) },
      sample: awayFromZero,
    },
  ),
  single(
    'ThresholdedRelu',
    { op: 'ThresholdedRelu', attributes: { alpha: { float: 1.5 } } },
    {
      dims,
      opsets: [10, 25],
      sample: wide,
    },
  ),
  single('Elu', { op: 'Elu', attributes: { alpha: { float: 1.5 } } }, { dims, sample: awayFromZero }),
  single('Selu', { op: 'Selu' }, { dims, sample: awayFromZero }),
  single('Celu', { op: 'Celu', attributes: { alpha: { float: 0.7 } } }, { dims, opsets: [12, 25] }),
  single('Mish', { op: 'Mish' }, { dims, opsets: [18, 25] }),
];
