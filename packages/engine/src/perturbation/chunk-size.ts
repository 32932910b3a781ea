/** Runs of each size on trial: the first warms up, the fastest of the others counts. */
const RUNS = 3;
/** A size that takes this many times the best time per mask ends the search for larger ones. */
const CLEARLY_WORSE = 1.1;

/**
 * How many masks run at once: powers of two up to the largest that fits the memory, tried in turn on masks that have to
 * run anyway. The fastest per mask is kept.
 */
export class ChunkSize {
  readonly #largest: number;
  #size = 1;
  #best = { size: 1, perMask: Infinity };
  /** Milliseconds of each run of the size on trial; undefined when the search is over. */
  #times: number[] | undefined = [];

  constructor(largest: number) {
    this.#largest = Math.max(1, Math.floor(largest));
    if (this.#largest === 1) this.#times = undefined;
  }

  /** Masks for the next run. */
  get size(): number {
    return this.#size;
  }

  /** Whether the size is still on trial, so that runs must not overlap. */
  get onTrial(): boolean {
    return this.#times !== undefined;
  }

  /** Hears how long a run took. Runs of another size than the one asked for tell nothing. */
  ran(masks: number, milliseconds: number): void {
    if (!this.#times || masks !== this.#size) return;
    this.#times.push(milliseconds);
    if (this.#times.length < RUNS) return;
    const perMask = Math.min(...this.#times.slice(1)) / masks;
    if (perMask < this.#best.perMask) this.#best = { size: masks, perMask };
    const next = 2 * this.#size;
    const over = next > this.#largest || perMask > CLEARLY_WORSE * this.#best.perMask;
    this.#size = over ? this.#best.size : next;
    this.#times = over ? undefined : [];
  }
}
