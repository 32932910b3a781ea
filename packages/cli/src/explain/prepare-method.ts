import type { Explainer, Runtime } from '@camscope/core';
import {
  compileExplainer,
  guessedOf,
  looksAtTarget,
  type CompiledExplainer,
  type ExplainImage,
  type Network,
  type NetworkFact,
  type PreparedExplainer,
  type ScoreCache,
} from '@camscope/engine';
import type { MapOptions } from '@camscope/pipeline/maps';
import type { ExplainOptions } from '../usage/explain.ts';
import type { ChosenMethod } from './chosen-methods.ts';
import { mapOptionsOf, type MapSettings } from './map-options-of.ts';

/** What is said of how methods run, and of how their maps are finished. */
export type MethodSettings = MapSettings &
  Pick<
    ExplainOptions,
    'aggregate' | 'batch' | 'budget' | 'fallback' | 'memory' | 'precision' | 'provider' | 'threads'
  >;

/** A method at a layer, or at several that become one map. */
export interface Place {
  readonly method: ChosenMethod;
  readonly layer?: string | readonly string[];
  /** Its layer, where it is asked for at several. */
  readonly at?: string;
  /** In the names of its files. */
  readonly name: string;
}

export interface PlaceRequest {
  readonly network: Network;
  readonly options: MethodSettings;
  readonly runtime: Runtime;
  readonly scores?: ScoreCache;
  /** The images that are named as baselines, ready to go into the network. */
  readonly starts?: () => Promise<readonly ExplainImage[]>;
  progress?(done: number, total: number): void;
}

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

const MEBIBYTE = 2 ** 20;

/** @throws CamscopeError where the method does not fit the network. */
export function compilePlace(
  { method, layer }: Place,
  { network, options, runtime, scores, starts, progress }: PlaceRequest,
): Promise<CompiledExplainer> {
  const { provider = runtime.baseline, fallback, precision, threads, memory } = options;
  const { aggregate, batch, budget } = options;
  return compileExplainer({
    ...{ network, explainer: method.explainer, options: method.options, layer, aggregate },
    ...{ runtime, session: { provider, fallback, precision, threads } },
    ...{ batch, budget, memory: memory && memory * MEBIBYTE, scores, starts, fitted: true },
    progress,
  });
}

/** @throws CamscopeError PROVIDER_UNAVAILABLE, RUNTIME_FAILED; FILE_UNREADABLE for weights beside the model. */
export async function openPlace(
  { method, layer, at, name }: Place,
  compiled: CompiledExplainer,
  options: MapSettings,
): Promise<PreparedMethod> {
  const { explainer } = method;
  const prepared = await compiled.open();
  const guessed = guessedOf(
    prepared.network,
    looksAtTarget(explainer, method.options, layer) ? [] : ['layer'],
  );
  return { explainer, how: mapOptionsOf(options, method), prepared, guessed, at, name };
}
