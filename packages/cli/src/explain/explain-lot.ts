import { methodName, type Raster } from '@camscope/core';
import { probabilitiesOf, type Explained } from '@camscope/engine';
import { attemptAsync, type Attempt } from '@camscope/pipeline/maps';
import { greyPicture, panelOf } from '@camscope/pixels';
import { about } from './about.ts';
import { guessedFor } from './guessed-for.ts';
import type { Input, LoadedInput } from './inputs.ts';
import type { PreparedMethod } from './prepare-methods.ts';
import { writeMap, type ExplainedMap, type MapWriter } from './write-map.ts';

export interface ExplainRequest {
  readonly methods: readonly PreparedMethod[];
  readonly classes: readonly number[] | 'top1';
  readonly writer: MapWriter;
  /** Whether small pictures are kept. */
  readonly panels: boolean;
  readonly signal: AbortSignal;
}

/** What came of reading an input. */
export interface LotInput {
  readonly input: Input;
  readonly loaded: Attempt<LoadedInput>;
}

export interface MadeMap {
  readonly map: ExplainedMap;
  readonly method: PreparedMethod;
  /** Its overlay, as a contact sheet shows it. */
  readonly panel?: Raster;
}

/** What came of an input: its maps, method by method, or why there is none. */
export interface LotOutcome {
  readonly input: Input;
  readonly maps: readonly Attempt<MadeMap>[];
  /** The image, as a contact sheet shows it. */
  readonly panel?: Raster;
}

interface ReadyInput extends LoadedInput {
  readonly input: Input;
}

/** What a method made of an input, and how long a map took in the network. */
interface Made {
  readonly explained: Attempt<Explained>;
  readonly milliseconds: number;
}

/** Explains inputs together, in lots, and writes their maps. What fails loses no other input, and no other map. */
export class LotExplainer {
  /** One run after the other: several methods, and one that asks again and again for an image. */
  readonly inTurn: boolean;
  readonly #request: ExplainRequest;
  #turn: Promise<unknown> = Promise.resolve();
  /** When the network had done the lot before. */
  #free = 0;

  constructor(request: ExplainRequest) {
    this.#request = request;
    const [first, ...others] = request.methods;
    this.inTurn = others.length > 0 || first.explainer.map === undefined;
  }

  async explain(lot: readonly LotInput[]): Promise<LotOutcome[]> {
    const ready = lot.flatMap(({ input, loaded }) => ('value' in loaded ? [{ input, ...loaded.value }] : []));
    const maps = new Map(lot.map(({ input, loaded }) => [input, 'failure' in loaded ? [loaded] : noMaps()]));
    let writing: Promise<unknown> = Promise.resolve();
    for (const method of this.#request.methods) {
      const made = await this.#turnFor(() => this.#timed(ready, method));
      // The maps of two methods are held at the most.
      await writing;
      const written = Promise.all(ready.map((one, i) => this.#write(one, method, made[i])));
      writing = written.then((all) => all.forEach((some, i) => maps.get(ready[i].input)!.push(...some)));
    }
    await writing;
    return lot.map(({ input, loaded }) => {
      const seen = this.#request.panels && 'value' in loaded ? loaded.value.base : undefined;
      return { input, maps: maps.get(input)!, panel: seen && panelOf(greyPicture(seen)) };
    });
  }

  #turnFor<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.inTurn) return work();
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #timed(ready: readonly ReadyInput[], method: PreparedMethod): Promise<Made[]> {
    const start = performance.now();
    const attempts = await this.#together(ready, method);
    const end = performance.now();
    const maps = attempts.reduce((sum, one) => sum + ('value' in one ? one.value.maps.length : 0), 0);
    const milliseconds = (end - Math.max(start, this.#free)) / Math.max(1, maps);
    this.#free = end;
    return attempts.map((explained) => ({ explained, milliseconds }));
  }

  /** One call for all; when it fails, one for each, so that one bad input does not spoil the others. */
  async #together(some: readonly LoadedInput[], method: PreparedMethod): Promise<Attempt<Explained>[]> {
    const { classes, signal } = this.#request;
    if (some.length === 0) return [];
    const items = some.map(({ seen }) => ({ image: seen, classes }));
    const all = await attemptAsync(() => method.prepared.explain(items, signal));
    if ('value' in all) return all.value.map((value) => ({ value }));
    if (some.length === 1 || signal.aborted) return some.map(() => all);
    const each: Attempt<Explained>[] = [];
    for (const one of some) each.push(...(await this.#together([one], method)));
    return each;
  }

  async #write(
    { input, base, region }: ReadyInput,
    method: PreparedMethod,
    { explained, milliseconds }: Made,
  ): Promise<Attempt<MadeMap>[]> {
    if ('failure' in explained) return [this.#told(explained.failure, input, method)];
    const { logits, maps, passes, facts } = explained.value;
    const { image, stem } = input;
    const { network, layer } = method.prepared;
    const guessed = guessedFor(input, method);
    const probabilities = probabilitiesOf(network, logits);
    return Promise.all(
      maps.map(async ({ target, raw, massSeen }) => {
        const known = {
          image,
          method: methodName(method.explainer),
          target,
          label: network.labels[target],
          score: logits[target],
          probability: probabilities[target],
          ...(guessed.length > 0 ? { guessed } : {}),
          layer,
          passes,
          ...(method.explainer.host ? { host: true as const } : {}),
          ...(network.stored === 'float16' ? { stored: network.stored } : {}),
          ...(facts ? { facts: { ...facts, massSeen } } : {}),
        };
        const { label, probability } = known;
        const place = { base, region, stem, target, label, probability };
        const written = await attemptAsync(() => writeMap(raw, place, method, this.#request.writer));
        if ('failure' in written) return this.#told(written.failure, input, method);
        const map = { ...known, ...written.value.written, milliseconds };
        const panel = this.#request.panels ? panelOf(written.value.picture) : undefined;
        return { value: { map, method, panel } };
      }),
    );
  }

  #told(failure: unknown, { image }: Input, { name }: PreparedMethod): { readonly failure: unknown } {
    return { failure: this.#request.methods.length > 1 ? about(failure, image, name) : failure };
  }
}

function noMaps(): Attempt<MadeMap>[] {
  return [];
}
