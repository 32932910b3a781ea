import { createModel, type AttributeInputs } from '@camscope/onnx';
import { noise } from '../tensors.ts';

export interface PoolLinearOptions {
  readonly seed?: number;
  readonly size?: number;
  readonly inputChannels?: number;
  readonly channels?: number;
  readonly classes?: number;
  /** Attributes of the first convolution; stride 2, one row and column of zeros on each side by default. */
  readonly stem?: AttributeInputs;
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * A tiny CNN whose head is global average pool + linear, so that every CAM method has a closed form:
 * Conv 3×3 stride 2 → Relu → Conv 3×3 → Relu (`features`) → GlobalAveragePool → Flatten → Gemm (`logits`).
 */
export function poolLinear(options: PoolLinearOptions = {}): Uint8Array {
  const { seed = 7, size = 16, inputChannels = 1, channels = 4, classes = 3, metadata } = options;
  const { stem = { strides: [2, 2], pads: [1, 1, 1, 1] } } = options;
  return createModel({
    nodes: [
      {
        op: 'Conv',
        inputs: ['image', 'w1', 'b1'],
        outputs: ['c1'],
        attributes: stem,
        name: '/stem/Conv',
      },
      { op: 'Relu', inputs: ['c1'], outputs: ['r1'], name: '/stem/relu/Relu' },
      {
        op: 'Conv',
        inputs: ['r1', 'w2', 'b2'],
        outputs: ['c2'],
        attributes: { pads: [1, 1, 1, 1] },
        name: '/body/Conv',
      },
      { op: 'Relu', inputs: ['c2'], outputs: ['features'], name: '/body/relu/Relu' },
      { op: 'GlobalAveragePool', inputs: ['features'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
      { op: 'Gemm', inputs: ['flat', 'w', 'b'], outputs: ['logits'], attributes: { transB: 1 } },
    ],
    initializers: {
      w1: noise(seed, [channels, inputChannels, 3, 3]),
      b1: noise(seed + 1, [channels], 0.1),
      w2: noise(seed + 2, [channels, channels, 3, 3]),
      b2: noise(seed + 3, [channels], 0.1),
      w: noise(seed + 4, [classes, channels]),
      b: noise(seed + 5, [classes], 0.1),
    },
    inputs: [{ name: 'image', type: 'float32', dims: ['batch', inputChannels, size, size] }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['batch', classes] }],
    metadata,
  });
}
