import { floats, scalar } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 2, 3, 3];
const positive = (u: number) => u + 1.5;
const awayFromZero = (u: number) => u + Math.sign(u || 1) * 0.05;

export const elementwiseCases: readonly RuleCase[] = [
  single('Abs', { op: 'Abs' }, { dims, sample: awayFromZero }),
  ...['Exp', 'Sin', 'Cos', 'Erf', 'Softplus'].map((op) => single(op, { op }, { dims })),
  single('Softsign', { op: 'Softsign' }, { dims, sample: awayFromZero }),
  ...['Log', 'Sqrt', 'Reciprocal'].map((op) => single(op, { op }, { dims, sample: positive })),
  single('Gelu', { op: 'Gelu' }, { dims, opsets: [20, 25], sample: (u) => 3 * u }),
  single(
    'Gelu by tanh',
    { op: 'Gelu', attributes: { approximate: 'tanh' } },
    { dims, opsets: [20, 25], sample: (u) => 3 * u },
  ),
  single('Pow of 2', { op: 'Pow', inputs: ['k'] }, { dims, initializers: { k: scalar(2) } }),
  single(
    'Pow per channel',
    { op: 'Pow', inputs: ['k'] },
    {
      dims,
      initializers: { k: floats([-0.5, 3], [2, 1, 1]) },
      sample: positive,
    },
  ),
  {
    name: 'Pow as the exponent',
    op: 'Pow',
    dims,
    initializers: { base: floats([0.5, 3], [2, 1, 1]) },
    nodes: [{ op: 'Pow', inputs: ['base', 'x'], outputs: ['y'] }],
  },
];
