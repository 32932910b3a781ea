/** Numbers pairs of numbers below 2²⁶, from 0 in the order in which they come. */
export class Pairing {
  readonly #codes = new Map<number, number>();

  get size(): number {
    return this.#codes.size;
  }

  codeOf(a: number, b: number): number {
    const pair = a * 2 ** 26 + b;
    const known = this.#codes.get(pair);
    if (known !== undefined) return known;
    this.#codes.set(pair, this.#codes.size);
    return this.#codes.size - 1;
  }
}
