import { floatTensor, type ElementType, type FloatTensor, type ModelSource } from '@camscope/core';
import { createModel, type ModelInput } from '@camscope/onnx';

/** `y` = relu(`x`), float32 ['n', 3]. */
export const relu = model({
  nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }],
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 3] }],
  outputs: [{ name: 'y' }],
});

/** `y` = `x`, of any element type and length. */
export function identity(type: ElementType): ModelSource {
  return model({
    nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type, dims: ['n'] }],
    outputs: [{ name: 'y' }],
  });
}

export function model(input: ModelInput): ModelSource {
  return { proto: createModel(input), external: new Map() };
}

export function row(...values: readonly number[]): FloatTensor {
  return floatTensor(Float32Array.from(values), [1, values.length]);
}
