import { tunedOptions, type Candidate } from '@camscope/pipeline';
import type { Series } from '../units/measure-units.ts';
import type { TunedSeries } from './tune.ts';
import type { Work } from './work.ts';

/** The thresholds that have been tuned, out of the store: each series' are read once. */
export class TunedThresholds {
  readonly #work: Work;
  readonly #read = new Map<string, TunedSeries['labels']>();

  constructor(work: Work) {
    this.#work = work;
  }

  /** @throws Lost. */
  async load({ tune }: Series): Promise<void> {
    if (!tune || this.#read.has(tune.key)) return;
    this.#read.set(tune.key, (await this.#work.ledger.value<TunedSeries>(tune)).labels);
  }

  /** What a series claims of a finding, with the options of the segmenter that is tuned for it. */
  given({ tune }: Series, label: string, claims: readonly Candidate[]): Candidate[] {
    if (!tune) return [...claims];
    const { segmenters, tune: how } = this.#work.opened.study;
    const segmenter = segmenters.find(({ name }) => name === how!.segmenter)!;
    const tuned = { [segmenter.name]: tunedOptions(segmenter, label, this.#read.get(tune.key)!) };
    return claims.map((claim) => ({ ...claim, tuned }));
  }
}
