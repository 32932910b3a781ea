import { CamscopeError, unknownName, type Layer } from '@camscope/core';
import { isSpatial, moduleOutput, siteOf } from '@camscope/onnx';
import type { Network } from './network.ts';

/**
 * A target layer by a layer's name, a tensor's name, the path of a module where the exporter has left it, or `auto`.
 * @throws CamscopeError NAME_UNKNOWN with the nearest layers; MODEL_UNSUPPORTED for a tensor that is not a stack of maps.
 */
export function layerOf(network: Network, asked = 'auto'): Layer {
  const { graph, description } = network;
  const name = asked === 'auto' ? network.target : asked;
  if (name === undefined) {
    throw new CamscopeError(
      'MODEL_UNSUPPORTED',
      `'${network.name}' has no spatial tensor before its class scores`,
      {
        fix: 'Name a tensor as the layer, or use a method that explains the image itself',
      },
    );
  }
  const layer = description.layers.find((candidate) => candidate.name === name);
  if (layer) return layer;
  if (!graph.has(name)) {
    const output = moduleOutput(graph, name);
    if (output !== undefined) return { name, ...siteOf(graph, output) };
    throw unknownName(
      'layer',
      name,
      description.layers.map((candidate) => candidate.name),
      'Or name any tensor of the graph',
    );
  }
  if (!isSpatial(graph, name)) {
    throw new CamscopeError('MODEL_UNSUPPORTED', `'${name}' is not a stack of maps over the image`, {
      found: `shape [${graph.shape(name)?.join(', ') ?? 'unknown'}]`,
      fix: `Choose one of the layers: ${description.layers.map((candidate) => candidate.name).join(', ')}`,
    });
  }
  return { name, ...siteOf(graph, name) };
}

/**
 * Target layers by one or several names or patterns, in which `*` stands for any text: `layer3.*`.
 * @throws CamscopeError as `layerOf`.
 */
export function layersOf(network: Network, asked: string | readonly string[] = 'auto'): Layer[] {
  const names = typeof asked === 'string' ? [asked] : asked;
  const layers = names.flatMap((name) =>
    name.includes('*') ? layersLike(network, name) : layerOf(network, name),
  );
  return [...new Map(layers.map((layer) => [layer.tensor, layer])).values()];
}

function layersLike({ description }: Network, pattern: string): Layer[] {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const like = new RegExp(`^${parts.join('.*')}$`);
  const found = description.layers.filter((layer) => like.test(layer.name));
  if (found.length > 0) return found;
  throw unknownName(
    'layer',
    pattern,
    description.layers.map((layer) => layer.name),
  );
}
