import { floats, noise } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 3, 2, 2];
const perChannel = { c: floats([0.5, -2, 3], [1, 3, 1, 1]) };
const positive = (u: number) => u + 2;

export const arithmeticCases: readonly RuleCase[] = [
  single('Add a constant', { op: 'Add', inputs: ['c'] }, { dims, initializers: perChannel }),
  single('Sub a constant', { op: 'Sub', inputs: ['c'] }, { dims, initializers: perChannel }),
  reversed('Sub from a constant', 'Sub'),
  single('Mul by a constant', { op: 'Mul', inputs: ['c'] }, { dims, initializers: perChannel }),
  single('Mul by a scalar', { op: 'Mul', inputs: ['c'] }, { dims, initializers: { c: floats([3], []) } }),
  single('Mul by itself', { op: 'Mul', inputs: ['x'] }, { dims }),
  single('Div by a constant', { op: 'Div', inputs: ['c'] }, { dims, initializers: perChannel }),
  reversed('Div of a constant', 'Div'),
  single('Neg', { op: 'Neg' }, { dims }),
  single('Sum of three', { op: 'Sum', inputs: ['c', 'x'] }, { dims, initializers: perChannel }),
  single('Identity', { op: 'Identity' }, { dims }),
  single('Dropout', { op: 'Dropout' }, { dims }),
  single('Cast', { op: 'Cast', attributes: { to: 1 } }, { dims }),
  {
    // A squeeze-and-excitation block: the gate is broadcast over the map, and both factors depend on x.
    name: 'Mul broadcast over a map',
    op: 'Mul',
    dims,
    nodes: [
      { op: 'GlobalAveragePool', inputs: ['x'], outputs: ['pooled'] },
      { op: 'Sigmoid', inputs: ['pooled'], outputs: ['gate'] },
      { op: 'Mul', inputs: ['gate', 'x'], outputs: ['y'] },
    ],
  },
  {
    name: 'Add of two that depend on x',
    op: 'Add',
    dims,
    initializers: { w: noise(3, [1, 3, 2, 2]) },
    nodes: [
      { op: 'Mul', inputs: ['x', 'w'], outputs: ['wx'] },
      { op: 'Add', inputs: ['wx', 'x'], outputs: ['y'] },
    ],
  },
];

function reversed(name: string, op: string): RuleCase {
  return {
    name,
    op,
    dims,
    initializers: perChannel,
    nodes: [{ op, inputs: ['c', 'x'], outputs: ['y'] }],
    sample: positive,
  };
}
