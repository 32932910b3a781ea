/** The mean of the first three powers of numbers that come list by list, place by place, in float64. */
export class MeanPowers {
  readonly #sums: readonly [Float64Array, Float64Array, Float64Array];
  #lists = 0;

  constructor(length: number) {
    this.#sums = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  }

  add(values: ArrayLike<number>): void {
    const [first, second, third] = this.#sums;
    this.#lists++;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      first[i] += value;
      second[i] += value ** 2;
      third[i] += value ** 3;
    }
  }

  get means(): readonly Float64Array[] {
    return this.#sums.map((sums) => sums.map((sum) => sum / this.#lists));
  }
}
