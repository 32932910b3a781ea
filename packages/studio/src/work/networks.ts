import {
  CamscopeError,
  unknownName,
  type ModelCard,
  type ModelFile,
  type Registry,
  type Runtime,
} from '@camscope/core';
import { openNetwork, NETWORK_FACTS, parseCard, type Network } from '@camscope/engine';
import type { LayerFacts, OpenedNetwork } from './api.ts';

/** A network that the worker holds. */
export interface HeldNetwork {
  readonly id: string;
  readonly network: Network;
  /** As a study names the file. */
  readonly location: string;
  /** What was said of it beside the file. */
  readonly card: ModelCard;
  /** The file as it was given, which reopening reads again. */
  readonly file: ModelFile;
}

/** The networks that are open, by id. */
export class Networks {
  readonly #registry: Pick<Registry, 'model'>;
  readonly #held = new Map<string, HeldNetwork>();
  #next = 1;

  constructor(registry: Pick<Registry, 'model'>) {
    this.#registry = registry;
  }

  /** @param location as a study names the file. @throws CamscopeError as `openNetwork` of the engine. */
  open(bytes: Uint8Array, location: string, card: ModelCard, runtime: Runtime): Promise<OpenedNetwork> {
    return this.#open(fileOf(bytes, location), location, card, runtime);
  }

  /** The same file, without another copy, under another card. @throws CamscopeError as `open`, NAME_UNKNOWN. */
  async reopen(id: string, card: unknown, runtime: Runtime): Promise<OpenedNetwork> {
    const { file, location } = this.get(id);
    const opened = await this.#open(file, location, parseCard(card, 'The form'), runtime);
    this.close(id);
    return opened;
  }

  /** @throws CamscopeError NAME_UNKNOWN. */
  get(id: string): HeldNetwork {
    const held = this.#held.get(id);
    if (held) return held;
    throw unknownName('open network', id, [...this.#held.keys()]);
  }

  close(id: string): void {
    this.#held.delete(id);
  }

  async #open(file: ModelFile, location: string, card: ModelCard, runtime: Runtime): Promise<OpenedNetwork> {
    const network = await openNetwork({ location, file, card, registry: this.#registry, runtime });
    const held = { id: `network-${this.#next++}`, network, location, card, file };
    this.#held.set(held.id, held);
    return openedOf(held);
  }
}

/** A network that is a single file. @param name shown in errors. */
export function fileOf(bytes: Uint8Array, name: string): ModelFile {
  return {
    bytes,
    source: { bytes },
    sibling: (location) => {
      throw new CamscopeError('FILE_UNREADABLE', `The weights of ${name} are in another file`, {
        asked: location,
        fix: 'Save the network as a single file: onnx.save(model, path) in Python',
      });
    },
  };
}

function openedOf({ id, network, file }: HeldNetwork): OpenedNetwork {
  const { description, preprocessing, labels, activation, target, origins, head, name, trainedOn } = network;
  const [height, width] = preprocessing.size;
  return {
    ...{ id, name, labels, activation, layer: target },
    family: network.family,
    architecture: description.architecture,
    input: { width, height, channels: preprocessing.channels },
    layers: layersOf(network),
    card: {
      ...{ name, activation, preprocessing, layer: target, trainedOn: trainedOn && [...trainedOn] },
      ...{ labels: [...labels], score: head.logits },
    },
    facts: NETWORK_FACTS.map((fact) => ({ fact, origin: origins[fact] })),
    stored: network.stored,
    bytes: file.bytes.length,
  };
}

/** Layers under all of their names: families name a tensor as several libraries do. */
function layersOf({ description, graph }: Network): LayerFacts[] {
  const names = new Map<string, string[]>();
  for (const { name, tensor } of description.layers) names.set(tensor, [...(names.get(tensor) ?? []), name]);
  return [...names].map(([tensor, [name, ...aliases]]) => ({
    name,
    aliases,
    dims: graph.shape(tensor) ?? [],
  }));
}
