import { expect, test } from 'vitest';
import { floatTensor, type FloatTensor, type Tensor } from '@camscope/core';
import {
  compile,
  contextOf,
  createModel,
  locateHead,
  NAMES,
  readModel,
  type NodeInput,
} from '@camscope/onnx';
import { gradient } from '@camscope/onnx/expressions';
import { probed } from './support/probed.ts';
import { runOnce } from './support/run-once.ts';

const LAYERS = 6;
const SIZE = 3;

/** A dense block over an image of two channels. @param apart each Concat reads copies, in which nothing repeats. */
function denseBlock(apart: boolean): Uint8Array {
  const nodes: NodeInput[] = [];
  const initializers: Record<string, Tensor> = {};
  const features = ['image'];
  for (let layer = 0; layer < LAYERS; layer++) {
    const joined = joinOf(nodes, features, `joined${layer}`, apart);
    initializers[`w${layer}`] = weights([1, layer + 2, 3, 3], layer);
    const conv = { inputs: [joined, `w${layer}`], attributes: { pads: [1, 1, 1, 1] } };
    nodes.push({ op: 'Conv', ...conv, outputs: [`conv${layer}`] });
    nodes.push({ op: 'Relu', inputs: [`conv${layer}`], outputs: [`feature${layer}`] });
    features.push(`feature${layer}`);
  }
  const last = joinOf(nodes, features, 'block', apart);
  nodes.push({ op: 'GlobalAveragePool', inputs: [last], outputs: ['pooled'] });
  nodes.push({ op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] });
  nodes.push({ op: 'MatMul', inputs: ['flat', 'head'], outputs: ['logits'] });
  initializers.head = weights([LAYERS + 2, 2], LAYERS);
  const inputs = [{ name: 'image', type: 'float32' as const, dims: ['n', 2, SIZE, SIZE] }];
  return createModel({ nodes, initializers, inputs, outputs: [{ name: 'logits' }] });
}

function joinOf(nodes: NodeInput[], features: readonly string[], joined: string, apart: boolean): string {
  if (features.length === 1) return features[0];
  const read = features.map((feature) => (apart ? `${feature}/${joined}` : feature));
  if (apart)
    features.forEach((feature, i) => nodes.push({ op: 'Identity', inputs: [feature], outputs: [read[i]] }));
  nodes.push({ op: 'Concat', inputs: read, outputs: [joined], attributes: { axis: 1 } });
  return joined;
}

function weights(dims: readonly number[], seed: number): FloatTensor {
  const size = dims.reduce((a, b) => a * b);
  return floatTensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(7 * i + seed + 1)),
    dims,
  );
}

/** The gradient of the first score to a value, and how many slices it takes. */
async function gradientTo(model: Uint8Array, tensor?: string): Promise<{ data: number[]; slices: number }> {
  const graph = await probed(model);
  const head = locateHead(graph);
  const target = tensor === undefined ? head.image : { tensor, view: head.image.view };
  const { score, image, activations } = contextOf();
  const expression = gradient(score, tensor === undefined ? image : activations);
  const { draft, inputs } = compile({ graph, head, targets: [{ ...head.target!, ...target }], expression });
  const source = draft.toSource({
    bytes: model,
    source: { bytes: model },
    sibling: () => ({ bytes: model }),
  });
  const outputs = await runOnce(source, {
    image: weights([1, 2, SIZE, SIZE], 9),
    [inputs.class!]: floatTensor(Float32Array.of(0), [1, 1]),
  });
  const { nodes } = readModel(source.proto).graph;
  return {
    data: [...(outputs[NAMES.map] as FloatTensor).data],
    slices: nodes.filter(({ op }) => op === 'Slice').length,
  };
}

test('the gradient of a dense block takes two slices a layer, and is the same to the last bit', async () => {
  const dense = await gradientTo(denseBlock(false));
  const apart = await gradientTo(denseBlock(true));
  expect(dense.data).toEqual(apart.data);
  expect(dense.slices).toBe(2 * LAYERS);
  expect(apart.slices).toBe(((LAYERS + 1) * (LAYERS + 2)) / 2 - 1);
});

test('the gradient of what is joined in the middle of it is that where the network reads it', async () => {
  const dense = await gradientTo(denseBlock(false), 'joined3');
  expect(dense.data).toEqual((await gradientTo(denseBlock(true), 'joined3')).data);
});
