/** Seconds over which a pace is forgotten, to 1/e. */
const MEMORY = 30;

/** How long a step takes: at first what it took before, if anything is known of that, then what it takes at present. */
export class Pace {
  #steps: number;
  #seconds: number;

  /** @param secondsPerStep what a step took before. */
  constructor(secondsPerStep?: number) {
    this.#seconds = secondsPerStep === undefined ? 0 : MEMORY;
    this.#steps = secondsPerStep === undefined ? 0 : MEMORY / secondsPerStep;
  }

  /** `count` steps were done in the `seconds` since the last were. */
  add(count: number, seconds: number): void {
    const left = Math.exp(-seconds / MEMORY);
    this.#steps = this.#steps * left + count;
    this.#seconds = this.#seconds * left + seconds;
  }

  /** Undefined while nothing is known. */
  get secondsPerStep(): number | undefined {
    return this.#steps > 0 ? this.#seconds / this.#steps : undefined;
  }
}
