import { ints } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 3, 2, 4];
/** Maxima that a small step does not change hands. */
const spaced = (u: number) => Math.round(u * 400) / 10;

export const reductionCases: readonly RuleCase[] = [
  single('GlobalAveragePool', { op: 'GlobalAveragePool' }, { dims }),
  single(
    'AveragePool over the whole map',
    { op: 'AveragePool', attributes: { kernel_shape: [2, 4] } },
    { dims },
  ),
  single('GlobalMaxPool', { op: 'GlobalMaxPool' }, { dims, sample: spaced }),
  ...[
    'ReduceMean',
    'ReduceSum',
    'ReduceMax',
    'ReduceMin',
    'ReduceL2',
    'ReduceSumSquare',
    'ReduceLogSumExp',
  ].flatMap((op) => {
    const since = op === 'ReduceSum' ? 13 : 18;
    return [
      single(
        `${op}, axes as attribute`,
        { op, attributes: { axes: [2, 3] } },
        { dims, opsets: [9, since - 1], sample: sampleFor(op) },
      ),
      single(
        `${op} from behind, axes dropped`,
        { op, attributes: { axes: [-1, -2], keepdims: 0 } },
        {
          dims,
          opsets: [11, since - 1],
          sample: sampleFor(op),
        },
      ),
      single(
        `${op}, axes as input`,
        { op, inputs: ['axes'] },
        {
          dims,
          opsets: [since, 25],
          sample: sampleFor(op),
          initializers: { axes: ints([-1, 2]) },
        },
      ),
      single(
        `${op} of channels, axes dropped`,
        { op, inputs: ['axes'], attributes: { keepdims: 0 } },
        {
          dims,
          opsets: [since, 25],
          sample: sampleFor(op),
          initializers: { axes: ints([1]) },
        },
      ),
    ];
  }),
];

function sampleFor(op: string): ((u: number) => number) | undefined {
  return op === 'ReduceMax' || op === 'ReduceMin' ? spaced : undefined;
}
