import { readFileSync } from 'node:fs';
import { hsic } from '@camscope/methods-hsic';
import { perturbationContext } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, noise, resNet } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { dependences, medianDistance } from '../src/dependence.ts';
import { binaryGrids } from '../src/grids.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const peers = JSON.parse(readFileSync(new URL('fixtures/peers.json', import.meta.url), 'utf8')) as {
  readonly cells: number;
  readonly masks: number[][];
  readonly scores: number[];
  readonly xplique: number[];
};

describe('HSIC attribution', () => {
  it("has Xplique's masks, and its values of their scores", () => {
    const { cells, masks, scores, xplique } = peers;
    const grids = binaryGrids('sobol', cells, masks.length, 0);
    expect(grids.map((grid) => [...grid])).toEqual(masks);
    const { weigh } = hsic.perturb!(perturbationContext, hsic.options.parse(hsic.presets!.xplique.options));
    const taken = {
      indices: masks.map((_, i) => i),
      parts: { count: cells * cells, kept: (index: number) => grids[index] },
    };
    const own = weigh({ masked: Float64Array.from(scores), image: 0, references: [] }, taken);
    expect(Array.from(own)).toEqual(xplique.map((value) => expect.closeTo(value, 9)));
  });

  it('is 0 of scores that are alike, and largest where the score is the cell', () => {
    const grids = binaryGrids('latin-hypercube', 3, 200, 1);
    expect(Array.from(dependences(grids, new Float64Array(200).fill(2), 1))).toEqual(
      new Array(9).fill(expect.closeTo(0, 9)),
    );
    const scores = Float64Array.from(grids, (grid) => 5 * grid[4]);
    const own = dependences(grids, scores, 2.5);
    // Half of the masks have the cell: x̃ = ±½, and L is 1 or e^−2, so (2/n) Σ x̃ x̃' L = (n/4) (1 − e^−2).
    expect(own[4]).toBeCloseTo(50 * (1 - Math.exp(-2)), 6);
    own.forEach((value, cell) => expect(cell === 4 || value < own[4] / 10).toBe(true));
  });

  it('takes the median of distances of pairs', () => {
    expect(medianDistance(Float64Array.of(0, 1, 4))).toBe(3);
    expect(medianDistance(Float64Array.of(0, 1, 4, 4))).toBe(3);
  });

  it('shows each cell in half of the masks of a Latin hypercube, by its seed', () => {
    const grids = binaryGrids('latin-hypercube', 4, 30, 5);
    for (let cell = 0; cell < 16; cell++) expect(grids.reduce((sum, grid) => sum + grid[cell], 0)).toBe(15);
    expect(binaryGrids('latin-hypercube', 4, 30, 5)).toEqual(grids);
    expect(binaryGrids('latin-hypercube', 4, 30, 6)).not.toEqual(grids);
  });

  it('converges as 1/√N', () => {
    const score = (grid: ArrayLike<number>) => grid[0] + 0.5 * grid[1] * grid[2];
    const of = (masks: number, seed: number) => {
      const grids = binaryGrids('latin-hypercube', 2, masks, seed);
      return dependences(grids, Float64Array.from(grids, score), 0.5).map((value) => value / masks);
    };
    const exactGrids = Array.from({ length: 16 }, (_, bits) =>
      Float32Array.from({ length: 4 }, (_, k) => (bits >> k) & 1),
    );
    const exact = dependences(exactGrids, Float64Array.from(exactGrids, score), 0.5).map(
      (value) => value / 16,
    );
    const error = (masks: number) => {
      let sum = 0;
      for (let seed = 0; seed < 16; seed++)
        of(masks, seed).forEach((value, k) => (sum += (value - exact[k]) ** 2));
      return Math.sqrt(sum);
    };
    const ratio = error(40) / error(640);
    expect(ratio).toBeGreaterThan(4 / 1.6);
    expect(ratio).toBeLessThan(4 * 1.6);
  });

  it('takes one pass for each mask, and maps cells', async () => {
    const model = resNet({ blocks: [1], width: 4, classes: 3, size: 16 });
    const request = { runtime, explainer: hsic, model, image: noise(7, [3, 16, 16]), classes: [0, 2] };
    const { maps, passes, facts } = await explainOnce({ ...request, options: { cells: 4, masks: 20 } });
    expect(passes).toBe(1 + 20);
    expect(facts).toMatchObject({ maps: 20, taken: 20 });
    expect(maps.map(({ raw }) => raw.dims)).toEqual([
      [1, 4, 4],
      [1, 4, 4],
    ]);
    const sequence = { cells: 4, sampler: 'sobol' };
    const few = await explainOnce({ ...request, options: { ...sequence, masks: 12 } });
    const under = await explainOnce({ ...request, options: { ...sequence, masks: 20 }, budget: 12 });
    expect(under.maps[0].raw).toEqual(few.maps[0].raw);
  });
});
