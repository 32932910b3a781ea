import { floatTensor } from '@camscope/core';
import { createModel, draftOf, Graph, readModel } from '@camscope/onnx';
import { expect, it } from 'vitest';
import { carriesGradient } from '../src/graph/reach.ts';
import { STEEP } from '../src/graph/step.ts';
import { inMemory } from './support/model-file.ts';
import { probed } from './support/probed.ts';
import { runOnce } from './support/run-once.ts';

it('a step is exactly 1 above 0, and exactly 0 elsewhere', async () => {
  const numbers = [-Infinity, -3e38, -1, -1e-30, -0, 0, 1e-29, 1e-7, 0.5, 1, 3e38, Infinity];
  const dims = [1, 1, 1, numbers.length];
  const bytes = createModel({
    nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type: 'float32', dims }],
    outputs: [{ name: 'y' }],
  });
  const { draft, emit } = draftOf(await probed(bytes));
  draft.setOutputs([{ name: emit.named(emit.isPositive('y'), 'steps') }]);
  const x = floatTensor(Float32Array.from(numbers), dims);
  const { steps } = await runOnce(draft.toSource(inMemory(bytes)), { x });
  expect([...steps.data]).toEqual(numbers.map((number) => Number(number > 0)));
});

it('no gradient passes a step, as one passes other hard sigmoids', () => {
  const hard = (name: string, alpha: number) => ({
    ...{ op: 'HardSigmoid', name, inputs: ['x'], outputs: [name] },
    attributes: { alpha: { float: alpha } },
  });
  const bytes = createModel({
    nodes: [hard('step', STEEP), hard('slope', 0.2)],
    inputs: [{ name: 'x', type: 'float32', dims: [1] }],
    outputs: [{ name: 'step' }, { name: 'slope' }],
  });
  const { nodes } = new Graph(readModel(bytes));
  expect(nodes.filter(carriesGradient).map(({ name }) => name)).toEqual(['slope']);
});
