import type { Runtime } from '@camscope/core';
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
  lineOf,
  pluginFailures,
  sanity as sanityTable,
  type Attempt,
  type Failures,
} from '@camscope/pipeline';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { PlannedImage } from '../plan/plan.ts';
import { OTHER_CLASS, type CheckStep, type SanityChecks, type StepUnit } from '../units/sanity-units.ts';
import { ahead } from './ahead.ts';
import { isFailure, mayGo } from './explained.ts';
import type { Inputs } from './load-images.ts';
import { loadSanityImages, targetOf, type SanityImages } from './sanity-images.ts';
import { SanityMaps } from './sanity-maps.ts';
import { comparedRows, spoiltRows } from './sanity-rows.ts';
import { beginStage, isDue, type StageProgress, type Work } from './work.ts';

/** What sanity checks run on. */
export interface SanityParts {
  readonly runtime: Runtime;
  readonly inputs: Inputs;
  readonly scores?: ScoreCache;
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

/** The checks of one network. Its images are held meanwhile, and the untouched maps of the method at hand: 4 bytes a value. */
class ModelCheck {
  readonly #work: Work;
  readonly #runtime: Runtime;
  readonly #checks: SanityChecks;
  readonly #images: SanityImages;
  readonly #maps: SanityMaps;

  private constructor(work: Work, parts: SanityParts, checks: SanityChecks, images: SanityImages) {
    this.#work = work;
    this.#runtime = parts.runtime;
    this.#checks = checks;
    this.#images = images;
    this.#maps = new SanityMaps(work, parts, checks, images);
  }

  static async open(work: Work, parts: SanityParts, checks: SanityChecks): Promise<ModelCheck> {
    return new ModelCheck(work, parts, checks, await loadSanityImages(checks, parts.inputs));
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
      if (untouched && isDue(this.#work, untouched)) await this.#maps.untouched(chosen);
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
      const explainer = await this.#maps.open(chosen, at.network);
      if ('value' in explainer) open.add(explainer.value);
      yield { unit, explainer };
    }
  }

  async #runStep(unit: StepUnit, explainer: Attempt<PreparedExplainer> | undefined): Promise<void> {
    const start = performance.now();
    const { chosen } = unit.method;
    const isOther = asksOtherClass(unit);
    const before = await this.#maps.untouched(chosen, isOther ? explainer : undefined);
    const other = (image: PlannedImage) => this.#otherClass(image);
    const after = explainer ? await this.#maps.of(chosen, explainer, isOther ? other : targetOf) : before;
    const { metrics } = this.#work.opened.study.sanity!;
    const rows = [
      ...spoiltRows(unit, this.#checks, this.#images),
      ...comparedRows(unit, this.#checks, this.#images, { metrics, before, after }),
    ];
    const failures = rows.flatMap(({ reason = '' }) => (isFailure(reason) ? [reason] : []));
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
    return randomisedNetwork(network, planned[step].layers, { seed, runtime: this.#runtime });
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
