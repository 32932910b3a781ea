import { floatTensor } from '@camscope/core';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, noise, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { createModel } from '@camscope/onnx';
import { cam } from '@camscope/methods-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const ON_PAPER = [
  [4, 2, 4, 6],
  [8, -2, -4, -6],
];

/** The maps of both classes, by default on the network that is worked out on paper. */
async function maps(of: { readonly model?: Uint8Array; readonly layer?: string } = {}) {
  const request = {
    runtime,
    explainer: cam,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    ...of,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('CAM', () => {
  it('equals the map computed on paper', async () => {
    expect(await maps()).toEqual(ON_PAPER);
  });

  it('is the same of maps that are pooled in another order of axes', async () => {
    const model = createModel({
      nodes: [
        { op: 'Conv', inputs: ['x', 'kernel', 'bias'], outputs: ['conv'] },
        { op: 'Transpose', inputs: ['conv'], outputs: ['turned'], attributes: { perm: [0, 2, 3, 1] } },
        { op: 'Relu', inputs: ['turned'], outputs: ['maps'] },
        { op: 'Transpose', inputs: ['maps'], outputs: ['back'], attributes: { perm: [0, 3, 1, 2] } },
        { op: 'GlobalAveragePool', inputs: ['back'], outputs: ['pooled'] },
        { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
        { op: 'Gemm', inputs: ['flat', 'w'], outputs: ['logits'], attributes: { transB: 1 } },
      ],
      initializers: {
        kernel: floatTensor(Float32Array.of(1, -1), [2, 1, 1, 1]),
        bias: floatTensor(Float32Array.of(0, 1), [2]),
        w: floatTensor(Float32Array.of(2, 4, -2, 8), [2, 2]),
      },
      inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 2] }],
      outputs: [{ name: 'logits' }],
    });
    for (const layer of ['maps', 'back']) expect(await maps({ model, layer })).toEqual(ON_PAPER);
  });

  it('is refused with what stands in place of the head', async () => {
    const request = { runtime, explainer: cam, image: imageOnPaper, classes: [0] };
    await expect(explainOnce({ ...request, model: onPaper, layer: 'conv' })).rejects.toThrow(
      /no average pool and one linear layer[^]*'conv' is not averaged/,
    );
    const deep = createModel({
      nodes: [
        { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'] },
        { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
        { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
        { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['hidden'] },
        { op: 'Relu', inputs: ['hidden'], outputs: ['active'] },
        { op: 'MatMul', inputs: ['active', 'w'], outputs: ['logits'] },
      ],
      initializers: { kernel: noise(1, [2, 1, 1, 1]), w: noise(2, [2, 2]) },
      inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 2] }],
      outputs: [{ name: 'logits' }],
    });
    await expect(explainOnce({ ...request, model: deep })).rejects.toThrow(
      /Behind[^]*more operators than a bias/,
    );
  });
});
