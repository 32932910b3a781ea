import { fileOfMethod, isCamscopeError, type Explainer, type Runtime } from '@camscope/core';
import {
  compileExplainer,
  guessedOf,
  layersOf,
  looksAtLayer,
  looksAtTarget,
  takesLayersTogether,
  type CompiledExplainer,
  type ExplainImage,
  type Network,
  type NetworkFact,
  type PreparedExplainer,
  type ScoreCache,
} from '@camscope/engine';
import { attemptAsync, type MapOptions } from '@camscope/pipeline/maps';
import type { ExplainOptions } from '../usage/explain.ts';
import { about } from './about.ts';
import type { ChosenMethod } from './chosen-methods.ts';
import { mapOptionsOf } from './map-options-of.ts';
import { checkStarts } from './start-images.ts';

/** A method, ready to run at its target layer. */
export interface PreparedMethod {
  readonly explainer: Explainer;
  readonly how: MapOptions;
  readonly prepared: PreparedExplainer;
  /** What nobody stated of the network, as far as it matters to the method. */
  readonly guessed: readonly NetworkFact[];
  /** Its layer, where it is asked for at several. */
  readonly at?: string;
  /** In the names of its files. */
  readonly name: string;
}

export interface PrepareMethodsRequest {
  readonly network: Network;
  readonly methods: readonly ChosenMethod[];
  readonly options: ExplainOptions;
  readonly runtime: Runtime;
  readonly scores?: ScoreCache;
  /** The images that are named as baselines, ready to go into the network. */
  readonly starts?: () => Promise<readonly ExplainImage[]>;
  progress(text: string): void;
  /** Hears why a method cannot explain this network, where others can. */
  tell(error: unknown): void;
}

/** A method at a layer, or at several that become one map. */
interface Place {
  readonly method: ChosenMethod;
  readonly layer?: string | readonly string[];
  readonly at?: string;
  readonly name: string;
}

const MEBIBYTE = 2 ** 20;

/** What a user has to mend, whatever else can be done. */
const MISTAKES: readonly string[] = ['CONFIG_INVALID', 'NAME_UNKNOWN', 'PROVIDER_UNAVAILABLE'];

/**
 * Opens every method on the network: at each of several layers unless `--aggregate` joins them, and once where layers do not matter
 * to it. All are compiled before the first is opened.
 * @throws CamscopeError for a mistake of the command line, and where no method fits the network.
 */
export async function prepareMethods(request: PrepareMethodsRequest): Promise<PreparedMethod[]> {
  const compiled: (readonly [Place, CompiledExplainer])[] = [];
  const ready: PreparedMethod[] = [];
  const failures: unknown[] = [];
  const places = placesOf(request);
  for (const place of places)
    await orFail(place, async () => compiled.push([place, await compilePlace(place, request)]));
  if (compiled.length > 0)
    checkStarts(
      compiled.map(([, one]) => one),
      request.options.baseline ?? [],
    );
  for (const [place, one] of compiled)
    await orFail(place, async () => ready.push(opened(place, await one.open(), request.options)));
  if (ready.length === 0) throw failures[0];
  failures.forEach((failure) => request.tell(failure));
  return ready;

  async function orFail({ name }: Place, work: () => Promise<unknown>): Promise<void> {
    const attempt = await attemptAsync(work);
    if ('value' in attempt) return;
    if (places.length === 1) throw attempt.failure;
    const failure = about(attempt.failure, name);
    if (!isCamscopeError(failure) || MISTAKES.includes(failure.code)) throw failure;
    failures.push(failure);
  }
}

function placesOf({ network, methods, options }: PrepareMethodsRequest): Place[] {
  const { layer, aggregate } = options;
  const isApart = layer !== undefined && aggregate === undefined;
  const layers = isApart ? layersOf(network, layer).map(({ name }) => name) : [];
  return methods.flatMap((method): Place[] => {
    const { explainer, options } = method;
    const name = fileOfMethod(method.name);
    if (layers.length < 2 || takesLayersTogether(explainer, options)) return [{ method, layer, name }];
    if (!looksAtLayer(explainer, options)) return [{ method, layer: layers[0], name }];
    // Any file's name may have these characters.
    return layers.map((at) => ({ method, layer: at, at, name: `${name}@${at.replace(/[^\w.-]+/g, '_')}` }));
  });
}

function compilePlace(place: Place, request: PrepareMethodsRequest): Promise<CompiledExplainer> {
  const { method, layer, name } = place;
  const { network, options, runtime, scores, starts, methods, progress } = request;
  const { provider = runtime.baseline, fallback, precision, threads, memory } = options;
  const { aggregate, batch, budget } = options;
  const before = methods.length > 1 ? `${name}: ` : '';
  return compileExplainer({
    ...{ network, explainer: method.explainer, options: method.options, layer, aggregate },
    ...{ runtime, session: { provider, fallback, precision, threads } },
    ...{ batch, budget, memory: memory && memory * MEBIBYTE, scores, starts, fitted: true },
    progress: (done, total) => progress(`${before}${done} of ${total} masks`),
  });
}

function opened(
  { method, layer, at, name }: Place,
  prepared: PreparedExplainer,
  options: ExplainOptions,
): PreparedMethod {
  const { explainer } = method;
  const guessed = guessedOf(
    prepared.network,
    looksAtTarget(explainer, method.options, layer) ? [] : ['layer'],
  );
  return { explainer, how: mapOptionsOf(options, method), prepared, guessed, at, name };
}
