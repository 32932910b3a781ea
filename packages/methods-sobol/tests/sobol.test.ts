import { readFileSync } from 'node:fs';
import { sobol } from '@camscope/methods-sobol';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, noise, resNet } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { replicatedDesign, totalIndices } from '../src/designs.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const peers = JSON.parse(readFileSync(new URL('fixtures/peers.json', import.meta.url), 'utf8')) as {
  readonly cells: number;
  readonly masks: number[][];
  readonly scores: number[];
  readonly xplique: number[];
};
const close = (values: readonly number[], digits: number) =>
  values.map((value) => expect.closeTo(value, digits));

describe('Sobol attribution', () => {
  it("has Xplique's masks, and its indices of their scores", () => {
    const { cells, masks, scores, xplique } = peers;
    const grid = replicatedDesign(cells, masks.length / (cells * cells + 2));
    masks.forEach((mask, i) => expect(Array.from(grid(i))).toEqual(close(mask, 6)));
    expect(Array.from(totalIndices(Float64Array.from(scores), cells, 'a'))).toEqual(close(xplique, 9));
  });

  it('converges to the shares of a sum of independent terms, as 1/N', () => {
    // f = Σ a_i m_i of uniform m_i: total index a_i² / Σ a².
    const a = [1, 2, 3, 0];
    const error = (designs: number) => {
      const grid = replicatedDesign(2, designs);
      const scores = Float64Array.from({ length: 6 * designs }, (_, i) =>
        grid(i).reduce((sum, value, k) => sum + a[k] * value, 0),
      );
      const indices = totalIndices(scores, 2, 'both');
      return Math.max(...a.map((value, k) => Math.abs(indices[k] - value ** 2 / 14)));
    };
    expect(error(64)).toBeLessThan(0.08);
    // Sixteen times the points: by chance a quarter of the error, of a sequence a sixteenth.
    expect(error(1024)).toBeLessThan(error(64) / 12);
  });

  it('is 0 where the score does not vary', () => {
    expect(Array.from(totalIndices(new Float64Array(12).fill(3), 2, 'both'))).toEqual([0, 0, 0, 0]);
  });

  it('takes cells² + 2 passes for each design, whole ones under a budget, and maps cells', async () => {
    const model = resNet({ blocks: [1], width: 4, classes: 3, size: 16 });
    const request = { runtime, explainer: sobol, model, image: noise(7, [3, 16, 16]), classes: [0, 2] };
    const explained = (designs: number, budget?: number) =>
      explainOnce({ ...request, options: { cells: 2, designs }, budget });
    const { maps, passes } = await explained(4);
    expect(passes).toBe(1 + 4 * 6);
    expect(maps.map(({ raw }) => raw.dims)).toEqual([
      [1, 2, 2],
      [1, 2, 2],
    ]);
    const under = await explained(8, 29);
    expect(under.facts).toMatchObject({ maps: 48, taken: 24 });
    expect(under.maps[1].raw.data).toEqual(maps[1].raw.data);
    await expect(explained(4, 5)).rejects.toThrow(/too small for a map[^]*6 masks/);
  });
});
