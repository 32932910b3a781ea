import { floatTensor } from '@camscope/core';
import { createModel, Draft, readModel } from '@camscope/onnx';
import { describe, expect, it } from 'vitest';
import { inMemory } from './support/model-file.ts';
import { runOnce } from './support/run-once.ts';

const vector = (...values: number[]) => floatTensor(Float32Array.from(values), [values.length]);
const x = vector(1, 2);

/** y = x · factor + shift, of which the shift comes from a Constant node. */
const modelOf = (irVersion: number) =>
  createModel({
    irVersion,
    nodes: [
      { op: 'Constant', inputs: [], outputs: ['shift'], attributes: { value: vector(10, 20) } },
      { op: 'Mul', inputs: ['x', 'factor'], outputs: ['product'] },
      { op: 'Add', inputs: ['product', 'shift'], outputs: ['y'] },
    ],
    initializers: { factor: vector(3, 4) },
    inputs: [
      { name: 'x', type: 'float32', dims: [2] },
      ...(irVersion < 4 ? [{ name: 'factor', type: 'float32' as const, dims: [2] }] : []),
    ],
    outputs: [{ name: 'y', type: 'float32', dims: [2] }],
  });

describe.each([3, 8])('a value of a model of IR version %d', (irVersion) => {
  const model = modelOf(irVersion);

  it.each([
    ['an initialiser', 'factor', [15, 32]],
    ['a Constant', 'shift', [8, 14]],
  ])('that is %s can be replaced, with the outputs as they were or chosen', async (_, name, expected) => {
    for (const outputs of [undefined, [{ name: 'y' }]]) {
      const draft = new Draft(readModel(model));
      draft.replace(name);
      draft.prelude.addConstant(name, vector(5, 6));
      if (outputs) draft.setOutputs(outputs);
      const { y } = await runOnce(draft.toSource(inMemory(model)), { x });
      expect([...y.data]).toEqual(expected);
    }
  });
});
