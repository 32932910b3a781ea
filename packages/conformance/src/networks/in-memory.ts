import {
  createContainer,
  defineModel,
  definePlugin,
  REGISTRY,
  type ModelCard,
  type ModelFile,
  type Runtime,
} from '@camscope/core';
import { openNetwork, type Network } from '@camscope/engine';
import { channelsAt, sizeAt } from '@camscope/onnx';

/** A model family of any network: its target is its only layer, and inputs are taken as they are. */
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

const plugin = definePlugin({ name: 'in memory', apiVersion: 1, contributes: [anyNetwork] });

/** A model that exists in memory only, for a runtime to open. */
export function inMemory(bytes: Uint8Array): ModelFile {
  return {
    bytes,
    source: { bytes },
    sibling: (location) => {
      throw new Error(`A model in memory has no external data '${location}'`);
    },
  };
}

/** Opens a network that exists in memory only, as {@link anyNetwork}. */
export function openInMemory(model: Uint8Array, runtime: Runtime, card?: ModelCard): Promise<Network> {
  const registry = createContainer([plugin]).get(REGISTRY);
  return openNetwork({ location: 'memory.onnx', file: inMemory(model), card, registry, runtime });
}
