import type { FloatTensor, Heatmap, Runtime } from '@camscope/core';
import {
  randomisedNetwork,
  randomLogit,
  sanityPlan,
  type Network,
  type PreparedExplainer,
  type Randomisation,
  type ScoreCache,
} from '@camscope/engine';
import {
  andThen,
  attemptAsync,
  finishOverInput,
  lineOf,
  outcomeOf,
  pluginFailures,
  reasonOf,
  sanity as sanityTable,
  withChannel,
  type Attempt,
  type Failures,
  type SanityRow,
} from '@camscope/pipeline';
import type { ChosenMethod } from '../config/study.ts';
import { compileMethod, isPluginFault } from '../host/compile-method.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { PlannedImage } from '../plan/plan.ts';
import { OTHER_CLASS, type CheckStep, type SanityChecks, type StepUnit } from '../units/sanity-units.ts';
import { ahead } from './ahead.ts';
import { mayGo } from './explained.ts';
import type { Inputs, ReadyImage } from './load-images.ts';
import { together } from './together.ts';
import { beginStage, isDue, type StageProgress, type Work } from './work.ts';

/** What sanity checks run on. */
export interface SanityParts {
  readonly runtime: Runtime;
  readonly inputs: Inputs;
  readonly scores?: ScoreCache;
}

/** What is kept of a method's maps of the untouched network, beside them: why an image has none, or null. JSON. */
interface UntouchedMaps {
  readonly failures: readonly (string | null)[];
}

/** What is kept of a step: lines of the table of sanity. JSON. */
export interface SanityLines {
  readonly lines: string;
  readonly failures?: Failures;
}

/**
 * Whether maps hang on what the network has learnt (Adebayo et al. 2018, arXiv:1810.03292): how alike each map is to the
 * one of the untouched network, as the weights are drawn anew from the logits down, and to the map of another class,
 * drawn at random (Sixt et al. 2020, arXiv:1912.09818).
 */
export async function checkSanity(work: Work, parts: SanityParts): Promise<void> {
  const { sanity } = work.plan;
  const due = sanity.map(({ steps }) => steps.filter((unit) => isDue(work, unit)));
  const stage = beginStage(work, 'sanity', due.flat(), 'maps');
  for (const [i, checks] of sanity.entries()) {
    const isLost = [...checks.untouched.values()].some((unit) => isDue(work, unit));
    if (due[i].length + Number(isLost) > 0)
      await (await ModelCheck.open(work, parts, checks)).run(due[i], stage);
  }
}

/** Why an image has no row of its own. */
interface Spoilt {
  readonly image: string;
  readonly reason: string;
}

/** The checks of one network. Its images are held meanwhile, and the untouched maps of the method at hand: 4 bytes a value. */
class ModelCheck {
  readonly #work: Work;
  readonly #parts: SanityParts;
  readonly #checks: SanityChecks;
  readonly #images: readonly { readonly image: PlannedImage; readonly loaded: ReadyImage }[];
  readonly #spoilt: readonly Spoilt[];

  private constructor(
    work: Work,
    parts: SanityParts,
    checks: SanityChecks,
    loaded: Awaited<ReturnType<typeof loadAll>>,
  ) {
    this.#work = work;
    this.#parts = parts;
    this.#checks = checks;
    this.#images = loaded.ready;
    this.#spoilt = loaded.spoilt;
  }

  static async open(work: Work, parts: SanityParts, checks: SanityChecks): Promise<ModelCheck> {
    return new ModelCheck(work, parts, checks, await loadAll(checks, parts.inputs));
  }

