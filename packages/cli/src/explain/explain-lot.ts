import { probabilitiesOf, type Explained, type PreparedExplainer } from '@camscope/engine';
import { attemptAsync, type Attempt } from '@camscope/pipeline/maps';
import type { Input, LoadedInput } from './inputs.ts';
import { writeMap, type ExplainedMap, type MapWriter } from './write-map.ts';

export interface ExplainRequest {
  readonly prepared: PreparedExplainer;
  readonly classes: readonly number[] | 'top1';
  readonly writer: MapWriter;
  readonly signal: AbortSignal;
}

/** What came of reading an input. */
export interface LotInput {
  readonly input: Input;
  readonly loaded: Attempt<LoadedInput>;
}

/** What came of an input: of each of its maps, or why there is none. */
export interface LotOutcome {
  readonly input: Input;
  readonly maps: Attempt<readonly Attempt<ExplainedMap>[]>;
}

/** Explains inputs together, in lots, and writes their maps. What fails loses no other input, and no other map. */
export class LotExplainer {
  readonly #request: ExplainRequest;
  /** When the network had done the lot before. */
  #free = 0;

  constructor(request: ExplainRequest) {
    this.#request = request;
  }

  async explain(lot: readonly LotInput[]): Promise<LotOutcome[]> {
    const ready = lot.flatMap(({ loaded }) => ('value' in loaded ? [loaded.value] : []));
    const start = performance.now();
    const attempts = await this.#together(ready);
    const end = performance.now();
    const maps = attempts.reduce((sum, one) => sum + ('value' in one ? one.value.maps.length : 0), 0);
    const milliseconds = (end - Math.max(start, this.#free)) / Math.max(1, maps);
    this.#free = end;
    const explained = new Map(ready.map((one, i) => [one, attempts[i]]));
    return Promise.all(
      lot.map(async ({ input, loaded }): Promise<LotOutcome> => {
        if ('failure' in loaded) return { input, maps: loaded };
        const one = explained.get(loaded.value)!;
        if ('failure' in one) return { input, maps: one };
        return { input, maps: { value: await this.#write(input, loaded.value, one.value, milliseconds) } };
      }),
    );
  }

  /** One call for all; when it fails, one for each, so that one bad input does not spoil the others. */
  async #together(some: readonly LoadedInput[]): Promise<Attempt<Explained>[]> {
    const { prepared, classes, signal } = this.#request;
    if (some.length === 0) return [];
    const items = some.map(({ seen }) => ({ image: seen, classes }));
    const all = await attemptAsync(() => prepared.explain(items, signal));
    if ('value' in all) return all.value.map((value) => ({ value }));
    if (some.length === 1 || signal.aborted) return some.map(() => all);
    const each: Attempt<Explained>[] = [];
    for (const one of some) each.push(...(await this.#together([one])));
    return each;
  }

  #write(
    { image, stem }: Input,
    { base, region }: LoadedInput,
    { logits, maps, passes, facts }: Explained,
    milliseconds: number,
  ): Promise<Attempt<ExplainedMap>[]> {
    const { writer, prepared } = this.#request;
    const { network, layer } = prepared;
    const probabilities = probabilitiesOf(network, logits);
    return Promise.all(
      maps.map(({ target, raw, massSeen }) => {
        const known = {
          image,
          method: writer.explainer.id,
          target,
          label: network.labels[target],
          score: logits[target],
          probability: probabilities[target],
          layer,
          passes,
          ...(network.stored === 'float16' ? { stored: network.stored } : {}),
          ...(facts ? { facts: { ...facts, massSeen } } : {}),
        };
        const { label, probability } = known;
        const place = { base, region, stem, target, label, probability };
        return attemptAsync(async () => ({
          ...known,
          ...(await writeMap(raw, place, writer)),
          milliseconds,
        }));
      }),
    );
  }
}
