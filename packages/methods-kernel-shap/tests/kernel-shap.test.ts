import { readFileSync } from 'node:fs';
import { kernelShap } from '@camscope/methods-kernel-shap';
import { perturbationContext } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, noise, resNet } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { coalitionsOf, type Coalitions } from '../src/coalitions.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

interface Peers {
  readonly ends: readonly [all: number, nothing: number];
  readonly masks: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly captum: readonly number[];
  readonly shap: readonly number[];
  /** Scores of all coalitions, by their bits. */
  readonly all: Readonly<Record<string, number>>;
}
const peers = JSON.parse(readFileSync(new URL('fixtures/peers.json', import.meta.url), 'utf8')) as Peers;
const players = peers.captum.length;
const score = (inside: ArrayLike<number>) =>
  peers.all[Array.from(inside).reduce((bits, one, k) => bits + one * 2 ** k, 0)];

function fitted({ count, kept }: Pick<Coalitions, 'count' | 'kept'>, samples: number, options: object = {}) {
  const { weigh } = kernelShap.perturb!(
    perturbationContext,
    kernelShap.options.parse({ samples, ...options }),
  );
  const indices = Array.from({ length: count }, (_, i) => i);
  const masked = Float64Array.from(indices, (i) => score(kept(i)));
  const [image, nothing] = peers.ends;
  return Array.from(
    weigh({ masked, image, references: [nothing] }, { indices, parts: { count: players, kept } }),
  );
}

/** By the definition: the mean over all orders of what a player adds. */
function shapley(of: (inside: ArrayLike<number>) => number, n: number): number[] {
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  return Array.from({ length: n }, (_, player) => {
    let value = 0;
    for (let bits = 0; bits < 2 ** n; bits++) {
      if ((bits >> player) & 1) continue;
      const inside = Float32Array.from({ length: n }, (_, k) => (bits >> k) & 1);
      const size = inside.reduce((a, b) => a + b, 0);
      const joined = inside.map((one, k) => (k === player ? 1 : one));
      value += (factorial(size) * factorial(n - size - 1) * (of(joined) - of(inside))) / factorial(n);
    }
    return value;
  });
}

const close = (values: readonly number[], digits: number) =>
  values.map((value) => expect.closeTo(value, digits));

describe('KernelSHAP', () => {
  it("is exact where it takes every coalition: Shapley values by definition, and shap's", () => {
    const every = coalitionsOf(players, { samples: 62, paired: true, seed: 0 });
    expect(every.count).toBe(62);
    expect(fitted(every, 62)).toEqual(close(shapley(score, players), 9));
    expect(fitted(every, 62)).toEqual(close(peers.shap, 6));
  });

  it("fits what Captum does to the same coalitions, but for the 1e-6 by which Captum's do not add up", () => {
    const { masks } = peers;
    const own = { count: masks.length, kept: (index: number) => Float32Array.from(masks[index]) };
    expect(fitted(own, masks.length)).toEqual(close(peers.captum, 4));
  });

  it('adds up to what all segments add, however few are drawn', () => {
    for (const samples of [2, 7, 40]) {
      const sum = fitted(coalitionsOf(players, { samples, paired: false, seed: 1 }), samples).reduce(
        (a, b) => a + b,
      );
      expect(sum).toBeCloseTo(peers.ends[0] - peers.ends[1], 9);
    }
  });

  it('converges as 1/√N', () => {
    const exact = shapley(score, players);
    const error = (samples: number) => {
      let sum = 0;
      for (let seed = 0; seed < 40; seed++) {
        const drawn = coalitionsOf(players, { samples, paired: false, seed });
        fitted(drawn, samples).forEach((value, k) => (sum += (value - exact[k]) ** 2));
      }
      return Math.sqrt(sum);
    };
    const ratio = error(14) / error(56);
    expect(ratio).toBeGreaterThan(2 / 1.6);
    expect(ratio).toBeLessThan(2 * 1.6);
  });

  it('gives a single segment all that is added', () => {
    const { count, kept, weight } = coalitionsOf(1, { samples: 2, paired: true, seed: 0 });
    expect([count, [...kept(0)], weight(0)]).toEqual([1, [1], 1]);
  });

  it('is exact in pairs where segments act in pairs', () => {
    const n = 10;
    const game = (z: ArrayLike<number>) =>
      Array.from(z).reduce((sum, one, k) => sum + one * (k - 3 + 2 * z[(k + 1) % n] - z[(k + 4) % n]), 0);
    const fit = (paired: boolean) => {
      const { count, kept } = coalitionsOf(n, { samples: 60, paired, seed: 4 });
      const { weigh } = kernelShap.perturb!(
        perturbationContext,
        kernelShap.options.parse({ samples: 60, paired }),
      );
      const indices = Array.from({ length: count }, (_, i) => i);
      const masked = Float64Array.from(indices, (i) => game(kept(i)));
      const image = game(new Float32Array(n).fill(1));
      return Array.from(weigh({ masked, image, references: [0] }, { indices, parts: { count: n, kept } }));
    };
    const exact = shapley(game, n);
    expect(fit(true)).toEqual(close(exact, 6));
    expect(fit(false)).not.toEqual(close(exact, 1));
  });

  it('draws sizes as often as the kernel has them', () => {
    const sizes = new Float64Array(players);
    const count = 20000;
    const { kept } = coalitionsOf(20, { samples: count, paired: false, seed: 2 });
    const shares = Array.from({ length: 19 }, (_, i) => 1 / ((i + 1) * (19 - i)));
    const total = shares.reduce((a, b) => a + b);
    for (let i = 0; i < count; i++) {
      const size = kept(i).reduce((a, b) => a + b, 0);
      if (size <= players) sizes[size - 1]++;
    }
    // Five standard errors of a share of 20,000 are 0.0177 at the most.
    sizes.forEach((seen, i) => expect(Math.abs(seen / count - shares[i] / total)).toBeLessThan(0.0177));
  });

  it('of a network: exact of four segments, whatever the budget that covers them', async () => {
    const model = resNet({ blocks: [1], width: 4, classes: 3, size: 16 });
    const request = { runtime, explainer: kernelShap, model, image: noise(7, [3, 16, 16]), classes: [0, 2] };
    const options = { cut: 'grid', segments: 4, scoreSpace: 'logit' };
    const { maps, passes, facts, logits } = await explainOnce({ ...request, options });
    expect(passes).toBe(1 + 1 + 14);
    expect(facts).toMatchObject({ maps: 14, taken: 14 });
    const blank = await explainOnce({ ...request, image: noise(7, [3, 16, 16], 0), options });
    for (const { target, raw } of maps) {
      const parts = [raw.data[0], raw.data[15], raw.data[240], raw.data[255]];
      expect(parts.reduce((a, b) => a + b)).toBeCloseTo(logits[target] - blank.logits[target], 4);
    }
    const under = await explainOnce({ ...request, options, budget: 14 });
    expect(under.maps[0].raw).toEqual(maps[0].raw);
    expect((await explainOnce({ ...request, options, budget: 6 })).facts).toMatchObject({
      maps: 6,
      taken: 6,
    });
  });
});
