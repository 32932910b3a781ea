import { readFileSync } from 'node:fs';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { deepFeatureFactorization } from '@camscope/methods-deep-feature-factorization';
import { bySize, factorised, randomFactors, type Factors } from '../src/factors.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** Written by tools/peers/feature_factorization.py. */
interface Peers {
  readonly size: readonly [rows: number, columns: number];
  readonly matrix: readonly number[];
  readonly start: Readonly<Record<keyof Factors, readonly (readonly number[])[]>>;
  readonly steps: number;
  readonly found: Readonly<Record<keyof Factors, readonly (readonly number[])[]>>;
  /** From the matrix to the product of pytorch-grad-cam's factors. */
  readonly distance: number;
}
const peers = JSON.parse(readFileSync(new URL('fixtures/peers.json', import.meta.url), 'utf8')) as Peers;

describe('factors', () => {
  const { matrix, size, steps } = peers;

  it("are those of scikit-learn's multiplicative updates", () => {
    const floats = (lists: readonly (readonly number[])[]) => lists.map((list) => Float64Array.from(list));
    const start = { concepts: floats(peers.start.concepts), maps: floats(peers.start.maps) };
    const { concepts, maps } = factorised(matrix, start, steps);
    const all = (lists: readonly Iterable<number>[]) => lists.flatMap((list) => [...list]);
    const expected = [...all(peers.found.concepts), ...all(peers.found.maps)];
    [...all(concepts), ...all(maps)].forEach((value, i) => expect(value).toBeCloseTo(expected[i], 9));
  });

  it('come about as near to the matrix as those of pytorch-grad-cam', () => {
    const { concepts, maps } = factorised(
      matrix,
      randomFactors(matrix, size, peers.start.maps.length, 0),
      200,
    );
    const left = matrix.map((value, i) => {
      const [row, column] = [Math.floor(i / size[1]), i % size[1]];
      return value - concepts.reduce((sum, concept, j) => sum + concept[row] * maps[j][column], 0);
    });
    expect(Math.hypot(...left)).toBeLessThan(1.1 * peers.distance);
  });

  it('stay 0 where all is 0', () => {
    const { maps } = factorised(new Float32Array(6), randomFactors(new Float32Array(6), [2, 3], 2, 0), 5);
    expect(maps.map((map) => [...map])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('are ordered by what they make of the matrix', () => {
    const concepts = [Float64Array.of(1, 1), Float64Array.of(0, 1)];
    expect(bySize({ concepts, maps: [Float64Array.of(1), Float64Array.of(3)] })).toEqual([1, 0]);
  });
});

describe('Deep Feature Factorization', () => {
  async function map(options: unknown, more: { readonly layer?: string } = {}) {
    const request = { runtime, explainer: deepFeatureFactorization, model: onPaper, image: imageOnPaper };
    const { maps } = await explainOnce({ ...request, classes: [0, 1], options, ...more });
    return maps.map(({ raw }) => [...raw.data]);
  }

  it('is CAM with as many concepts as there are maps', async () => {
    // 2·A¹ + 4·A² and −2·A¹ + 8·A², where A¹ = x and A² = 1 at the first place alone.
    const found = await map({ concepts: 2, steps: 2000 });
    const cam = [
      [4, 2, 4, 6],
      [8, -2, -4, -6],
    ];
    cam.forEach((values, n) => values.forEach((value, i) => expect(found[n][i]).toBeCloseTo(value, 2)));
  });

  it('shows one concept, whatever the class and whatever the head', async () => {
    const [first, second] = await map({ concepts: 2, concept: 1, steps: 2000 });
    expect(first).toEqual(second);
    // The larger part is A¹: the same map but for its scale.
    [0, 1, 2, 3].forEach((value, i) => expect((3 * first[i]) / first[3]).toBeCloseTo(value, 2));
    await expect(map({ concepts: 2, concept: 1 }, { layer: 'conv' })).resolves.toHaveLength(2);
    await expect(map({ concepts: 2 }, { layer: 'conv' })).rejects.toThrow(/'conv' is not averaged/);
  });

  it('has no more concepts than were asked for', async () => {
    await expect(map({ concepts: 2, concept: 3 })).rejects.toThrow(/Concept 3 is asked for[^]*There are 2/);
  });
});
