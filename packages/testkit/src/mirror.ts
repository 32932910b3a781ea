import { floatTensor } from '@camscope/core';
import { createModel } from '@camscope/onnx';

/**
 * The maps are the image x of 8×8 pixels and its negative; the logits are 128, −128 and 0 times its mean. The gradients of class
 * 0 are 64/64 and −64/64: its raw Grad-CAM is 2x. That of class 1 is 0 everywhere.
 */
export const mirror = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'], name: '/features/conv/Conv' },
    { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
  ],
  initializers: {
    kernel: floatTensor(Float32Array.of(1, -1), [2, 1, 1, 1]),
    w: floatTensor(Float32Array.of(64, -64, 0, -64, 64, 0), [2, 3]),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 8, 8] }],
  outputs: [{ name: 'logits' }],
});

/** Leaves nothing of it to guess. */
export const MIRROR_CARD = `file: mirror.onnx
name: mirror
labels: [Mass, Nodule, No Finding]
activation: sigmoid
preprocessing: { size: [8, 8], channels: 1 }
`;
