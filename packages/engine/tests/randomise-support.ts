import { defineExplainer, floatTensor, type FloatTensor, type ModelCard } from '@camscope/core';
import { random, type ModelInput } from '@camscope/onnx';
import { channelSum, gradient, mul, relu, spatialMean } from '@camscope/onnx/expressions';

function uniform(seed: number, dims: readonly number[], low: number, high: number): FloatTensor {
  const next = random(seed);
  const size = dims.reduce((a, b) => a * b, 1);
  return floatTensor(
    Float32Array.from({ length: size }, () => low + (high - low) * next()),
    dims,
  );
}

export const tinyWeights: Readonly<Record<string, FloatTensor>> = {
  w1: uniform(1, [8, 1, 3, 3], -0.8, 0.8),
  b1: uniform(2, [8], -0.1, 0.1),
  w2: uniform(3, [8, 8, 3, 3], -0.3, 0.3),
  scale: uniform(4, [8], 0.5, 1.5),
  shift: uniform(5, [8], -0.1, 0.1),
  mean: uniform(6, [8], -0.1, 0.1),
  variance: uniform(7, [8], 0.5, 1.5),
  w: uniform(8, [3, 8], -0.6, 0.6),
  b: uniform(9, [3], -0.1, 0.1),
};
export const WEIGHTS = Object.keys(tinyWeights);

const pads = { pads: [1, 1, 1, 1] };
/** Conv → ReLU → Conv → BatchNorm → ReLU → pool → Gemm, on an image of 8×8, with module paths as torch leaves them. */
export const tiny: ModelInput = {
  nodes: [
    { op: 'Conv', inputs: ['x', 'w1', 'b1'], outputs: ['conv1'], attributes: pads, name: '/features.0/Conv' },
    { op: 'Relu', inputs: ['conv1'], outputs: ['early'] },
    { op: 'Conv', inputs: ['early', 'w2'], outputs: ['conv2'], attributes: pads, name: '/features.1/Conv' },
    {
      op: 'BatchNormalization',
      inputs: ['conv2', 'scale', 'shift', 'mean', 'variance'],
      outputs: ['normed'],
      name: '/features.2/BatchNormalization',
    },
    { op: 'Relu', inputs: ['normed'], outputs: ['maps'] },
    { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    {
      op: 'Gemm',
      inputs: ['flat', 'w', 'b'],
      outputs: ['logits'],
      attributes: { transB: 1 },
      name: '/classifier/Gemm',
    },
  ],
  initializers: tinyWeights,
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 8, 8] }],
  outputs: [{ name: 'logits' }],
};

export const tinyCard: ModelCard = {
  preprocessing: { size: [8, 8], channels: 1, fit: 'stretch', range: [0, 1], mean: [0], std: [1] },
};

/** A bright square on a dim ground. */
export const tinyImage = floatTensor(
  Float32Array.from({ length: 64 }, (_, i) => {
    const [x, y] = [i % 8, Math.floor(i / 8)];
    return (x > 1 && x < 5 && y > 2 && y < 6 ? 1 : 0.1) + 0.05 * Math.sin(3 * i);
  }),
  [1, 8, 8],
);

export const gradCam = defineExplainer({
  id: 'grad-cam',
  title: 'Grad-CAM',
  map: ({ activations, score }) =>
    relu(channelSum(mul(spatialMean(gradient(score, activations)), activations))),
});
export const guidedBackprop = defineExplainer({
  id: 'guided-backprop',
  title: 'Guided Backprop',
  gives: 'attribution',
  map: ({ image, score }) => gradient(score, image, { rules: 'guided' }),
});
