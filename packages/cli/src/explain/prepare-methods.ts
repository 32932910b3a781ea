import { fileOfMethod, isCamscopeError, type Runtime } from '@camscope/core';
import {
  layersOf,
  looksAtLayer,
  takesLayersTogether,
  type CompiledExplainer,
  type ExplainImage,
  type Network,
  type ScoreCache,
} from '@camscope/engine';
import { attemptAsync } from '@camscope/pipeline/maps';
import type { ExplainOptions } from '../usage/explain.ts';
import { about } from './about.ts';
import type { ChosenMethod } from './chosen-methods.ts';
import { compilePlace, openPlace, type Place, type PreparedMethod } from './prepare-method.ts';
import { checkStarts } from './start-images.ts';

export type { PreparedMethod };

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
    await orFail(place, async () => compiled.push([place, await compiledAt(place)]));
  if (compiled.length > 0)
    checkStarts(
      compiled.map(([, one]) => one),
      request.options.baseline ?? [],
    );
  for (const [place, one] of compiled)
    await orFail(place, async () => ready.push(await openPlace(place, one, request.options)));
  if (ready.length === 0) throw failures[0];
  failures.forEach((failure) => request.tell(failure));
  return ready;

  function compiledAt(place: Place): Promise<CompiledExplainer> {
    const before = request.methods.length > 1 ? `${place.name}: ` : '';
    const progress = (done: number, total: number) => request.progress(`${before}${done} of ${total} masks`);
    return compilePlace(place, { ...request, progress });
  }

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
