import type { AttributeInputs } from '@camscope/onnx';
import { floats } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 2, 3, 4];

export const resizeCases: readonly RuleCase[] = [
  ...(['nearest', 'linear'] as const).flatMap((mode) => [
    single(
      `Upsample ${mode}`,
      { op: 'Upsample', inputs: ['scales'], attributes: { mode } },
      {
        dims,
        opsets: [9, 9],
        initializers: { scales: floats([1, 1, 2, 3]) },
      },
    ),
    single(
      `Resize ${mode} of operator set 10`,
      { op: 'Resize', inputs: ['scales'], attributes: { mode } },
      {
        dims,
        opsets: [10, 10],
        initializers: { scales: floats([1, 1, 2, 1.5]) },
      },
    ),
  ]),
  ...['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'].flatMap((transformation) =>
    ['nearest', 'linear', 'cubic'].map((mode) => resize(mode, transformation)),
  ),
  resize('nearest', 'asymmetric', { nearest_mode: 'floor' }),
  resize('nearest', 'half_pixel', { nearest_mode: 'ceil' }),
  resize('nearest', 'half_pixel', { nearest_mode: 'round_prefer_ceil' }),
  resize('nearest', 'tf_half_pixel_for_nn', { nearest_mode: 'floor' }, [13, 18]),
  resize('linear', 'half_pixel_symmetric', {}, [19, 25]),
  resize('cubic', 'half_pixel', { exclude_outside: 1, cubic_coeff_a: { float: -0.5 } }),
  single(
    'Resize by fractional scales',
    { op: 'Resize', inputs: ['', 'scales'], attributes: { mode: 'linear' } },
    {
      dims,
      opsets: [13, 25],
      initializers: { scales: floats([1, 1, 1.7, 0.6]) },
    },
  ),
];

function resize(
  mode: string,
  transformation: string,
  more: AttributeInputs = {},
  opsets: [number, number] = [13, 25],
): RuleCase {
  const attributes = { mode, coordinate_transformation_mode: transformation, ...more };
  return single(
    `Resize ${mode} ${transformation} ${Object.keys(more).length > 0 ? JSON.stringify(more) : ''}`.trim(),
    { op: 'Resize', inputs: ['', 'scales'], attributes },
    {
      dims,
      opsets,
      initializers: { scales: floats([1, 1, 2, 1.75]) },
    },
  );
}
