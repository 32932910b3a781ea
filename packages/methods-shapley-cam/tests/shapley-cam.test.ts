import { afterAll, describe, expect, it } from 'vitest';
import { createModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, floats, imageOnPaper, onPaper } from '@camscope/testkit';
import { shapleyCam } from '@camscope/methods-shapley-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** A = (x, 1 − x); S⁰ = mean A¹ᶟ, S¹ = mean A². */
const bent = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'kernel', 'bias'], outputs: ['maps'] },
    { op: 'Mul', inputs: ['maps', 'maps'], outputs: ['squared'] },
    { op: 'Mul', inputs: ['squared', 'maps'], outputs: ['cubed'] },
    { op: 'Concat', inputs: ['cubed', 'maps'], outputs: ['all'], attributes: { axis: 1 } },
    { op: 'GlobalAveragePool', inputs: ['all'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'Gemm', inputs: ['flat', 'w'], outputs: ['logits'], attributes: { transB: 1 } },
  ],
  initializers: {
    kernel: floats([1, -1], [2, 1, 1, 1]),
    bias: floats([0, 1]),
    w: floats([1, 0, 0, 0, 0, 0, 0, 1], [2, 4]),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 2] }],
  outputs: [{ name: 'logits' }],
});

async function maps(model: Uint8Array, options?: unknown) {
  const request = { runtime, explainer: shapleyCam, model, image: imageOnPaper, layer: 'maps', options };
  const { maps } = await explainOnce({ ...request, classes: [0, 1] });
  return maps.map(({ raw }) => [...raw.data]);
}

describe('Shapley-CAM', () => {
  it('takes off half of what the gradient bends', async () => {
    // Of class 0, g = ¾·A² and ½·H·A = ½·(6/4)·A² are the same: the weight is 0, where Grad-CAM has ¾·mean A².
    const [first, second] = await maps(bent, { relu: false });
    first.forEach((value) => expect(value).toBeCloseTo(0, 6));
    // Of class 1 there is no bend: the weight of A² = 1 − x is ¼.
    expect(second).toEqual([0.25, 0, -0.25, -0.5]);
  });

  it('is Grad-CAM behind what is linear', async () => {
    // ½·A¹ + A², and −½·A¹ + 2·A² without its negative part.
    expect(await maps(onPaper)).toEqual([
      [1, 0.5, 1, 1.5],
      [2, 0, 0, 0],
    ]);
  });
});
