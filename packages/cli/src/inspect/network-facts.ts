import { isCamscopeError, type Layer } from '@camscope/core';
import { guessedOf, type Network } from '@camscope/engine';
import { compile, contextOf } from '@camscope/onnx';
import { channelSum, gradient } from '@camscope/onnx/expressions';

/** What camscope understands of a network: of layers, an entry for each name. */
export function networkFacts(network: Network) {
  const {
    name,
    stored,
    family,
    description,
    head,
    graph,
    activation,
    labels,
    preprocessing,
    trainedOn,
    fixedBatch,
  } = network;
  const gradients = gradientsOf(network);
  return {
    name,
    stored,
    family,
    architecture: description.architecture,
    score: head.logits,
    classes: head.classes,
    activation,
    target: network.target ?? null,
    layers: description.layers.map((layer) => ({
      ...layer,
      shape: graph.shape(layer.tensor) ?? null,
      gradients: gradients.get(layer.tensor)!,
    })),
    labels,
    preprocessing,
    trainedOn,
    origins: network.origins,
    guessed: guessedOf(network),
    fixedBatch,
  };
}

/** By tensor: some have several names. */
function gradientsOf(network: Network): ReadonlyMap<string, string> {
  const layers = new Map(network.description.layers.map((layer) => [layer.tensor, layer]));
  return new Map([...layers].map(([tensor, layer]) => [tensor, gradientsAt(network, layer)]));
}

/** Whether gradients of the score reach a layer: `exact`, `approximate`, or why not. */
function gradientsAt({ graph, head }: Network, target: Layer): string {
  try {
    const { score, activations } = contextOf();
    const expression = channelSum(gradient(score, activations));
    return compile({ graph, head, targets: [target], expression }).approximate ? 'approximate' : 'exact';
  } catch (error) {
    if (!isCamscopeError(error)) throw error;
    return error.message.split('\n')[0];
  }
}
