import type { Network } from '../network.ts';
import type { ScoreMatrix } from './score-matrix.ts';

/**
 * Where score matrices are kept, by a key of 64 hexadecimal digits that says all that their rows depend on: two that score
 * other masks, or the same in other chunks, share none.
 */
export interface ScoreCache {
  get(key: string): Promise<ScoreMatrix | undefined>;
  /** Called when rows have been added, after an image or an interruption: those so far are sound, and in whole chunks. */
  put(key: string, matrix: ScoreMatrix): Promise<void>;
}

/** Keeps the matrices used last. */
export class MemoryScoreCache implements ScoreCache {
  readonly #matrices = new Map<string, ScoreMatrix>();
  readonly #most: number;

  /** @param most matrices that are kept, one for each image and kind of masks. */
  constructor(most = 8) {
    this.#most = most;
  }

  /** What is read counts as used last. */
  async get(key: string): Promise<ScoreMatrix | undefined> {
    const matrix = this.#matrices.get(key);
    if (matrix) await this.put(key, matrix);
    return matrix;
  }

  async put(key: string, matrix: ScoreMatrix): Promise<void> {
    this.#matrices.delete(key);
    this.#matrices.set(key, matrix);
    for (const oldest of this.#matrices.keys()) {
      if (this.#matrices.size <= this.#most) break;
      this.#matrices.delete(oldest);
    }
  }
}

const ofNetworks = new WeakMap<Network, ScoreCache>();

/** The cache that explainers of one network share when they are given none. */
export function cacheOf(network: Network): ScoreCache {
  let cache = ofNetworks.get(network);
  if (!cache) ofNetworks.set(network, (cache = new MemoryScoreCache()));
  return cache;
}