  /** One step after the other, since each has a network of its own; that of the next one is opened meanwhile. */
  async run(due: readonly StepUnit[], progress: StageProgress): Promise<void> {
    const open = new Set<PreparedExplainer>();
    try {
      // The check by another class first: what it opens makes the untouched maps, too.
      const inTurn = [...due.filter(asksOtherClass), ...due.filter((unit) => !asksOtherClass(unit))];
      for await (const { unit, explainer } of ahead(this.#opened(inTurn, open))) {
        throwIfInterrupted(this.#work.signal);
        await this.#runStep(unit, explainer);
        await release(explainer && 'value' in explainer ? explainer.value : undefined, open);
        progress.done(unit);
      }
    } finally {
      await Promise.all([...open].map((explainer) => release(explainer, open)));
    }
    // Those that no step has asked for have been damaged since.
    for (const { chosen } of this.#checks.model.methods) {
      const untouched = this.#checks.untouched.get(chosen.name);
      if (untouched && isDue(this.#work, untouched)) await this.#untouched(chosen);
    }
  }

  /** Steps, each with its method on what is left of the network; none where nothing has been drawn anew. */
  async *#opened(due: readonly StepUnit[], open: Set<PreparedExplainer>) {
    let at: { readonly key: string; readonly network: Network } | undefined;
    for (const unit of due) {
      const { chosen } = unit.method;
      if (unit.step.step === 0) {
        yield { unit, explainer: undefined };
        continue;
      }
      const key = `${unit.step.check} ${unit.step.step}`;
      if (at?.key !== key) at = { key, network: await this.#networkAt(unit.step) };
      const explainer = await this.#open(chosen, at.network);
      if ('value' in explainer) open.add(explainer.value);
      yield { unit, explainer };
    }
  }

  async #runStep(unit: StepUnit, explainer: Attempt<PreparedExplainer> | undefined): Promise<void> {
    const start = performance.now();
    const { chosen } = unit.method;
    const isOther = asksOtherClass(unit);
    const untouched = await this.#untouched(chosen, isOther ? explainer : undefined);
    const other = (image: PlannedImage) => this.#otherClass(image);
    const maps = explainer
      ? this.#finished(chosen, await this.#explain(explainer, isOther ? other : targetOf))
      : untouched;
    const rows = [...this.#spoiltRows(unit), ...this.#compared(unit, untouched, maps)];
    const failures = rows.flatMap(({ reason = '' }) => (/^[A-Z_]+:/.test(reason) ? [reason] : []));
    const value: SanityLines = {
      lines: rows.map((row) => lineOf(sanityTable, row)).join(''),
      failures: pluginFailures(rows),
    };
    await this.#work.ledger.keep(unit, {
      value,
      seconds: (performance.now() - start) / 1000,
      failed: failures.length || undefined,
      again: failures.some(mayGo) || undefined,
    });
  }

  /**
   * The maps of the untouched network, made where the store has none.
   * @param open the method on that network, where it is open.
   */
  async #untouched(method: ChosenMethod, open?: Attempt<PreparedExplainer>): Promise<Attempt<Heatmap>[]> {
    const { ledger } = this.#work;
    const unit = this.#checks.untouched.get(method.name)!;
    if (ledger.needs(unit)) {
      const start = performance.now();
      const explainer = open ?? (await this.#open(method, this.#checks.model.network));
      const raw = await this.#explain(explainer, targetOf).finally(() =>
        !open && 'value' in explainer ? explainer.value.release() : undefined,
      );
      const arrays = raw.flatMap((map, n) => ('value' in map ? [[String(n), map.value] as const] : []));
      const failures = raw.map((map) => ('failure' in map ? reasonOf(map.failure) : null));
      await ledger.keep(unit, {
        value: { failures } satisfies UntouchedMaps,
        arrays,
        seconds: (performance.now() - start) / 1000,
        again: failures.some((reason) => reason !== null && mayGo(reason)) || undefined,
      });
      return this.#finished(method, raw);
    }
    const arrays = await ledger.arrays(unit);
    const { failures } = await ledger.value<UntouchedMaps>(unit);
    const raw = failures.map((failure, n) =>
      failure === null ? { value: arrays.read(String(n)) } : { failure },
    );
    return this.#finished(method, raw);
  }

  /** @throws what is no fault of the method's plugin. */
  async #open(method: ChosenMethod, network: Network): Promise<Attempt<PreparedExplainer>> {
    const { study, starts } = this.#work.opened;
    const opened = await attemptAsync(async () =>
      (await compileMethod({ study, starts, ...this.#parts }, method, network)).open(),
    );
    if ('failure' in opened && !isPluginFault(opened.failure)) throw opened.failure;
    return opened;
  }

  /** Raw maps, float32 [1,h,w] or [C,H,W], of all images; weights drawn anew may give no numbers. */
  #explain(
    explainer: Attempt<PreparedExplainer>,
    classOf: (image: PlannedImage) => number,
  ): Promise<Attempt<FloatTensor>[]> {
    if ('failure' in explainer) return Promise.resolve(this.#images.map(() => explainer));
    const items = this.#images.map(({ image, loaded }) => ({
      image: loaded.fitted,
      classes: [classOf(image)],
    }));
    return together(items, async (some) =>
      (await explainer.value.explain(some)).map(({ maps: [{ raw }] }) => raw),
    );
  }

