import { floatTensor, type FloatTensor } from '@camscope/core';
import { indices } from './distinct.ts';

/** What is known of the channels of a target tensor. */
export class Channels {
  /** float32 [K,h,w] */
  readonly tensor: FloatTensor;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly deviations: Float64Array;

  constructor(tensor: FloatTensor) {
    this.tensor = tensor;
    [this.count, this.height, this.width] = tensor.dims;
    this.deviations = Float64Array.from({ length: this.count }, (_, k) => deviation(this.channel(k)));
  }

  channel(k: number): Float32Array {
    const places = this.height * this.width;
    return this.tensor.data.subarray(k * places, (k + 1) * places);
  }

  isConstant(k: number): boolean {
    const channel = this.channel(k);
    return channel.every((value) => value === channel[0]);
  }

  /** By decreasing standard deviation over places; the lowest index first among equals. */
  byDeviation(): number[] {
    const of = (k: number) => (Number.isNaN(this.deviations[k]) ? -1 : this.deviations[k]);
    return indices(this.count).sort((a, b) => of(b) - of(a) || a - b);
  }

  /** For each channel the first with the same bits. */
  firstEqual(): Int32Array {
    const { data } = this.tensor;
    const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
    const places = this.height * this.width;
    const seen = new Map<number, number[]>();
    return Int32Array.from({ length: this.count }, (_, k) => {
      let hash = 0;
      for (let i = k * places; i < (k + 1) * places; i++) hash = (Math.imul(hash, 31) + bits[i]) | 0;
      const alike = seen.get(hash) ?? [];
      const equal = alike.find((other) => {
        for (let i = 0; i < places; i++) if (bits[k * places + i] !== bits[other * places + i]) return false;
        return true;
      });
      if (equal !== undefined) return equal;
      seen.set(hash, [...alike, k]);
      return k;
    });
  }

  /** Σ_k weight_k · channel_k for each list of weights, [1,h,w]; `value` changes what is added up. */
  sums(
    masks: readonly number[],
    weights: readonly ArrayLike<number>[],
    added: (k: number) => ArrayLike<number> = (k) => this.channel(k),
  ): FloatTensor[] {
    const totals = weights.map(() => new Float64Array(this.height * this.width));
    masks.forEach((k, i) => {
      const values = added(k);
      weights.forEach((list, c) => {
        const weight = list[i];
        if (weight !== 0) for (let p = 0; p < values.length; p++) totals[c][p] += weight * values[p];
      });
    });
    return totals.map((total) => floatTensor(Float32Array.from(total), [1, this.height, this.width]));
  }
}

function deviation(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}
