import type { AttributeInputs } from '@camscope/onnx';
import { noise } from '../tensors.ts';
import { alongAxes, single, type RuleCase } from './rule-case.ts';

interface ConvolutionInput {
  readonly size?: readonly number[];
  readonly channels?: number;
  readonly maps?: number;
  readonly group?: number;
  readonly kernel: readonly number[];
  readonly attributes?: AttributeInputs;
}

export const convolutionCases: readonly RuleCase[] = [
  conv('1×1', { kernel: [1, 1] }),
  conv('3×3 padded', { kernel: [3, 3], attributes: { pads: [1, 1, 1, 1] } }),
  conv('3×2 unpadded', { kernel: [3, 2] }),
  conv('1×1 stride 2', { kernel: [1, 1], attributes: { strides: [2, 2] } }),
  conv('3×3 stride 2, rows left over', { size: [6, 7], kernel: [3, 3], attributes: { strides: [2, 2] } }),
  conv('7×7 stride 2 padded', {
    size: [8, 8],
    kernel: [7, 7],
    attributes: { strides: [2, 2], pads: [3, 3, 3, 3] },
  }),
  conv('dilated', { kernel: [2, 2], attributes: { dilations: [2, 2], pads: [1, 0, 1, 2] } }),
  conv('padded beyond the kernel', { kernel: [1, 1], attributes: { pads: [1, 1, 1, 1] } }),
  conv('grouped', { channels: 4, maps: 6, group: 2, kernel: [3, 3], attributes: { pads: [1, 1, 1, 1] } }),
  conv('depthwise', { channels: 3, maps: 3, group: 3, kernel: [3, 3], attributes: { pads: [1, 1, 1, 1] } }),
  conv('depthwise stride 2', {
    channels: 3,
    maps: 3,
    group: 3,
    kernel: [3, 3],
    attributes: { strides: [2, 2], pads: [1, 1, 1, 1] },
  }),
  conv('SAME_UPPER', {
    size: [6, 5],
    kernel: [3, 3],
    attributes: { auto_pad: 'SAME_UPPER', strides: [2, 2] },
  }),
  conv('SAME_LOWER', { size: [6, 5], kernel: [2, 2], attributes: { auto_pad: 'SAME_LOWER' } }),
  conv('from six channels', { channels: 6, maps: 4, kernel: [3, 3], attributes: { pads: [1, 1, 1, 1] } }),
  conv('to nine maps', { channels: 4, maps: 9, kernel: [2, 3] }),
  conv('1×1 padded at the end alone', { kernel: [1, 1], attributes: { pads: [0, 0, 1, 1] } }),
  conv('2×2 padded at the end alone', { kernel: [2, 2], attributes: { pads: [0, 0, 1, 1] } }),
  conv('3×3 stride 2, padded at the end alone', {
    size: [6, 8],
    kernel: [3, 3],
    attributes: { strides: [2, 2], pads: [0, 0, 1, 1] },
  }),
  conv('4×3 stride 3, padded at the beginning, rows left over', {
    size: [7, 8],
    kernel: [4, 3],
    attributes: { strides: [3, 3], pads: [2, 2, 0, 1] },
  }),
  conv('grouped and dilated, stride 2, padded unevenly', {
    size: [8, 7],
    channels: 4,
    maps: 6,
    group: 2,
    kernel: [3, 2],
    attributes: { strides: [2, 2], dilations: [2, 3], pads: [2, 1, 1, 2] },
  }),
  conv('over one axis, padded unevenly', { size: [8], kernel: [4], attributes: { pads: [1, 2] } }),
  conv('over one axis, stride 2', { size: [8], kernel: [3], attributes: { strides: [2], pads: [0, 1] } }),
  convTranspose('2×2 stride 2', { kernel: [2, 2], attributes: { strides: [2, 2] } }),
  convTranspose('3×3 stride 2, padded', {
    kernel: [3, 3],
    attributes: { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 1] },
  }),
  convTranspose('4×3 stride 2, cut off unevenly', {
    kernel: [4, 3],
    attributes: { strides: [2, 2], pads: [0, 2, 2, 0] },
  }),
  convTranspose('3×3 stride 3, added to and cut off', {
    kernel: [3, 3],
    attributes: { strides: [3, 3], pads: [1, 0, 0, 1], output_padding: [2, 1] },
  }),
  convTranspose('grouped', {
    channels: 4,
    maps: 2,
    group: 2,
    kernel: [3, 3],
    attributes: { pads: [1, 1, 1, 1] },
  }),
  conv('VALID', { kernel: [2, 2], attributes: { auto_pad: 'VALID' } }),
];

function conv(name: string, input: ConvolutionInput): RuleCase {
  const { size = [5, 5], channels = 2, maps = 3, group = 1, kernel, attributes = {} } = input;
  return alongAxes(
    single(
      `Conv ${name}`,
      { op: 'Conv', inputs: ['w', 'b'], attributes: { group, ...attributes } },
      {
        dims: [1, channels, ...size],
        initializers: { w: noise(5, [maps, channels / group, ...kernel]), b: noise(6, [maps]) },
      },
    ),
  );
}

function convTranspose(name: string, input: ConvolutionInput): RuleCase {
  const { size = [4, 3], channels = 2, maps = 3, group = 1, kernel, attributes = {} } = input;
  return single(
    `ConvTranspose ${name}`,
    { op: 'ConvTranspose', inputs: ['w'], attributes: { group, ...attributes } },
    { dims: [1, channels, ...size], initializers: { w: noise(5, [channels, maps, ...kernel]) } },
  );
}