  /** At the size of the network's input. */
  #finished(
    { contribution: { gives }, map: how }: ChosenMethod,
    raw: readonly Attempt<FloatTensor>[],
  ): Attempt<Heatmap>[] {
    return raw.map((made, n) => {
      const { width, height } = this.#images[n].loaded.fitted;
      return andThen(
        made,
        (map) => finishOverInput({ raw: withChannel(map), gives, how }, { width, height }).map,
      );
    });
  }

  #compared(
    { method, step: { check, step, layer, share } }: StepUnit,
    before: readonly Attempt<Heatmap>[],
    after: readonly Attempt<Heatmap>[],
  ): SanityRow[] {
    const { metrics } = this.#work.opened.study.sanity!;
    const rows: SanityRow[] = [];
    for (const [n, { image }] of this.#images.entries())
      for (const { name: metric, contribution, options } of metrics) {
        const found = both(before[n], after[n], (one, other) =>
          contribution.compare({ map: one }, { map: other }, options),
        );
        const known = {
          model: this.#checks.planned.name,
          image: image.sample.id,
          class: image.findings[0].label,
        };
        rows.push({
          ...known,
          method: method.chosen.name,
          check,
          step,
          layer,
          share,
          metric,
          ...outcomeOf(found),
        });
      }
    return rows;
  }

  /** An image that cannot be read is told of once, with the first of all steps. */
  #spoiltRows(unit: StepUnit): SanityRow[] {
    if (unit !== this.#checks.steps[0]) return [];
    return this.#spoilt.map(({ image, reason }) => ({ model: this.#checks.planned.name, image, reason }));
  }

  #otherClass(image: PlannedImage): number {
    return randomLogit(
      this.#checks.model.network.labels.length,
      targetOf(image),
      this.#work.opened.study.seed,
    );
  }

  #networkAt({ check, step }: CheckStep): Promise<Network> | Network {
    const { network } = this.#checks.model;
    if (step === 0 || check === OTHER_CLASS) return network;
    const { sanity, seed } = this.#work.opened.study;
    const planned = sanityPlan(network, { mode: check as Randomisation, steps: sanity!.steps });
    return randomisedNetwork(network, planned[step].layers, { seed, runtime: this.#parts.runtime });
  }
}

/** Which needs the network as it is. */
function asksOtherClass({ step: { check, step } }: StepUnit): boolean {
  return check === OTHER_CLASS && step > 0;
}

async function release(
  explainer: PreparedExplainer | undefined,
  open: Set<PreparedExplainer>,
): Promise<void> {
  if (!explainer) return;
  open.delete(explainer);
  await explainer.release();
}

function both<T, U>(one: Attempt<T>, other: Attempt<T>, action: (one: T, other: T) => U): Attempt<U> {
  return 'failure' in one ? one : andThen(other, (value) => action(one.value, value));
}

async function loadAll({ model, images }: SanityChecks, inputs: Inputs) {
  const ready: { image: PlannedImage; loaded: ReadyImage }[] = [];
  const spoilt: Spoilt[] = [];
  for (const image of images) {
    const loaded = await inputs.load(image.sample, model.network.preprocessing, true);
    if ('fitted' in loaded) ready.push({ image, loaded });
    else spoilt.push({ image: image.sample.id, reason: reasonOf(loaded.failure) });
  }
  return { ready, spoilt };
}

/** The first finding of an image stands for it. */
function targetOf({ findings: [{ target }] }: PlannedImage): number {
  return target;
}
