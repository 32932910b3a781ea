import type { Files } from '@camscope/core';
import type { PreparedExplainer } from '@camscope/engine';
import type { Measurer } from '@camscope/pipeline';
import type { OpenModel } from '../open/open-study.ts';
import { sideBySide } from '../open/side-by-side.ts';
import type { PlannedImage } from '../plan/plan.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import { BaselineClaims } from './candidates.ts';
import { explainUnit } from './explain-unit.ts';
import { importUnit } from './import-unit.ts';
import type { Inputs, LoadedImage } from './load-images.ts';
import { runLots, unitsDue, type MapMaker } from './run-lots.ts';
import { beginStage, type Work } from './work.ts';

/** Sessions opened at a time: ONNX Runtime prepares a graph on one core. */
const OPENINGS = 2;

/** What explaining runs on. */
export interface ExplainParts {
  readonly inputs: Inputs;
  readonly files: Files;
  readonly measurer: Measurer;
}

/** Explains every finding on every network by every method, reads heatmaps made elsewhere, and measures them all. */
export async function explainModels(work: Work, parts: ExplainParts): Promise<void> {
  const { opened, plan } = work;
  const due = unitsDue(work, [...plan.models.flat(), ...plan.imports.flat()]);
  if (due.length === 0) return;
  const lots = {
    measurer: parts.measurer,
    baselines: new BaselineClaims(work),
    progress: beginStage(work, 'maps', due, 'maps made and measured'),
  };
  for (const [i, model] of opened.models.entries()) {
    const network = new OpenedNetwork(model, parts.inputs);
    try {
      await runLots(work, plan.models[i], network, lots);
    } finally {
      await network.release();
    }
  }
  for (const [i, { name }] of opened.plan.imports.entries()) {
    const chosen = opened.study.imports.filter(({ model }) => model === name);
    const maker: MapMaker<undefined> = {
      load: () => Promise.resolve(undefined),
      make: (unit) =>
        importUnit(
          unit,
          chosen.find(({ name }) => name === unit.method)!,
          parts.files,
        ),
    };
    await runLots(work, plan.imports[i], maker, lots);
  }
}

type Loaded = ReadonlyMap<PlannedImage, LoadedImage>;

/** A network whose methods are opened when they are first asked for. */
class OpenedNetwork implements MapMaker<Loaded> {
  readonly #model: OpenModel;
  readonly #inputs: Inputs;
  readonly #explainers = new Map<string, Promise<PreparedExplainer>>();

  constructor(model: OpenModel, inputs: Inputs) {
    this.#model = model;
    this.#inputs = inputs;
  }

  async load(_: unknown, due: readonly MapsUnit[]): Promise<Loaded> {
    // Methods are opened while images are read; who needs one that fails hears of it.
    sideBySide(due, OPENINGS, ({ method }) => this.#open(method)).catch(() => undefined);
    const images = new Set(due.flatMap((unit) => unit.images));
    const { preprocessing } = this.#model.network;
    const loaded = [...images].map(
      async (image) => [image, await this.#inputs.load(image.sample, preprocessing, true)] as const,
    );
    return new Map(await Promise.all(loaded));
  }

  async make(unit: MapsUnit, loaded: Loaded) {
    return explainUnit(unit, (image) => loaded.get(image)!, await this.#open(unit.method));
  }

  async release(): Promise<void> {
    const opened = await Promise.allSettled([...this.#explainers.values()]);
    await Promise.all(opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.release()] : [])));
  }

  #open(name: string): Promise<PreparedExplainer> {
    let explainer = this.#explainers.get(name);
    if (!explainer) {
      const method = this.#model.methods.find(({ chosen }) => chosen.name === name)!;
      this.#explainers.set(name, (explainer = method.compiled.open()));
    }
    return explainer;
  }
}
