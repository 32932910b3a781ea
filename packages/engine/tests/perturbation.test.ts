import { parseOptions, runtimeWith, sessionWith, type Explainer, type Runtime } from '@camscope/core';
import { MemoryScoreCache, prepare, selfExplainingModel, type PrepareRequest } from '@camscope/engine';
import { gaussianNoise, average, gradient } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, describe, expect, it } from 'vitest';
import {
  BYTES_PER_WINDOW,
  headOf,
  listening,
  mapsOf,
  mean,
  openResidual,
  picture,
  placeByPlace,
  residual,
  residualNhwc,
  scoresOf,
  SIZE,
  throughMaps,
  WEIGHTS,
  unit,
  windows,
  withoutMaps,
} from './perturbation-support.ts';
import { explainOne, open, ramp, signedGradCam, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = picture(3);
const x = Array.from(image.data);
const classes = [0, 1, 2];

async function prepared(
  explainer: Explainer,
  request: Partial<PrepareRequest> = {},
  model = residual(),
  own: Runtime = runtime,
) {
  return prepare({
    network: await openResidual(model, runtime),
    explainer,
    runtime: own,
    session: { provider: 'cpu', threads: 1 },
    layer: 'maps',
    scores: new MemoryScoreCache(0),
    ...request,
  });
}

const models = [
  ['channels first', residual()],
  ['channels last', residualNhwc()],
  ['batches of one', residual({ inputs: [{ name: 'x', type: 'float32', dims: [1, 1, SIZE, SIZE] }] })],
] as const;

/** Σ_k weight_k · map_k for each class, from weights [mask][class]. */
const summed = (weights: readonly (readonly number[])[], maps: readonly (readonly number[])[]) =>
  classes.map((c) => maps[0].map((_, i) => maps.reduce((sum, map, k) => sum + weights[k][c] * map[i], 0)));

describe.each(models)('on a network of %s', (_title, model) => {
  const mapsBy = async (explainer: Explainer, request: Partial<PrepareRequest> = {}) => {
    const own = await prepared(explainer, request, model);
    const explained = await explainOne(own, { image, classes });
    await own.release();
    return explained;
  };

  const expectMaps = (found: Awaited<ReturnType<typeof mapsBy>>, expected: readonly number[][]) => {
    found.maps.forEach(({ target, raw }) => {
      expect(raw.dims).toEqual([1, SIZE, SIZE]);
      raw.data.forEach((value, i) => expect(value).toBeCloseTo(expected[target][i], 4));
    });
    scoresOf(x).forEach((score, c) => expect(found.logits[c]).toBeCloseTo(score, 5));
  };

  it('the image is shown through every map, equal ones once', async () => {
    const maps = mapsOf(x);
    const weights = maps.map((map) => scoresOf(x.map((value, i) => value * unit(map)[i])));
    const kept = [0, 1, 3, 4];
    const found = await mapsBy(throughMaps());
    expectMaps(
      found,
      summed(
        kept.map((k) => weights[k]),
        kept.map((k) => maps[k]),
      ),
    );
    expect(found.passes).toBe(4);
    expect(found.facts).toMatchObject({
      maps: 6,
      taken: 4,
      constant: 2,
      duplicates: 1,
      scored: 3,
    });
  });

  it('constant maps are taken as masks of zeros, for one pass', async () => {
    const maps = mapsOf(x);
    const weights = maps.map((map) => scoresOf(x.map((value, i) => value * unit(map)[i])));
    const found = await mapsBy(throughMaps({}, { constant: 'take' }));
    expectMaps(found, summed(weights, maps));
    expect(found.facts).toMatchObject({ taken: 6, scored: 4 });
  });

  it('what is not kept becomes the fill', async () => {
    const maps = mapsOf(x);
    const average = mean(x);
    const weights = maps.map((map) =>
      scoresOf(x.map((value, i) => value * unit(map)[i] + average * (1 - unit(map)[i]))),
    );
    expectMaps(
      await mapsBy(throughMaps({ fill: { kind: 'mean' } }, { constant: 'take' })),
      summed(weights, maps),
    );
  });

  it('references are whole images, the image as it is costs nothing', async () => {
    const maps = mapsOf(x);
    const weights = maps.map((map) => scoresOf(x.map((value, i) => value * unit(map)[i])));
    const base = scoresOf(x.map(() => 1.5));
    const own = scoresOf(x);
    const found = await mapsBy(
      throughMaps(
        {
          references: [{ kind: 'value', value: 1.5 }, { kind: 'image' }],
          weigh: ({ masked, image, references }) =>
            masked.map((score) => score - references[0] + 2 * image - references[1]),
        },
        { constant: 'take' },
      ),
    );
    expectMaps(
      found,
      summed(
        weights.map((row) => row.map((score, c) => score - base[c] + own[c])),
        maps,
      ),
    );
    expect(found.passes).toBe(1 + 4 + 1);
  });

  it('maps are left out one by one, before a head that reads more than them', async () => {
    const maps = mapsOf(x);
    const whole = scoresOf(x);
    const weights = maps.map((_, k) => {
      const rest = headOf(
        maps.map((map, j) => (j === k ? map.map(() => 0) : map)),
        x,
      );
      return whole.map((score, c) => score - rest[c]);
    });
    const found = await mapsBy(withoutMaps());
    expectMaps(found, summed(weights, maps));
    expect(found).toMatchObject({ passes: 1, facts: { maps: 6, taken: 6, scored: 6, headPasses: 6 } });
  });

  it.each([0, 0.5])('maps before an average pool are left out one by one, and become %d', async (fill) => {
    const last = mapsOf(x).map((map) => map.map((value, i) => Math.max(0, value - x[i] / 2)));
    const whole = scoresOf(x);
    const weights = last.map((map, k) => classes.map((c) => (mean(map) - fill) * WEIGHTS[k * 3 + c]));
    const found = await mapsBy(withoutMaps(fill), { layer: 'last' });
    expectMaps(found, summed(weights, last));
    expect([...found.logits]).toEqual(whole.map((score) => expect.closeTo(score, 5)));
    expect(found.facts).toMatchObject({ maps: 6, headPasses: 6 });
  });

  it.each([0, -3])('places are kept one by one, the others become %d', async (fill) => {
    const maps = mapsOf(x);
    const weightAt = (i: number, place: number) => {
      const rows = Math.abs(Math.floor(i / SIZE) - Math.floor(place / SIZE));
      const columns = Math.abs((i % SIZE) - (place % SIZE));
      return rows + columns === 0 ? 1 : Math.max(rows, columns) === 1 ? 0.25 : 0;
    };
    const scores = x.map((_, place) =>
      headOf(
        maps.map((map) => map.map((v, i) => v * weightAt(i, place) + fill * (1 - weightAt(i, place)))),
        x,
      ),
    );
    const found = await mapsBy(placeByPlace(fill));
    expectMaps(
      found,
      classes.map((c) => scores.map((row) => row[c])),
    );
    expect(found).toMatchObject({ passes: 1, facts: { maps: 16, headPasses: 16 } });
  });

  it.each(['mean', 'sum'] as const)(
    'windows are greyed one by one: %s of what covers a place',
    async (combine) => {
      const whole = scoresOf(x);
      const total = classes.map(() => x.map(() => 0));
      const cover = x.map(() => 0);
      for (let row = 0; row < SIZE - 1; row++) {
        for (let column = 0; column < SIZE - 1; column++) {
          const places = [0, 1, SIZE, SIZE + 1].map((step) => row * SIZE + column + step);
          const rest = scoresOf(x.map((value, i) => (places.includes(i) ? 0 : value)));
          for (const place of places) {
            cover[place]++;
            for (const c of classes) total[c][place] += whole[c] - rest[c];
          }
        }
      }
      const expected =
        combine === 'sum' ? total : total.map((map) => map.map((value, i) => value / cover[i]));
      const found = await mapsBy(windows(combine));
      expectMaps(found, expected);
      expect(found).toMatchObject({ passes: 10, facts: { maps: 9, scored: 9, headPasses: 0 } });
    },
  );
});

describe('the order of maps', () => {
  // Standard deviations: map 4 is twice as steep as 0, which equals 3; 1 is clipped elsewhere.
  const positive = { ...image, data: image.data.map((value) => 1.5 * Math.abs(value)) };
  const taken = async (request: Partial<PrepareRequest>, most?: number) => {
    let seen: number[] = [];
    const explainer = throughMaps(
      { weigh: ({ masked }) => ((seen = [...masked]), masked) },
      most === undefined ? {} : { most },
    );
    const own = await prepared(explainer, request);
    const { facts } = await explainOne(own, { image: positive, classes: [0] });
    await own.release();
    return { scores: seen.length, taken: facts!.taken, scored: facts!.scored };
  };

  it('a method and a budget take the first so many', async () => {
    expect((await taken({}, 2)).taken).toBe(2);
    expect((await taken({ budget: 1 }, 3)).taken).toBe(1);
    expect((await taken({ budget: 100 }, 3)).taken).toBe(3);
  });

  it('is that of decreasing standard deviation, the lowest index first among equals', async () => {
    const maps = mapsOf(positive.data);
    const sums = async (budget: number) => {
      const own = await prepared(throughMaps({ weigh: ({ masked }) => masked.map(() => 1) }), { budget });
      const [{ raw }] = (await explainOne(own, { image: positive, classes: [0] })).maps;
      await own.release();
      return [...raw.data];
    };
    const expected = (...kept: number[]) =>
      x.map((_, i) =>
        expect.closeTo(
          kept.reduce((sum, k) => sum + maps[k][i], 0),
          5,
        ),
      );
    expect(await sums(1)).toEqual(expected(4));
    expect(await sums(2)).toEqual(expected(4, 0));
    expect(await sums(3)).toEqual(expected(4, 0, 3));
    expect(await sums(4)).toEqual(expected(4, 0, 3, 1));
  });

  it('a budget of masks that is none is refused', async () => {
    await expect(prepared(throughMaps(), { budget: 0 })).rejects.toThrow(/budget/);
    await expect(prepared(throughMaps(), { memory: 0 })).rejects.toThrow(/memory/);
  });

  it('a budget that would leave out places is refused', async () => {
    await expect(prepared(placeByPlace(), { budget: 15 })).rejects.toThrow(/Every place[^]*4×4 places/);
    const own = await prepared(placeByPlace(), { budget: 16 });
    expect((await explainOne(own, { image, classes: [0] })).facts).toMatchObject({ taken: 16 });
    await own.release();
  });
});

describe('the score matrix', () => {
  /** What came of the image, and how many images and masks had to run for it. */
  const run = async (explainer: Explainer, request: Partial<PrepareRequest>, wanted = classes) => {
    const heard: number[] = [];
    const own = await prepared(explainer, { runtime: listening(runtime, heard), ...request });
    const result = await explainOne(own, { image, classes: wanted });
    await own.release();
    return { ...result, ran: heard.reduce((sum, rows) => sum + rows, 0) };
  };

  it('serves every class, weighing and space without another run, at the price of the first', async () => {
    const scores = new MemoryScoreCache();
    const first = await run(throughMaps(), { scores }, [0]);
    expect(first).toMatchObject({ ran: 4, passes: 4 });
    const again = await run(throughMaps(), { scores });
    expect(again).toMatchObject({ ran: 0, passes: 4, logits: first.logits, facts: first.facts });
    const squared = throughMaps({ scoreSpace: 'softmax', weigh: ({ masked }) => masked.map((s) => s * s) });
    expect((await run(squared, { scores })).ran).toBe(0);
  });

  it('is another for fewer masks, unless they are the same', async () => {
    const scores = new MemoryScoreCache();
    await run(throughMaps(), { scores });
    expect(await run(throughMaps(), { scores, budget: 1 })).toMatchObject({ ran: 2, passes: 2 });
    expect((await run(throughMaps({}, { most: 1 }), { scores })).ran).toBe(0);
    expect((await run(throughMaps({}, { constant: 'take' }), { scores })).ran).toBe(5);
  });

  it('is another for another image, mask, fill or layer', async () => {
    const scores = new MemoryScoreCache();
    await run(throughMaps(), { scores });
    expect((await run(throughMaps({ fill: { kind: 'mean' } }), { scores })).ran).toBe(4);
    expect((await run(throughMaps(), { scores, layer: 'last' })).ran).toBeGreaterThan(1);
    const heard: number[] = [];
    const own = await prepared(throughMaps(), { scores, runtime: listening(runtime, heard) });
    await explainOne(own, { image: picture(4), classes: [0] });
    expect(heard).toEqual([1, 3]);
    await own.release();
  });

  it('is shared by the explainers of a network that are given none', async () => {
    const network = await openResidual(residual(), runtime);
    expect((await run(throughMaps(), { network, scores: undefined })).ran).toBe(4);
    expect(
      (await run(throughMaps({}, { adds: { normalised: { epsilon: 0 } } }), { network, scores: undefined }))
        .ran,
    ).toBe(0);
  });

  it('says how much of the map has been seen', async () => {
    const scores = new MemoryScoreCache();
    const two = throughMaps({}, { most: 2 });
    const before = await run(two, { scores });
    expect(before.maps[0].massSeen).toMatchObject({ estimated: true });
    const all = await run(throughMaps(), { scores });
    expect(all.maps[0].massSeen).toEqual({ share: 1, likely: 1, estimated: false });
    // What another method has run since does not tell this one more.
    expect((await run(two, { scores })).maps).toEqual(before.maps);
  });
});

describe('runs', () => {
  const windowsIn = async (request: Partial<PrepareRequest>) => {
    const heard: number[] = [];
    const own = await prepared(windows(), { runtime: listening(runtime, heard), ...request });
    const { maps } = await explainOne(own, { image, classes });
    await own.release();
    return { heard, values: maps.flatMap(({ raw }) => [...raw.data]) };
  };

  it('take as many masks as are small or as a batch has, and as fit the memory', async () => {
    const [one, few, all] = [
      await windowsIn({ memory: 1 }),
      await windowsIn({ memory: 4 * BYTES_PER_WINDOW }),
      await windowsIn({ batch: 1 }),
    ];
    expect(one.heard).toEqual([1, ...new Array<number>(9).fill(1)]);
    expect(few.heard).toEqual([1, 4, 4, 1]);
    expect(all.heard).toEqual([1, 9]);
    const expected = one.values.map((value) => expect.closeTo(value, 5));
    expect(few.values).toEqual(expected);
    expect(all.values).toEqual(expected);
  });

  it('are told, and stop between two chunks, without loss', async () => {
    const scores = new MemoryScoreCache();
    const stop = new AbortController();
    const told: number[] = [];
    const progress = (done: number, total: number) => {
      expect(total).toBe(9);
      told.push(done);
      if (done >= 4) stop.abort();
    };
    const memory = 2 * BYTES_PER_WINDOW;
    const own = await prepared(windows(), { scores, progress, memory });
    await expect(explainOne(own, { image, classes }, stop.signal)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    await own.release();
    expect(told.slice(0, 2)).toEqual([2, 4]);
    const resumed = await windowsIn({ scores, memory });
    expect(resumed.heard).toEqual([2, 2, 2, 2, 1].slice(told.length));
    expect(resumed.values).toEqual((await windowsIn({ memory })).values);
  });

  it('explain the class with the highest score, or none', async () => {
    const own = await prepared(throughMaps());
    const scores = scoresOf(x);
    const { maps, passes } = await explainOne(own, { image, classes: 'top1' });
    expect(maps.map(({ target }) => target)).toEqual([scores.indexOf(Math.max(...scores))]);
    expect(passes).toBe(4);
    expect(await explainOne(own, { image, classes: [] })).toMatchObject({ maps: [], passes: 1 });
    await own.release();
  });

  it('explain several images, each for its own classes', async () => {
    const own = await prepared(throughMaps());
    const batch = await own.explain([
      { image, classes: [2] },
      { image: picture(4), classes: [0] },
    ]);
    for (const [n, [alone, target]] of (
      [
        [image, 2],
        [picture(4), 0],
      ] as const
    ).entries()) {
      const { maps } = await explainOne(own, { image: alone, classes: [target] });
      expect(batch[n].maps[0]).toEqual(maps[0]);
    }
    await own.release();
  });

  it('are counted for methods of one pass too', async () => {
    const noisy: Explainer = {
      ...signedGradCam,
      combine: undefined,
      map: ({ image, score }) => average(gaussianNoise(0.1, 5, 0), gradient(score, image)),
      perturb: undefined,
      host: undefined,
    };
    const passes = async (explainer: Explainer, wanted: readonly number[] | 'top1') => {
      const request = { explainer, runtime, session: { provider: 'cpu' } };
      const own = await prepare({ ...request, network: await open(twoMaps(), runtime) });
      const result = await explainOne(own, { image: ramp(1), classes: wanted });
      await own.release();
      return result.passes;
    };
    expect(await passes(signedGradCam, [0, 1])).toBe(1);
    expect(await passes(signedGradCam, 'top1')).toBe(1);
    expect(await passes(noisy, [0, 1])).toBe(1 + 5);
    expect(await passes(noisy, 'top1')).toBe(1 + 5);
    expect(await passes(noisy, [])).toBe(1);
  });
});

describe('the sessions of a network', () => {
  /** The runtime, counting sessions. */
  const counting = () => {
    const counts = { opened: 0, released: 0 };
    const open: Runtime['open'] = async (...request) => {
      counts.opened++;
      const session = await runtime.open(...request);
      return sessionWith(session, { release: () => (counts.released++, session.release()) });
    };
    const own = runtimeWith(runtime, { open });
    return { own, counts };
  };

  it('are shared by what runs the same graph, until the last has let it go', async () => {
    const { own, counts } = counting();
    const network = await openResidual(residual(), runtime);
    const [all, few] = [
      await prepared(throughMaps(), { network, runtime: own }),
      await prepared(throughMaps({}, { most: 1 }), { network, runtime: own }),
    ];
    expect(counts).toEqual({ opened: 1, released: 0 });
    await all.release();
    await all.release();
    expect(counts.released).toBe(0);
    expect((await explainOne(few, { image, classes: [0] })).facts).toMatchObject({ taken: 1 });
    await few.release();
    expect(counts).toEqual({ opened: 1, released: 1 });
    const again = await prepared(throughMaps(), { network, runtime: own });
    expect((await explainOne(again, { image, classes: [0] })).passes).toBe(4);
    await again.release();
    expect(counts).toEqual({ opened: 2, released: 2 });
  });

  it('are their own for other graphs, settings and weights', async () => {
    const { own, counts } = counting();
    const network = await openResidual(residual(), runtime);
    const others = [
      await prepared(throughMaps(), { network, runtime: own }),
      await prepared(windows(), { network, runtime: own }),
      await prepared(throughMaps(), { network, runtime: own, session: { provider: 'cpu', threads: 2 } }),
      await prepared(throughMaps(), { runtime: own }),
    ];
    expect(counts.opened).toBe(4);
    for (const one of others) await one.release();
    expect(counts.released).toBe(4);
  });
});

describe('refusals', () => {
  it('several layers', async () => {
    await expect(prepared(throughMaps(), { layer: ['maps', 'last'] })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  it('a self-explaining network', async () => {
    const request = { network: await openResidual(residual(), runtime), explainer: throughMaps() };
    await expect(selfExplainingModel(request)).rejects.toThrow(/many runs/);
    expect(parseOptions(request.explainer)).toEqual({});
  });

  it('reference images of a method that masks activations', async () => {
    const explainer = { ...withoutMaps() } as Explainer;
    const asking = {
      ...explainer,
      perturb: (context: Parameters<NonNullable<Explainer['perturb']>>[0]) => ({
        ...withoutMaps().perturb!(context, {}),
        references: [{ kind: 'mean' }],
      }),
    } as Explainer;
    await expect(prepared(asking)).rejects.toThrow(/reference images/);
  });

  it('what is kept of an image cannot hang on its activations', async () => {
    const explainer = { ...throughMaps() } as Explainer;
    const asking = {
      ...explainer,
      perturb: (context: Parameters<NonNullable<Explainer['perturb']>>[0]) => ({
        ...throughMaps().perturb!(context, {}),
        keep: context.activations,
      }),
    } as Explainer;
    await expect(prepared(asking)).rejects.toMatchObject({ code: 'EXPRESSION_INVALID' });
  });
});
