type Column = Float64Array | Uint16Array | Uint32Array;

/** A typed array to which one can add. */
export class Growing<T extends Column> {
  #array: T;
  #length = 0;

  constructor(array: T) {
    this.#array = array;
  }

  push(value: number): void {
    if (this.#length === this.#array.length) {
      const longer = new (this.#array.constructor as new (length: number) => T)(2 * this.#length);
      longer.set(this.#array);
      this.#array = longer;
    }
    this.#array[this.#length++] = value;
  }

  /** Puts another array, of the same length, in its place. */
  widen(replace: (array: T) => T): void {
    this.#array = replace(this.#array);
  }

  /** A copy without spare room. */
  trimmed(): T {
    return this.#array.slice(0, this.#length) as T;
  }
}
