import type { FloatTensor, Scratch } from '@camscope/core';

/** The masks of one image. */
export interface MaskSet {
  readonly count: number;
  /** Those that a map may take, the most telling first. */
  readonly order: ArrayLike<number> & Iterable<number>;
  /** The most that the method takes. */
  readonly most: number;
  readonly constant: number;
  /** Masks equal to another before them, constant ones not counted. */
  readonly duplicates: number;
  /** The mask that is run in place of a mask: itself, or the first that is equal. */
  rowOf(mask: number): number;
  /** What a run of these masks is fed, in memory of the scratch. */
  feeds(masks: readonly number[], scratch: Scratch): Record<string, FloatTensor>;
  /** Sum over places of the absolute value that a mask adds to a map, for a weight of 1. */
  mass(mask: number): number;
  /** The maps [1,h,w] that weights of the masks make, one for each list of weights. */
  maps(masks: readonly number[], weights: readonly ArrayLike<number>[]): FloatTensor[];
}

/** A mask set in which every mask is its own. */
export const distinct = {
  constant: 0,
  duplicates: 0,
  rowOf: (mask: number): number => mask,
};

/** 0, 1, …, count − 1. */
export function indices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
