import { floatTensor, type FloatTensor } from '@camscope/core';
import type { Statistic } from '@camscope/onnx';

/** The weighted mean of maps, or their variance about it, in float64 (West 1979, doi:10.1145/359146.359153). */
export class WeightedSum {
  readonly #statistic: Statistic;
  #dims: readonly number[] = [];
  #sum = new Float64Array(0);
  #spread = new Float64Array(0);
  #weight = 0;

  constructor(statistic: Statistic) {
    this.#statistic = statistic;
  }

  add(weight: number, map: FloatTensor): void {
    if (weight === 0) return;
    if (this.#sum.length === 0) {
      this.#sum = new Float64Array(map.data.length);
      this.#spread = new Float64Array(this.#statistic === 'variance' ? map.data.length : 0);
    }
    this.#dims = map.dims;
    if (this.#statistic === 'variance') this.#addSpread(weight, map.data);
    for (let i = 0; i < map.data.length; i++) this.#sum[i] += weight * map.data[i];
    this.#weight += weight;
  }

  get tensor(): FloatTensor {
    const values = this.#statistic === 'variance' ? this.#spread.map((s) => s / this.#weight) : this.#sum;
    return floatTensor(Float32Array.from(values), this.#dims);
  }

  #addSpread(weight: number, data: Float32Array): void {
    const before = this.#weight;
    if (before === 0) return;
    const share = (before * weight) / (before + weight);
    for (let i = 0; i < data.length; i++) this.#spread[i] += share * (data[i] - this.#sum[i] / before) ** 2;
  }
}
