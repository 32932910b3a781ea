import {
  createContainer,
  REGISTRY,
  defineModel,
  definePlugin,
  type Explainer,
  type Layer,
  type ModelCard,
  type Registry,
  type Runtime,
} from '@camscope/core';
import {
  openNetwork,
  prepare,
  type Explained,
  type ExplainItem,
  type Network,
  type PrepareRequest,
} from '@camscope/engine';
import { channelsAt, sizeAt } from '@camscope/onnx';
import { inMemory } from './model-file.ts';

/** A model family for tests: any network, its target as its only layer, inputs taken as they are. */
export const anyNetwork = defineModel({
  id: 'any',
  title: 'Any network',
  recognise: (graph, head) => {
    const channels = channelsAt(graph, head.image) === 3 ? 3 : 1;
    const size: [number, number] = [...sizeAt(graph, head.image)];
    return {
      architecture: 'any',
      layers: head.target ? [{ name: 'target', ...head.target }] : [],
      target: head.target && 'target',
      preprocessing: { size, channels, fit: 'stretch', range: [0, 1], mean: [0], std: [1] },
    };
  },
});

/** A registry of nothing but {@link anyNetwork} and the given explainers. */
export function registryOf(...explainers: readonly Explainer[]): Registry {
  const plugin = definePlugin({ name: 'testkit', apiVersion: 1, contributes: [anyNetwork, ...explainers] });
  return createContainer([plugin]).get(REGISTRY);
}

/** Opens a network that exists in memory only. */
export function openInMemory(model: Uint8Array, runtime: Runtime, card?: ModelCard): Promise<Network> {
  return openNetwork({
    location: 'memory.onnx',
    file: inMemory(model),
    card,
    registry: registryOf(),
    runtime,
  });
}

export interface ExplainOnceRequest
  extends ExplainItem, Pick<PrepareRequest, 'memory' | 'budget' | 'scores'> {
  readonly model: Uint8Array;
  // Explainers differ in their options, so no common type but `any` holds them all.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly explainer: Explainer<any>;
  readonly runtime: Runtime;
  readonly options?: unknown;
  readonly layer?: string | readonly string[];
  readonly provider?: string;
}

/** Explains one image on a network in memory, and cleans up. */
export async function explainOnce(
  request: ExplainOnceRequest,
): Promise<Explained & { readonly layers: readonly Layer[] }> {
  const { model, explainer, runtime, options, layer, provider = runtime.baseline } = request;
  const { memory, budget, scores } = request;
  const network = await openInMemory(model, runtime);
  const prepared = await prepare({
    network,
    explainer,
    options,
    layer,
    runtime,
    session: { provider, threads: 1 },
    memory,
    budget,
    scores,
  });
  try {
    const [explained] = await prepared.explain([request]);
    return { ...explained, layers: prepared.layers };
  } finally {
    await prepared.release();
  }
}
