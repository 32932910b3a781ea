import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { createModel } from '@camscope/onnx';
import { explainOnce, imageOnPaper, onPaper, partsOnPaper, scalar } from '@camscope/testkit';
import { guidedBackprop } from '@camscope/methods-guided-backprop';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: guidedBackprop,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('Guided Backprop', () => {
  it('equals the gradient computed on paper', async () => {
    // Class 1: the negative gradient of A¹ is stopped at its ReLU.
    expect(await maps()).toEqual([
      [-1, 0.5, 0.5, 0.5],
      [-2, 0, 0, 0],
    ]);
  });

  it('gates a ReLU6, exported as Clip, like a ReLU', async () => {
    const { initializers, nodes, ...rest } = partsOnPaper;
    const clipped = nodes.map((node) =>
      node.op === 'Relu' ? { ...node, op: 'Clip', inputs: [...node.inputs, 'low', 'high'] } : node,
    );
    const model = createModel({
      ...rest,
      nodes: clipped,
      initializers: { ...initializers, low: scalar(0), high: scalar(6) },
    });
    const request = { runtime, explainer: guidedBackprop, model, image: imageOnPaper, classes: [1] };
    expect([...(await explainOnce(request)).maps[0].raw.data]).toEqual([-2, 0, 0, 0]);
  });
});
