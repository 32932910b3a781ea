import type { FloatTensor, Scratch } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';

/** What a view answers for the tensors that are seen through it. */
export interface Arrangement {
  /** The tensor's axes, as people write them. */
  readonly axes: string;
  readonly channelAxis: number;
  /** The axes along which maps and nothing else extend, in order; none where maps share theirs with something. */
  readonly spatialAxes: readonly number[];
  /** [N,K,h,w] from the tensor's shape. */
  mapsShape(dims: readonly number[]): readonly number[];
  /** The tensor's shape from [N,K,h,w]. */
  tensorShape(dims: readonly number[]): readonly number[];
  /** In the graph: the tensor as maps [N,K,h,w]. */
  emitMaps(emit: Emitter, tensor: Value): Value;
  /**
   * In the graph: factors of the maps, [N,K,h,w] or sizes of 1 that broadcast, as factors of the tensor, which leave
   * alone what it holds beside maps.
   */
  emitFactors(emit: Emitter, factors: Value): Value;
  /** The tensor as maps [N,K,h,w]; shares memory where the order is the same. */
  toMaps(tensor: FloatTensor): FloatTensor;
  /**
   * Maps [K,h,w], all of one shape, as the tensor [N,…], each value written once; 0 beside maps.
   * @param scratch whose memory it is written to; fresh memory by default.
   */
  batchOf(items: readonly FloatTensor[], scratch?: Scratch): FloatTensor;
}
