import { floatTensor, sizeOf, type FloatTensor } from '@camscope/core';
import { createModel } from '@camscope/onnx';

/** Classes of the demo network. */
export const LABELS = ['No Finding', 'Pneumonia'];

/** Lighter than air and the heart's shadow over a lung, darker than the body: an opacity in a lung, from 0 to 1. */
const LIGHT = 0.62;
/** Farther from it than this is something else. */
const TOLERANCE = 0.15;
/** Edges pass through every shade, but thinly: patches of so many coarse pixels must agree. */
const PATCH = 7;

/**
 * A network made by hand that sees opacities: it takes means of 8×8 pixels, responds to those of an opacity's shade,
 * and keeps what holds over a patch.
 */
export function demoNetwork(): Uint8Array {
  const relu = (input: string, output: string, scope: string) => ({
    op: 'Relu',
    inputs: [input],
    outputs: [output],
    name: `/${scope}/${scope}.relu/Relu`,
  });
  return createModel({
    name: 'demo',
    nodes: [
      {
        op: 'Conv',
        inputs: ['image', 'mean'],
        outputs: ['coarse'],
        attributes: { strides: [4, 4] },
        name: '/stem/Conv',
      },
      // Too light and too dark, each where positive.
      { op: 'Conv', inputs: ['coarse', 'sign', 'light'], outputs: ['offset'], name: '/shade/Conv' },
      relu('offset', 'amiss', 'shade'),
      { op: 'Conv', inputs: ['amiss', 'both', 'tolerance'], outputs: ['fit'], name: '/fit/Conv' },
      relu('fit', 'fitting', 'fit'),
      {
        op: 'Conv',
        inputs: ['fitting', 'patch', 'most'],
        outputs: ['agreed'],
        attributes: { pads: [3, 3, 3, 3], strides: [2, 2] },
        name: '/features/Conv',
      },
      relu('agreed', 'maps', 'features'),
      { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
      { op: 'Gemm', inputs: ['flat', 'weights', 'bias'], outputs: ['logits'], attributes: { transB: 1 } },
    ],
    initializers: {
      mean: filled(1 / 64, [1, 1, 8, 8]),
      sign: floatTensor(Float32Array.of(1, -1), [2, 1, 1, 1]),
      light: floatTensor(Float32Array.of(-LIGHT, LIGHT), [2]),
      both: filled(-1, [1, 2, 1, 1]),
      tolerance: filled(TOLERANCE, [1]),
      patch: filled(1 / PATCH ** 2, [1, 1, PATCH, PATCH]),
      most: filled(-TOLERANCE / 4, [1]),
      weights: floatTensor(Float32Array.of(-2000, 2000), [2, 1]),
      bias: floatTensor(Float32Array.of(1, -1), [2]),
    },
    inputs: [{ name: 'image', type: 'float32', dims: ['batch', 1, 224, 224] }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['batch', 2] }],
  });
}

function filled(value: number, dims: readonly number[]): FloatTensor {
  return floatTensor(new Float32Array(sizeOf(dims)).fill(value), dims);
}
