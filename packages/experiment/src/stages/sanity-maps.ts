import type { FloatTensor, Heatmap, Runtime } from '@camscope/core';
import type { Network, PreparedExplainer, ScoreCache } from '@camscope/engine';
import {
  andThen,
  attemptAsync,
  finishOverInput,
  reasonOf,
  withChannel,
  type Attempt,
} from '@camscope/pipeline';
import type { ChosenMethod } from '../config/study.ts';
import { compileMethod, isPluginFault } from '../host/compile-method.ts';
import type { PlannedImage } from '../plan/plan.ts';
import type { SanityChecks } from '../units/sanity-units.ts';
import { mayGo } from './explained.ts';
import { targetOf, type SanityImages } from './sanity-images.ts';
import { together } from './together.ts';
import type { Work } from './work.ts';

/** What is kept of a method's maps of the untouched network, beside them: why an image has none, or null. JSON. */
interface UntouchedMaps {
  readonly failures: readonly (string | null)[];
}

/** What explains. */
interface ExplainingParts {
  readonly runtime: Runtime;
  readonly scores?: ScoreCache;
}

/** Makes the maps of one network's checks, of all of its images at a time. */
export class SanityMaps {
  readonly #work: Work;
  readonly #parts: ExplainingParts;
  readonly #checks: SanityChecks;
  readonly #images: SanityImages['ready'];

  constructor(work: Work, parts: ExplainingParts, checks: SanityChecks, { ready }: SanityImages) {
    this.#work = work;
    this.#parts = parts;
    this.#checks = checks;
    this.#images = ready;
  }

  /** @throws what is no fault of the method's plugin. */
  async open(method: ChosenMethod, network: Network): Promise<Attempt<PreparedExplainer>> {
    const { study, starts } = this.#work.opened;
    const { runtime, scores } = this.#parts;
    const opened = await attemptAsync(async () =>
      (await compileMethod({ study, starts, runtime, scores }, method, network)).open(),
    );
    if ('failure' in opened && !isPluginFault(opened.failure)) throw opened.failure;
    return opened;
  }

  /** Finished maps of those classes; weights drawn anew may give no numbers. */
  async of(
    method: ChosenMethod,
    explainer: Attempt<PreparedExplainer>,
    classOf: (image: PlannedImage) => number,
  ): Promise<Attempt<Heatmap>[]> {
    return this.#finished(method, await this.#explain(explainer, classOf));
  }

  /**
   * The maps of the untouched network, made where the store has none.
   * @param open the method on that network, where it is open.
   */
  async untouched(method: ChosenMethod, open?: Attempt<PreparedExplainer>): Promise<Attempt<Heatmap>[]> {
    const { ledger } = this.#work;
    const unit = this.#checks.untouched.get(method.name)!;
    if (ledger.needs(unit)) {
      const start = performance.now();
      const explainer = open ?? (await this.open(method, this.#checks.model.network));
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

  /** Raw maps, float32 [1,h,w] or [C,H,W]. */
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
}
