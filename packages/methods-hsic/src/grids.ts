import { sobolSequence } from '@camscope/masks';
import { random } from '@camscope/onnx/expressions';

export const samplers = ['sobol', 'latin-hypercube'] as const;
export type Sampler = (typeof samplers)[number];

/** Grids of 0 and 1: points of a Sobol sequence rounded, or as many ones as zeros in each cell, in random order. */
export function binaryGrids(sampler: Sampler, cells: number, masks: number, seed: number): Float32Array[] {
  const dimensions = cells * cells;
  if (sampler === 'sobol')
    return sobolSequence(dimensions, masks).map((point) =>
      Float32Array.from(point, (value) => (value > 0.5 ? 1 : 0)),
    );
  const next = random(seed);
  const grids = Array.from({ length: masks }, () => new Float32Array(dimensions));
  for (let cell = 0; cell < dimensions; cell++) {
    const order = Array.from({ length: masks }, (_, i) => i);
    for (let i = 0; i < masks; i++) {
      const j = i + Math.floor(next() * (masks - i));
      [order[i], order[j]] = [order[j], order[i]];
      if (i < Math.floor(masks / 2)) grids[order[i]][cell] = 1;
    }
  }
  return grids;
}
