import { CamscopeError, isCamscopeError, type Dataset, type Registry, type Runtime } from '@camscope/core';
import { openNetwork, prepare, type Network, type PreparedExplainer } from '@camscope/engine';
import { FolderScoreCache } from '../files/folder-score-cache.ts';
import { withPlace } from '../config/check.ts';
import type { ChosenMethod, ChosenModel, Study } from '../config/study.ts';
import type { Path } from '../config/yaml-source.ts';
import { throwIfInterrupted } from '../run/interrupted.ts';
import { sideBySide } from './side-by-side.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

/** A network of a study, on which every method has been tried. */
export interface OpenModel {
  readonly network: Network;
  readonly file: string;
  /** In the order of the study's methods. */
  readonly methods: readonly OpenMethod[];
}

export interface OpenMethod {
  readonly chosen: ChosenMethod;
  /** Name of the target layer, or names joined by `+`. */
  readonly layer: string;
  /** Execution provider that runs it, which a fallback may have changed. */
  readonly provider: string;
  /** Opens a session; the caller releases it. */
  prepare(): Promise<PreparedExplainer>;
}

/** A study ready to run: networks, methods and data have been opened and fit together. */
export interface OpenStudy {
  readonly study: Study;
  readonly models: readonly OpenModel[];
  readonly dataset: Dataset;
  readonly runtime: Runtime;
  readonly plan: Plan;
  /** What the reader should know: what is passed over and why. */
  readonly notes: readonly string[];
  /** Stops the runtime. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens everything that a study needs and checks that it fits together, so that a run cannot fail halfway for a
 * mistake that could have been seen.
 * @throws CamscopeError of any code but INTERNAL, with `file:line:column` where the study file is at fault.
 */
export async function openStudy(study: Study, registry: Registry, signal?: AbortSignal): Promise<OpenStudy> {
  const { contribution, options } = study.runtime;
  const runtime = contribution.start(options);
  try {
    const dataset = await openData(study, signal);
    const models: OpenModel[] = [];
    for (const chosen of study.models) {
      throwIfInterrupted(signal);
      const request = { location: chosen.file, card: chosen.card, registry, runtime, signal };
      const network = await at(study, chosen.path, openNetwork(request));
      refuseSameName(study, chosen, network, models);
      const methods = await sideBySide(study.methods, OPENINGS, (method) =>
        tryMethod(study, method, network, runtime),
      );
      models.push({ network, file: chosen.file, methods });
    }
    refuseSameMaps(study, models);
    const { plan, notes } = makePlan(
      study,
      models.map(({ network }) => network),
      dataset,
    );
    const all = [...dataset.notes, ...notes, ...fallbackNotes(study, models)];
    return { study, models, dataset, runtime, plan, notes: all, close: () => runtime.close() };
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

/** Sessions opened at a time: ONNX Runtime prepares a graph on one core. */
export const OPENINGS = 2;

const MEBIBYTE = 2 ** 20;

function openData({ data, file }: Study, signal?: AbortSignal): Promise<Dataset> {
  const context = { baseDirectory: file.directory, signal };
  return at({ file }, data.path, data.contribution.open(data.options, context));
}

async function tryMethod(
  study: Study,
  method: ChosenMethod,
  network: Network,
  runtime: Runtime,
): Promise<OpenMethod> {
  const { provider = runtime.baseline, fallback, threads, batch } = study.session;
  const memory = study.session.memory * MEBIBYTE;
  const scores = study.cache === undefined ? undefined : new FolderScoreCache(study.cache);
  const { contribution: explainer, options, layer, aggregate, budget } = method;
  const session = { provider, fallback, threads };
  const asked = { network, explainer, options, layer, aggregate, budget };
  const open = () => prepare({ ...asked, runtime, session, batch, memory, scores });
  const tried = await at(study, method.path, open());
  await tried.release();
  return { chosen: method, layer: tried.layer, provider: tried.provider, prepare: open };
}

function refuseSameName(
  { file }: Study,
  { path }: ChosenModel,
  network: Network,
  others: readonly OpenModel[],
): void {
  if (!others.some((other) => other.network.name === network.name)) return;
  throw new CamscopeError('CONFIG_INVALID', `Two of the models are called '${network.name}'`, {
    at: file.source.at(path),
    fix: "Give one of them another 'name'",
  });
}

/** Rows and files of imports must not pass for those of a method or of another import. */
function refuseSameMaps({ file, methods, imports }: Study, models: readonly OpenModel[]): void {
  const taken = new Set(
    models.flatMap(({ network }) => methods.map(({ name }) => JSON.stringify([network.name, name]))),
  );
  for (const { name, model, path } of imports) {
    const key = JSON.stringify([model, name]);
    if (taken.has(key)) {
      throw new CamscopeError('CONFIG_INVALID', `Two of the methods on '${model}' are called '${name}'`, {
        at: file.source.at(path),
        fix: "Give one of them another name with 'as'",
      });
    }
    taken.add(key);
  }
}

function fallbackNotes({ session }: Study, models: readonly OpenModel[]): string[] {
  return models.flatMap(({ network, methods }) =>
    methods
      .filter(({ provider }) => session.provider !== undefined && provider !== session.provider)
      .map(
        ({ chosen, provider }) =>
          `${network.name}, ${chosen.name}: on ${provider}, since ${session.provider} cannot start`,
      ),
  );
}

async function at<T>({ file }: Pick<Study, 'file'>, path: Path, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const ofProvider = isCamscopeError(error) && error.code === 'PROVIDER_UNAVAILABLE';
    throw withPlace(error, file.source.at(ofProvider ? ['runtime', 'provider'] : path));
  }
}
