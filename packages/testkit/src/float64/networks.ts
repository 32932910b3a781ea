import { noise } from '@camscope/conformance';
import type { FloatTensor } from '@camscope/core';
import { createModel, type NodeInput } from '@camscope/onnx';
import { elementOf, fieldOf, filled, placewise, type Field } from './field.ts';
import { product } from './words.ts';

/** A network small enough to be computed in TypeScript, in float64: convolution, ReLU, whose maps are the target layer, a head. */
export interface SmallNetwork {
  readonly title: string;
  readonly model: Uint8Array;
  /** float32 [C,H,W] */
  readonly image: FloatTensor;
  /** Of the convolution, [K,1,1]. */
  readonly bias: Field;
  readonly hasPool: boolean;
  /** The image's maps before ReLU, [K,H,W]. */
  convolved(image: Field): Field;
  /** Of the maps, [classes,1,1]. */
  logits(maps: Field): Field;
}

/** On no straight line from 0 to the image is an activation so near to 0 that a step takes it across. */
const IMAGE_SEED = 50;
const SIZE = 6;
const MAPS = 3;
const HIDDEN = 5;
export const CLASSES = 3;

/** Under a linear head, gradients are equal everywhere; under a curved one they differ, and so do second gradients. */
export function smallNetworks(): SmallNetwork[] {
  return [pooled(), curved()];
}

function pooled(): SmallNetwork {
  const w = noise(24, [CLASSES, MAPS]);
  const head: NodeInput[] = [
    { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'Gemm', inputs: ['flat', 'w'], outputs: ['logits'], attributes: { transB: 1 } },
  ];
  return small('average pool and a linear layer', 1, head, { w }, (maps) => {
    const means = Array.from({ length: MAPS }, (_, k) => meanOf(maps, k));
    return product(fieldOf(w.data, [1, CLASSES, MAPS]), fieldOf(means, [1, MAPS, 1]));
  });
}

function curved(): SmallNetwork {
  const [w, v] = [noise(25, [HIDDEN, MAPS * SIZE * SIZE], 0.2), noise(26, [CLASSES, HIDDEN])];
  const head: NodeInput[] = [
    { op: 'Flatten', inputs: ['maps'], outputs: ['flat'] },
    { op: 'Gemm', inputs: ['flat', 'w'], outputs: ['linear'], attributes: { transB: 1 } },
    { op: 'Tanh', inputs: ['linear'], outputs: ['hidden'] },
    { op: 'Gemm', inputs: ['hidden', 'v'], outputs: ['logits'], attributes: { transB: 1 } },
  ];
  return small('a hidden layer', 3, head, { w, v }, ({ data }) => {
    const linear = product(fieldOf(w.data, [1, HIDDEN, data.length]), fieldOf(data, [1, data.length, 1]));
    return product(fieldOf(v.data, [1, CLASSES, HIDDEN]), placewise(Math.tanh, linear));
  });
}

function small(
  title: string,
  channels: number,
  head: readonly NodeInput[],
  weights: Readonly<Record<string, FloatTensor>>,
  logits: (maps: Field) => Field,
): SmallNetwork {
  const [kernel, bias] = [noise(20 + channels, [MAPS, channels, 3, 3]), noise(23, [MAPS], 0.3)];
  return {
    title,
    image: noise(IMAGE_SEED + channels, [channels, SIZE, SIZE]),
    bias: fieldOf(bias.data, [MAPS]),
    hasPool: head[0].op === 'GlobalAveragePool',
    model: createModel({
      nodes: [
        {
          op: 'Conv',
          inputs: ['x', 'kernel', 'bias'],
          outputs: ['conv'],
          attributes: { pads: [1, 1, 1, 1] },
        },
        { op: 'Relu', inputs: ['conv'], outputs: ['maps'] },
        ...head,
        { op: 'Sigmoid', inputs: ['logits'], outputs: ['probabilities'] },
      ],
      initializers: { kernel, bias, ...weights },
      inputs: [{ name: 'x', type: 'float32', dims: ['n', channels, SIZE, SIZE] }],
      outputs: [{ name: 'probabilities' }],
    }),
    convolved: (image) => convolution(image, kernel, bias),
    logits: (maps) => fieldOf(logits(maps).data, [CLASSES]),
  };
}

/** 3 × 3, with zeros around the image. */
function convolution(image: Field, kernel: FloatTensor, bias: FloatTensor): Field {
  const [channels, height, width] = image.dims;
  return filled([MAPS, height, width], (k, y, x) => {
    let sum = bias.data[k];
    for (let c = 0; c < channels; c++)
      for (let u = 0; u < 3; u++)
        for (let v = 0; v < 3; v++) {
          const [row, column] = [y + u - 1, x + v - 1];
          if (row < 0 || column < 0 || row >= height || column >= width) continue;
          sum += kernel.data[((k * channels + c) * 3 + u) * 3 + v] * elementOf(image, c, row, column);
        }
    return sum;
  });
}

function meanOf({ dims: [, height, width], data }: Field, k: number): number {
  const places = height * width;
  return data.subarray(k * places, (k + 1) * places).reduce((sum, value) => sum + value / places, 0);
}

/** One-hot [classes,1,1]. */
export function chosenOf(target: number): Field {
  return filled([CLASSES, 1, 1], (c) => Number(c === target));
}
