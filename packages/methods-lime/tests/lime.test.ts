import { readFileSync } from 'node:fs';
import { lime } from '@camscope/methods-lime';
import { createModel } from '@camscope/onnx';
import { perturbationContext } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, floats, noise } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

interface Peers {
  readonly masks: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly authors: readonly number[];
  readonly changed: readonly number[];
  readonly xplique: readonly number[];
}
const peers = JSON.parse(readFileSync(new URL('fixtures/peers.json', import.meta.url), 'utf8')) as Peers;

/** What is made of the peers' masks and scores. */
function weighed(preset: 'authors' | 'xplique'): number[] {
  const { masks, scores, changed } = peers;
  const { weigh } = lime.perturb!(perturbationContext, lime.options.parse(lime.presets![preset].options));
  const taken = {
    indices: masks.map((_, i) => i),
    parts: { count: masks[0].length, kept: (index: number) => masks[index], changed: () => changed },
  };
  return Array.from(weigh({ masked: Float64Array.from(scores), image: scores[0], references: [] }, taken));
}

const [SIDE, CLASSES] = [8, 2];
const weights = noise(11, [CLASSES, SIDE * SIDE]);
const image = noise(12, [1, SIDE, SIDE]);

/** S^c = Σ_q w^c_q x_q + b^c */
const linear = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'one'], outputs: ['maps'] },
    { op: 'Flatten', inputs: ['maps'], outputs: ['flat'] },
    { op: 'Gemm', inputs: ['flat', 'w', 'b'], outputs: ['logits'], attributes: { transB: 1 } },
  ],
  initializers: { one: floats([1], [1, 1, 1, 1]), w: weights, b: floats([1.5, -0.4]) },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, SIDE, SIDE] }],
  outputs: [{ name: 'logits' }],
});
const base = { cut: 'grid', segments: 4, samples: 60, scoreSpace: 'logit' };
const explained = (options: object, how: object = {}) =>
  explainOnce({
    runtime,
    explainer: lime,
    model: linear,
    image,
    classes: [0, 1],
    options: { ...base, ...options },
    ...how,
  });

const quarter = (place: number) => 2 * Number(Math.floor(place / SIDE) >= 4) + Number(place % SIDE >= 4);
const sumsOf = (values: (place: number) => number) => {
  const sums = [0, 0, 0, 0];
  for (let place = 0; place < SIDE * SIDE; place++) sums[quarter(place)] += values(place);
  return sums;
};

describe('LIME', () => {
  it.each(['authors', 'xplique'] as const)('fits what its peer does to the same samples: %s', (preset) => {
    expect(weighed(preset)).toEqual(peers[preset].map((value) => expect.closeTo(value, 9)));
  });

  it('finds the segments of a linear network, whatever they are filled with', async () => {
    const means = sumsOf((place) => image.data[place] / 16);
    for (const [fill, of] of [
      ['zero', () => 0],
      ['segment-mean', (place: number) => means[quarter(place)]],
    ] as const) {
      const { maps } = await explained({ ridge: 0, fill, width: 1 });
      for (const { target, raw } of maps) {
        const sums = sumsOf(
          (place) => weights.data[target * SIDE * SIDE + place] * (image.data[place] - of(place)),
        );
        expect(raw.dims).toEqual([1, SIDE, SIDE]);
        raw.data.forEach((value, place) => expect(value).toBeCloseTo(sums[quarter(place)], 3));
      }
    }
  });

  it('takes one pass for each sample, the first ones under a budget, and follows its seed', async () => {
    const all = await explained({});
    expect(all).toMatchObject({ passes: 1 + 60, facts: { maps: 60, taken: 60, scored: 60 } });
    const few = await explained({}, { budget: 20 });
    expect(few).toMatchObject({ passes: 1 + 20, facts: { maps: 60, taken: 20 } });
    expect(few.maps[0].raw.data).toEqual((await explained({ samples: 20 })).maps[0].raw.data);
    expect((await explained({})).maps).toEqual(all.maps);
    expect((await explained({ seed: 1, width: 0.2 })).maps[0].raw.data).not.toEqual(all.maps[0].raw.data);
  });

  it('converges as 1/√N to the fit of all samples', async () => {
    const { masks } = peers;
    const players = masks[0].length;
    const score = (z: ArrayLike<number>) => Math.tanh(z[0] + z[1] - z[2]) + 0.5 * z[3] * z[4];
    const { perturb, options } = lime;
    const fitOf = (kept: (index: number) => ArrayLike<number>, count: number) => {
      const { weigh } = perturb!(perturbationContext, options.parse({ ridge: 0, width: 0.5 }));
      const indices = Array.from({ length: count }, (_, i) => i);
      const masked = Float64Array.from(indices, (i) => score(kept(i)));
      const taken = { indices, parts: { count: players, kept } };
      return Array.from(weigh({ masked, image: 0, references: [] }, taken));
    };
    const bits = (i: number) => Array.from({ length: players }, (_, k) => (i >> k) & 1);
    const exact = fitOf(bits, 2 ** players);
    const errorOf = (samples: number) => {
      let sum = 0;
      for (let seed = 0; seed < 12; seed++) {
        const { masks: drawn } = perturb!(
          perturbationContext,
          options.parse({ samples, seed, cut: 'grid', segments: 144 }),
        );
        const own = drawn.over(gridOf(players)).parts!;
        const fit = fitOf((i) => own.kept(i), samples);
        exact.forEach((value, k) => (sum += (fit[k] - value) ** 2));
      }
      return Math.sqrt(sum);
    };
    const ratio = errorOf(100) / errorOf(1600);
    expect(ratio).toBeGreaterThan(4 / 1.6);
    expect(ratio).toBeLessThan(4 * 1.6);
  });
});

/** A column of as many pixels, each of which a grid of so many rows makes a segment. */
function gridOf(players: number) {
  const size = [1, players, 1] as const;
  const own = floats(
    Array.from({ length: players }, (_, i) => i),
    [...size],
  );
  return {
    sizes: { image: size, activations: size },
    image: () => own,
    activations: () => own,
    fill: () => own,
    budget: Infinity,
  };
}
