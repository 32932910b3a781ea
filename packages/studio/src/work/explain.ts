import { chooseMethod, methodName, type Registry, type Runtime } from '@camscope/core';
import {
  compileExplainer,
  guessedOf,
  looksAtTarget,
  probabilitiesOf,
  type Explained,
  type PreparedExplainer,
} from '@camscope/engine';
import { finish, mapSchema, type FinishedMap } from '@camscope/pipeline/maps';
import { fit } from '@camscope/pixels';
import type { MapRequest, MadeMap, Progress } from './api.ts';
import { throughFilters } from './filters.ts';
import type { HeldImage } from './images.ts';
import type { HeldNetwork } from './networks.ts';
import { Recent } from './recent.ts';
import { checkGoing } from './turns.ts';

/** Sessions that are kept open, by network and method: each holds its own copy of the weights in WebAssembly's memory. */
const MOST_SESSIONS = 4;

/** A map with all that is known of it. */
export interface HeldMap extends Omit<MadeMap, 'map' | 'blank'> {
  readonly request: MapRequest;
  readonly finished: FinishedMap;
}

interface ExplainParts {
  readonly runtime: Runtime;
  readonly started: { readonly provider: string };
  readonly registry: Registry;
  readonly image: Pick<HeldImage, 'raster'>;
  readonly network: HeldNetwork;
  readonly progress: (at: Progress) => void;
  readonly signal: AbortSignal;
}

interface Ready {
  readonly prepared: PreparedExplainer;
  /** Tells the progress of the explanation at hand. */
  readonly listener: { tell(done: number, total: number): void };
}

/** Makes maps, and keeps the sessions of the methods that were used last. */
export class Explaining {
  readonly #sessions = new Recent<Ready>(MOST_SESSIONS, ({ prepared }) => void prepared.release());

  /**
   * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, MODEL_UNSUPPORTED, OPERATOR_UNSUPPORTED for what cannot be done;
   *   RUNTIME_FAILED, NOT_FINITE, INTERRUPTED.
   */
  async explain(request: MapRequest, parts: ExplainParts): Promise<HeldMap> {
    const { registry, image, network, progress, signal } = parts;
    const method = chooseMethod(registry.explainer, request.method);
    const { fitted, region } = fit(image.raster, network.network.preprocessing);
    progress({ stage: 'opening' });
    const { prepared, listener } = await this.#ready(request, method, parts);
    checkGoing(signal);
    progress({ stage: 'running' });
    listener.tell = (done, total) => progress({ stage: 'running', done, total });
    const start = performance.now();
    const classes = request.target === 'top1' ? request.target : [request.target];
    const [explained] = await prepared.explain([{ image: fitted, classes }], signal);
    const milliseconds = performance.now() - start;
    const { explainer, options } = method;
    const how = mapSchema.parse({ ...method.map, ...request.map });
    const [{ raw }] = explained.maps;
    const finished = finish({ raw, gives: explainer.gives, region, how }, image.raster);
    return {
      ...factsOf(explained, prepared),
      ...{ key: keyOf(request), request, milliseconds, method: methodName(explainer) },
      guessed: guessedOf(network.network, looksAtTarget(explainer, options, request.layer) ? [] : ['layer']),
      raw: { dims: raw.dims, data: raw.data },
      finished: throughFilters(finished, request.filters ?? [], { registry, raster: image.raster }),
    };
  }

  /** Closes the sessions of a network. */
  forget(network: string): void {
    this.#sessions.forget((key) => JSON.parse(key)[0] === network);
  }

  /** Closes all sessions. */
  clear(): void {
    this.#sessions.forget(() => true);
  }

  async #ready(
    { method: spec, layer, budget, provider }: MapRequest,
    { explainer, options }: ReturnType<typeof chooseMethod>,
    { network, runtime, started }: ExplainParts,
  ): Promise<Ready> {
    const session = { provider: provider ?? started.provider };
    const key = JSON.stringify([network.id, spec, layer, budget, session]);
    const open = this.#sessions.get(key);
    if (open) return open;
    const listener: Ready['listener'] = { tell: () => undefined };
    const compiled = await compileExplainer({
      ...{ network: network.network, explainer, options, layer, budget, runtime, fitted: true },
      session,
      progress: (done, total) => listener.tell(done, total),
    });
    const ready = { prepared: await compiled.open(), listener };
    this.#sessions.set(key, ready);
    return ready;
  }
}

/** By which a map is known: whatever makes another one is in it. */
export function keyOf(request: MapRequest): string {
  const { image, network, method, map, filters, layer, target, budget, provider } = request;
  return JSON.stringify({ image, network, method, map, filters, layer, target, budget, provider });
}

function factsOf({ logits, maps: [{ target }], passes, facts }: Explained, prepared: PreparedExplainer) {
  const { network, layer, provider } = prepared;
  return {
    ...{ target, logits, passes, layer, provider },
    label: network.labels[target],
    probabilities: probabilitiesOf(network, logits),
    facts: facts && { ...facts },
  };
}
