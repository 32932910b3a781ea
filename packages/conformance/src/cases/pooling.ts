import type { AttributeInputs } from '@camscope/onnx';
import { single, type RuleCase } from './rule-case.ts';

/** Distinct values that a small step does not reorder. */
const spaced = (u: number) => Math.round(u * 4000) / 10;

export const poolingCases: readonly RuleCase[] = [
  maxPool('2×2', { kernel_shape: [2, 2], strides: [2, 2] }),
  maxPool('3×3 stride 2, overlapping and padded', {
    kernel_shape: [3, 3],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
  }),
  maxPool('3×2 stride 1', { kernel_shape: [3, 2] }),
  maxPool('with rows left over', { kernel_shape: [2, 2], strides: [3, 3] }),
  maxPool('ceil_mode', { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }, [6, 8], [10, 25]),
  maxPool('dilated', { kernel_shape: [2, 2], dilations: [2, 3] }, [6, 7], [10, 25]),
  maxPool('SAME_UPPER', { kernel_shape: [3, 3], strides: [2, 2], auto_pad: 'SAME_UPPER' }, [6, 7]),
  maxPool('2×2, padded at the end alone', { kernel_shape: [2, 2], pads: [0, 0, 1, 1] }, [4, 5]),
  maxPool('3×2 stride 3, padded at the beginning, rows left over', {
    kernel_shape: [3, 2],
    strides: [3, 3],
    pads: [2, 1, 0, 0],
  }),
  averagePool('2×2, edge to edge', { kernel_shape: [2, 2], strides: [2, 2] }, [4, 6]),
  averagePool('3×3 stride 2, padded', { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
  averagePool('counting its pads', {
    kernel_shape: [3, 3],
    strides: [1, 1],
    pads: [1, 1, 1, 1],
    count_include_pad: 1,
  }),
  averagePool('with rows left over', { kernel_shape: [2, 2], strides: [3, 3] }),
  averagePool('ceil_mode', { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }, [6, 8], [10, 25]),
  averagePool(
    'ceil_mode, padded',
    { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], ceil_mode: 1 },
    [6, 6],
    [10, 25],
  ),
  averagePool(
    'ceil_mode, counting its pads',
    { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], ceil_mode: 1, count_include_pad: 1 },
    [6, 6],
    [19, 25],
  ),
  averagePool('dilated', { kernel_shape: [2, 2], dilations: [2, 2] }, [5, 5], [19, 25]),
];

type Size = readonly [number, number];

function maxPool(
  name: string,
  attributes: AttributeInputs,
  size: Size = [5, 7],
  opsets?: RuleCase['opsets'],
): RuleCase {
  return single(
    `MaxPool ${name}`,
    { op: 'MaxPool', attributes },
    { dims: [1, 2, ...size], opsets, sample: spaced },
  );
}

function averagePool(
  name: string,
  attributes: AttributeInputs,
  size: Size = [5, 7],
  opsets?: RuleCase['opsets'],
): RuleCase {
  return single(`AveragePool ${name}`, { op: 'AveragePool', attributes }, { dims: [1, 2, ...size], opsets });
}
