import {
  CamscopeError,
  FILES,
  IMAGE_CODEC,
  REGISTRY,
  RUNTIME,
  type Container,
  type Dataset,
  type Precision,
  type Registry,
  type Runtime,
} from '@camscope/core';
import {
  openNetwork,
  providerOf,
  type CompiledExplainer,
  type Network,
  type ProbeCache,
} from '@camscope/engine';
import { attemptAsync, reasonOf, trainingNotes } from '@camscope/pipeline';
import { withPlace } from '../config/check.ts';
import { chooser } from '../config/only.ts';
import type { ChosenMethod, ChosenModel, Study } from '../config/study.ts';
import { compileMethod, isPluginFault, type Host } from '../host/compile-method.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import { sessionOf } from '../host/session.ts';
import { studyModule } from '../host/study-module.ts';
import { SCORE_CACHE, STUDY } from '../host/tokens.ts';
import { StoredProbes } from '../store/probe-store.ts';
import { StoredSizes } from '../store/size-store.ts';
import { STORE, type UnitStore } from '../store/unit-store.ts';
import { nameKey, nameProblem } from '../plan/file-names.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { chooseSplit } from './choose-split.ts';
import { guessNotes } from './guesses.ts';
import { at } from './at.ts';
import { DataStarts } from './data-starts.ts';
import { limitSamples } from './limit-samples.ts';
import { openData } from './open-data.ts';
import { dataToTuneOn, planTuning, type OpenTuning } from './open-tuning.ts';

/** A network of a study, onto which every method has been compiled. */
export interface OpenModel {
  readonly network: Network;
  readonly file: string;
  /** In the order of the study's methods. */
  readonly methods: readonly OpenMethod[];
}

export interface OpenMethod {
  readonly chosen: ChosenMethod;
  /** Without a layer where the plugin fails on the network: opening it then fails with the reason. */
  readonly compiled: Pick<CompiledExplainer, 'open' | 'startsIn'> & { readonly layer?: string };
}

/** A study ready to run: networks, methods and data have been opened and fit together. */
export interface OpenStudy {
  readonly study: Study;
  readonly models: readonly OpenModel[];
  readonly dataset: Dataset;
  /** What methods start from that start from images of the data: those of the split, whatever the limit. */
  readonly starts: DataStarts;
  /** What thresholds are tuned on; absent where the study tunes none. */
  readonly tuning?: OpenTuning;
  /** Execution provider that runs it, which a fallback may have changed. */
  readonly provider: string;
  /** In which it multiplies. */
  readonly precision: Precision;
  readonly plan: Plan;
  /** What the reader should know: what is passed over and why. */
  readonly notes: readonly string[];
  /** What is wrong with plugins and data, and costs what hangs on it; among the notes. */
  readonly faults: readonly string[];
  /** Holds the parts that the study runs on. */
  readonly container: Container;
  /** Stops the runtime. Idempotent. */
  close(): Promise<void>;
}

/**
 * Binds a study's parts in the application's container.
 * @param container with plugins, and FILES.
 * @param store keeps what units give; a study that only measures, or is only looked at, needs none.
 * @param build tells states of a checkout's sources apart.
 */
export function bindStudy(container: Container, study: Study, store?: UnitStore, build?: string): void {
  container.load(studyModule(study, store, build));
}

/** Findings in a lot of a study whose batch is measured. */
const DEVICE_LOT = 64;

/**
 * Opens everything that the study bound in a container needs and checks that it fits together, so that a run cannot fail
 * halfway for a mistake that could have been seen. No network is opened for running yet.
 * @throws CamscopeError of any code but INTERNAL, with `file:line:column` where the study file is at fault.
 */
