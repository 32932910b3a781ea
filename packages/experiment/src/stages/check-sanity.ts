import type { Files, Heatmap, ImageCodec, Progress, ProgressOfStage, Runtime } from '@camscope/core';
import {
  randomLogit,
  sanitySteps,
  type Network,
  type PreparedExplainer,
  type ScoreCache,
} from '@camscope/engine';
import {
  attempt,
  finishOverInput,
  outcomeOf,
  reasonOf,
  sanity as sanityTable,
  type SanityRow,
} from '@camscope/pipeline';
import type { ChosenMethod, Study } from '../config/study.ts';
import type { TableWriter } from '../files/table-writer.ts';
import { compileMethod } from '../host/compile-method.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { OpenModel } from '../open/open-study.ts';
import { evenlySpread } from '../plan/evenly-spread.ts';
import type { PlannedModel } from '../plan/plan.ts';
import { loadLots, type ReadyImage } from './load-images.ts';
import type { RunAtHand } from './stage.ts';

/** What sanity checks run on. */
export interface SanityParts {
  readonly runtime: Runtime;
  readonly files: Files;
  readonly codec: ImageCodec;
  readonly scores?: ScoreCache;
  readonly tables: TableWriter;
}

type Sanity = NonNullable<Study['sanity']>;

/**
 * Whether maps hang on what the network has learnt (Adebayo et al. 2018, arXiv:1810.03292): how alike each map is to the
 * one of the untouched network, as the weights are drawn anew from the logits down, and to the map of another class,
 * drawn at random (Sixt et al. 2020, arXiv:1912.09818).
 */
export async function checkSanity(run: RunAtHand, parts: SanityParts, progress: Progress): Promise<void> {
  const { study, models, plan } = run.opened;
  const { sanity } = study;
  if (!sanity) return;
  const chosen = plan.models.map(({ images }) => evenlySpread(images, sanity.images));
  const steps = weightChecks(sanity).length * (sanity.steps + 1) + (checksClasses(sanity) ? 1 : 0);
  const images = chosen.reduce((sum, { length }) => sum + length, 0);
  const stage = progress.begin('maps of sanity checks', images * sanity.methods.length * steps);
  for (const [i, model] of models.entries()) {
    const loader = { ...parts, preprocessing: model.network.preprocessing };
    const ready: ReadyImage[] = [];
    for await (const [item] of loadLots(
      chosen[i].map((image) => [image]),
      loader,
    )) {
      if ('input' in item) ready.push(item);
      else {
        const known = { model: plan.models[i].name, image: item.image.sample.id };
        await parts.tables.append(sanityTable, [{ ...known, reason: reasonOf(item.failure) }]);
      }
    }
    await new ModelCheck(run, parts, sanity, model, plan.models[i], ready, stage).run();
  }
}

function weightChecks({ checks }: Sanity) {
  return checks.filter((check) => check !== CLASSES);
}

function checksClasses({ checks }: Sanity): boolean {
  return checks.includes(CLASSES);
}

/** The check by another class; the others draw weights anew. */
const CLASSES = 'random-logit';

interface Step {
  readonly step: number;
  readonly layer: string;
  readonly share: number;
}

/** The checks of one network. The maps of the untouched network are held meanwhile: 4 bytes a pixel of its input. */
class ModelCheck {
  readonly #run: RunAtHand;
  readonly #parts: SanityParts;
  readonly #sanity: Sanity;
  readonly #network: Network;
  readonly #planned: PlannedModel;
  readonly #images: readonly ReadyImage[];
  readonly #progress: ProgressOfStage;
  readonly #untouched = new Map<string, Heatmap>();

  constructor(
    run: RunAtHand,
    parts: SanityParts,
    sanity: Sanity,
    { network }: OpenModel,
    planned: PlannedModel,
    images: readonly ReadyImage[],
    progress: ProgressOfStage,
  ) {
    this.#run = run;
    this.#parts = parts;
    this.#sanity = sanity;
    this.#network = network;
    this.#planned = planned;
    this.#images = images;
    this.#progress = progress;
  }

  async run(): Promise<void> {
    const { study } = this.#run.opened;
    const { runtime } = this.#parts;
    const methods = study.methods.filter(({ name }) => this.#sanity.methods.includes(name));
    for (const mode of weightChecks(this.#sanity)) {
      const options = { mode, steps: this.#sanity.steps, seed: study.seed, runtime };
      for await (const step of sanitySteps(this.#network, options))
        for (const method of methods) {
          const maps = await this.#mapsOf(step.network, method, [targetOf]);
          await this.#compare(method, mode, step, maps[0]);
        }
    }
    if (!checksClasses(this.#sanity) || this.#network.labels.length < 2) return;
    for (const method of methods) await this.#checkClasses(method);
  }

  async #checkClasses(method: ChosenMethod): Promise<void> {
    const { seed } = this.#run.opened.study;
    const other = (item: ReadyImage) => randomLogit(this.#network.labels.length, targetOf(item), seed);
    const alone = weightChecks(this.#sanity).length === 0;
    const maps = await this.#mapsOf(this.#network, method, alone ? [targetOf, other] : [other]);
    if (alone) await this.#compare(method, CLASSES, { step: 0, layer: '', share: 0 }, maps[0]);
    await this.#compare(method, CLASSES, { step: 1, layer: '', share: 0 }, maps[maps.length - 1]);
  }

  /** Holds the maps of one step against those of the untouched network, which step 0 gives. */
  async #compare(
    { name }: ChosenMethod,
    check: string,
    { step, layer, share }: Step,
    maps: readonly Heatmap[],
  ): Promise<void> {
    const rows: SanityRow[] = [];
    for (const [n, map] of maps.entries()) {
      const { sample, findings } = this.#images[n].image;
      const key = `${name}\n${sample.id}`;
      if (step === 0) this.#untouched.set(key, map);
      const before = this.#untouched.get(key)!;
      for (const { name: metric, contribution, options } of this.#sanity.metrics) {
        const found = attempt(() => contribution.compare({ map: before }, { map }, options));
        const known = { model: this.#planned.name, image: sample.id, class: findings[0].label };
        rows.push({ ...known, method: name, check, step, layer, share, metric, ...outcomeOf(found) });
      }
    }
    await this.#parts.tables.append(sanityTable, rows);
    this.#progress.advance(maps.length);
  }

  /** For each choice of a class, the finished maps of all images at the size of the network's input. */
  async #mapsOf(
    network: Network,
    method: ChosenMethod,
    classes: readonly ((item: ReadyImage) => number)[],
  ): Promise<Heatmap[][]> {
    const { signal, opened } = this.#run;
    throwIfInterrupted(signal);
    const compiled = await compileMethod({ study: opened.study, ...this.#parts }, method, network);
    const explainer = await compiled.open();
    try {
      const explained = await this.#explain(explainer, classes);
      return classes.map((_, k) =>
        explained.map(({ maps }, n) => {
          const [, height, width] = this.#images[n].input.dims;
          const { gives } = method.contribution;
          return finishOverInput({ raw: maps[k].raw, gives, how: method.map }, { width, height }).map;
        }),
      );
    } finally {
      await explainer.release();
    }
  }

  #explain(explainer: PreparedExplainer, classes: readonly ((item: ReadyImage) => number)[]) {
    const items = this.#images.map((item) => ({
      image: item.input,
      classes: classes.map((classOf) => classOf(item)),
    }));
    return explainer.explain(items, this.#run.signal);
  }
}

/** The first finding of an image stands for it. */
function targetOf({ image }: ReadyImage): number {
  return image.findings[0].target;
}
