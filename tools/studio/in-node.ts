import { createContainer, REGISTRY, type Raster, type Runtime } from '@camscope/core';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import type { MapRequest } from '../../packages/studio/src/work/api.ts';
import { Explaining, type HeldMap } from '../../packages/studio/src/work/explain.ts';
import { Networks } from '../../packages/studio/src/work/networks.ts';

/** What the studio's worker makes of a request, computed in Node, as the command line does. */
export class InNode {
  readonly #runtime: Runtime;
  readonly #registry = loadWanted(portablePlugins, [
    'explainer',
    'model',
    'segmenter',
    'metric',
    'filter',
  ]).then((plugins) => createContainer(plugins).get(REGISTRY));
  readonly #explaining = new Explaining();
  readonly #networks = this.#registry.then((registry) => new Networks(registry));

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** @returns the network's id. */
  async openNetwork(bytes: Uint8Array, name: string): Promise<string> {
    return (await (await this.#networks).open(bytes, name, {}, this.#runtime)).id;
  }

  async explain(request: MapRequest, raster: Raster): Promise<HeldMap> {
    return this.#explaining.explain(request, {
      runtime: this.#runtime,
      started: { provider: this.#runtime.baseline },
      registry: await this.#registry,
      image: { raster },
      network: (await this.#networks).get(request.network),
      progress: () => undefined,
      signal: new AbortController().signal,
    });
  }

  close(): void {
    this.#explaining.clear();
  }
}
