import {
  createContainer,
  REGISTRY,
  defineExplainer,
  defineModel,
  definePlugin,
  floatTensor,
  type ModelCard,
  type Preprocessing,
  type Runtime,
} from '@camscope/core';
import { createModel, type ModelInput } from '@camscope/onnx';
import { channelSum, gradient, mul, spatialMean } from '@camscope/onnx/expressions';
import {
  openNetwork,
  prepare,
  type Explained,
  type ExplainItem,
  type PreparedExplainer,
} from '@camscope/engine';

export const signedGradCam = defineExplainer({
  id: 'signed-grad-cam',
  title: 'Grad-CAM without its ReLU',
  map: ({ activations, score }) => channelSum(mul(spatialMean(gradient(score, activations)), activations)),
});

export const activationSum = defineExplainer({
  id: 'activation-sum',
  title: 'Sum of activations, whatever the class',
  map: ({ activations }) => channelSum(activations),
});

const preprocessing: Preprocessing = {
  size: [2, 3],
  channels: 1,
  fit: 'stretch',
  range: [0, 1],
  mean: [0],
  std: [1],
};

/** Recognises everything; its layers are `last`, which is the target, and the value `early` where there is one. */
const anything = defineModel({
  id: 'anything',
  title: 'Anything',
  recognise: (graph, head) => ({
    architecture: 'anything',
    layers: [
      ...(graph.producer('early')
        ? [{ name: 'early', tensor: 'early', view: { kind: 'channels-first' as const } }]
        : []),
      ...(head.target ? [{ name: 'last', ...head.target }] : []),
    ],
    target: head.target && 'last',
    preprocessing,
  }),
});
export const registry = createContainer([
  definePlugin({ name: 'support', apiVersion: 1, contributes: [anything] }),
]).get(REGISTRY);

export const twoMapsWeights = {
  kernel: floatTensor(Float32Array.of(1, 2), [2, 1, 1, 1]),
  w: floatTensor(Float32Array.of(6, -6, 3, 6), [2, 2]),
};

/**
 * Maps A¹ = x, A² = 2x over a 2×3 image; logits = mean pool times W, two classes.
 * Grad-CAM without ReLU for class c: (w_c1 + 4·w_c2)·x / 6... with weights w/6 on A¹ and A².
 */
export const twoMaps = (changes: Partial<ModelInput> = {}) =>
  createModel({
    nodes: [
      { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'] },
      { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
    ],
    initializers: twoMapsWeights,
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 3] }],
    outputs: [{ name: 'logits' }],
    ...changes,
  });

export function open(
  model: Uint8Array,
  runtime: Runtime,
  card?: ModelCard,
  location = 'folder/two-maps.onnx',
) {
  const file = { bytes: model, source: { bytes: model }, sibling: () => ({ bytes: model }) };
  return openNetwork({ location, file, card, registry, runtime });
}

export const ramp = (scale: number) =>
  floatTensor(
    Float32Array.of(1, 2, 3, 4, 5, 6).map((v) => v * scale),
    [1, 2, 3],
  );

/** Explains one image alone. */
export async function explainOne(
  prepared: PreparedExplainer,
  item: ExplainItem,
  signal?: AbortSignal,
): Promise<Explained> {
  return (await prepared.explain([item], signal))[0];
}

export { prepare };