export async function openStudy(container: Container, signal?: AbortSignal): Promise<OpenStudy> {
  const given = container.get(STUDY);
  const runtime = container.get(RUNTIME);
  const scores = container.get(SCORE_CACHE, { optional: true });
  const store = container.get(STORE, { optional: true });
  const whole = withLots(given, runtime);
  try {
    throwIfInterrupted(signal);
    const data = await openData(whole, { signal });
    const looked = chooseSplit(data.dataset, whole);
    const dataset = limitSamples(looked, whole.file.overrides.limit);
    const toTune = whole.tune && dataToTuneOn(data.dataset, looked, whole, whole.tune);
    const sizes =
      store && whole.session.measured && new StoredSizes(store, await whole.file.machine.device());
    const starts = new DataStarts(looked.samples, container.get(FILES), container.get(IMAGE_CODEC));
    const host = { study: whole, runtime, scores, sizes, starts };
    const probes = store && new StoredProbes(store);
    const {
      study,
      models,
      faults: ofMethods,
    } = await openModels(host, container.get(REGISTRY), probes, signal);
    const faults = [...data.faults, ...ofMethods];
    refuseSameMaps(study, models);
    const session = sessionOf(study, runtime);
    const { provider, precision } =
      models.length === 0
        ? { provider: session.provider, precision: 'exact' as const }
        : await at(study, ['runtime'], providerOf(runtime, session));
    const networks = models.map(({ network }) => network);
    const { plan, notes } = makePlan(study, networks, dataset);
    const tuned = study.tune && toTune && planTuning(study, study.tune, networks, toTune.dataset, plan);
    const tuning = tuned && { dataset: toTune!.dataset, plan: tuned.plan };
    const all = [
      ...dataset.notes,
      ...faults,
      ...notes,
      ...(tuned ? [...tuned.notes, ...toTune!.notes] : []),
      ...fallbackNotes(study, provider),
      ...precisionNotes(models, provider, precision),
      ...guessNotes(models),
      ...trainingNotes(networks, study.data.contribution, container.get(REGISTRY).dataset.all()),
    ];
    const found = { dataset, starts, tuning, provider, precision, plan };
    return { study, models, ...found, notes: all, faults, container, close: () => runtime.close() };
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

/** Where the batch is measured, lots of the plan are as large as a device may want; elsewhere nothing is measured. */
function withLots(study: Study, runtime: Runtime): Study {
  const { measured, ...session } = study.session;
  if (!measured || sessionOf(study, runtime).provider === runtime.baseline) return { ...study, session };
  return { ...study, session: { ...session, measured, batch: DEVICE_LOT } };
}

/** Opens the networks that are wanted. @returns the study with these alone, too. */
async function openModels(
  host: Host,
  registry: Registry,
  probes?: ProbeCache,
  signal?: AbortSignal,
): Promise<{ study: Study; models: OpenModel[]; faults: string[] }> {
  const { study, runtime } = host;
  const opened: { chosen: ChosenModel; network: Network }[] = [];
  for (const chosen of study.models) {
    throwIfInterrupted(signal);
    const request = { location: chosen.file, card: chosen.card, registry, runtime, probes, signal };
    const network = await at(study, chosen.path, openNetwork(request));
    refuseName(study, chosen, network, opened);
    opened.push({ chosen, network });
  }
  const names = [...opened.map(({ network }) => network.name), ...study.imports.map(({ model }) => model)];
  const isWanted = chooser(study.only, 'model', names);
  const wanted = opened.filter(({ network }) => isWanted(network.name));
  const models: OpenModel[] = [];
  const faults: string[] = [];
  for (const { chosen, network } of wanted) {
    throwIfInterrupted(signal);
    models.push({ network, file: chosen.file, methods: await compileMethods(host, network, faults) });
  }
  const imports = study.imports.filter(({ model }) => isWanted(model));
  return { study: { ...study, models: wanted.map(({ chosen }) => chosen), imports }, models, faults };
}

/** A method whose plugin fails costs that method on that network. @param faults hears of it. */
async function compileMethods(host: Host, network: Network, faults: string[]): Promise<OpenMethod[]> {
  const methods: OpenMethod[] = [];
  for (const chosen of host.study.methods) {
    const made = await attemptAsync(() => compileMethod(host, chosen, network));
    if ('value' in made) methods.push({ chosen, compiled: made.value });
    else if (!isPluginFault(made.failure))
      throw withPlace(made.failure, host.study.file.source.at(chosen.path));
    else {
      faults.push(`${network.name}: ${chosen.name} fails. ${reasonOf(made.failure)}`);
      methods.push({ chosen, compiled: { open: () => Promise.reject(made.failure as Error) } });
    }
  }
  return methods;
}

/** A model's name is a folder's, too. */
function refuseName(
  { file }: Study,
  { path }: ChosenModel,
  network: Network,
  others: readonly Pick<OpenModel, 'network'>[],
): void {
  const problem = nameProblem(network.name);
  const isTaken = others.some((other) => nameKey(other.network.name) === nameKey(network.name));
  if (!problem && !isTaken) return;
  const summary = problem
    ? `A model cannot be called '${network.name.slice(0, 40)}'`
    : `Two of the models are called '${network.name}'`;
  throw new CamscopeError('CONFIG_INVALID', summary, {
    at: file.source.at(path),
    found: problem,
    fix: problem ? "Give it another 'name'" : "Give one of them another 'name'",
  });
}

/** Rows and files of imports must not pass for those of a method or of another import. */
function refuseSameMaps({ file, methods, imports }: Study, models: readonly OpenModel[]): void {
  const taken = new Set(
    models.flatMap(({ network }) => methods.map(({ name }) => mapKey(network.name, name))),
  );
  for (const { name, model, path } of imports) {
    const key = mapKey(model, name);
    if (taken.has(key)) {
      throw new CamscopeError('CONFIG_INVALID', `Two of the methods on '${model}' are called '${name}'`, {
        at: file.source.at(path),
        fix: "Give one of them another name with 'as'",
      });
    }
    taken.add(key);
  }
}

function mapKey(model: string, method: string): string {
  return JSON.stringify([nameKey(model), nameKey(method)]);
}

function fallbackNotes({ session }: Study, provider: string): string[] {
  if (session.provider === undefined || provider === session.provider) return [];
  return [`The networks run on ${provider}, since ${session.provider} cannot be used`];
}

function precisionNotes(models: readonly OpenModel[], provider: string, precision: Precision): string[] {
  const halves = models.filter(({ network }) => network.stored === 'float16');
  return [
    ...(precision === 'tf32' ? [`The networks multiply in TF32 on ${provider}`] : []),
    ...halves.map(({ network }) => `'${network.name}' is stored in float16, and runs in float32`),
  ];
}
