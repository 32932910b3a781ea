import { readFileSync } from 'node:fs';
import type { Fixation } from '@camscope/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { at, heatmap, input, measure, metrics } from './inputs.ts';

describe('by hand', () => {
  /** Heat 0, .25, .5, 1 in a row. */
  const row = heatmap(4, 1, [0, 0.25, 0.5, 1]);

  it('ncc is the correlation of two maps', () => {
    // Looked at is (0, 0, 0, 1). With means 7/16 and 1/4, the products sum to 9/16, the squares to 35/64 and 3/4.
    expect(measure('ncc', input(row, [at(3, 0)]))).toEqual({
      value: expect.closeTo(9 / 16 / Math.sqrt((35 / 64) * (3 / 4)), 12) as number,
    });
    expect(measure('ncc', input(row, [at(0, 0), at(1, 0), at(2, 0)]))).toEqual({
      value: expect.closeTo(-9 / 16 / Math.sqrt((35 / 64) * (3 / 4)), 12) as number,
    });
  });

  it('kl is the divergence of distributions', () => {
    // Of the map's shares (0, 1/7, 2/7, 4/7), half of the time is in the second and half in the fourth pixel.
    const [value] = [measure('kl', input(row, [at(1, 0), at(3, 0)])).value];
    expect(value).toBeCloseTo(0.5 * Math.log(0.5 / (1 / 7)) + 0.5 * Math.log(0.5 / (4 / 7)), 12);
    // Twice as long in the second.
    const long = measure('kl', input(row, [at(1, 0, 2), at(3, 0, 1)])).value;
    expect(long).toBeCloseTo((2 / 3) * Math.log(2 / 3 / (1 / 7)) + (1 / 3) * Math.log(1 / 3 / (4 / 7)), 12);
  });

  it('kl of what is not hot is as much as ε allows', () => {
    expect(measure('kl', input(row, [at(0, 0)])).value).toBeCloseTo(-Math.log(Number.EPSILON), 12);
    expect(measure('kl', input(row, [at(0, 0)]), { epsilon: 1e-7 }).value).toBeCloseTo(-Math.log(1e-7), 12);
    // The other way round: the fourth pixel has all the time, and the second and third have 3/7 of the heat.
    const other = measure('kl', input(row, [at(3, 0)]), { direction: 'map-gaze', epsilon: 1e-7 }).value;
    const [a, b, c] = [1 / 7, 2 / 7, 4 / 7];
    expect(other).toBeCloseTo(a * Math.log(a / 1e-7) + b * Math.log(b / 1e-7) + c * Math.log(c), 6);
  });

  it('nss is the heat at fixations in standard deviations', () => {
    const deviation = Math.sqrt(35 / 64 / 4);
    expect(measure('nss', input(row, [at(3, 0)])).value).toBeCloseTo((1 - 7 / 16) / deviation, 12);
    expect(measure('nss', input(row, [at(3, 0, 9), at(0, 0)])).value).toBeCloseTo(
      (0.5 - 7 / 16) / deviation,
      12,
    );
  });

  it('shuffled-auc is how often a fixation is hotter than one of others, ties by half', () => {
    // Others looked at heats 0, .5 and 1; the reader at 1 and .25: wins of 2.5 and 1 of 3.
    const others = [0.1, 0.5, 0.6, 0.5, 0.9, 0.5];
    expect(measure('shuffled-auc', input(row, [at(3, 0), at(1, 0)], others))).toEqual({ value: 3.5 / 6 });
  });
});

interface Reference {
  readonly width: number;
  readonly height: number;
  readonly maps: Readonly<Record<string, string>>;
  readonly readings: Readonly<Record<string, readonly Fixation[]>>;
  readonly others: readonly (readonly [number, number])[];
  readonly cases: readonly (Readonly<Record<string, number>> & { map: string; reading: string })[];
}

describe('NumPy and SciPy agree', () => {
  const { width, height, maps, readings, others, cases } = JSON.parse(
    readFileSync(new URL('fixtures/gaze.json', import.meta.url), 'utf8'),
  ) as Reference;

  test.each(cases)('on $map, $reading', ({ map, reading, ...found }) => {
    const bytes = Uint8Array.from(Buffer.from(maps[map], 'base64'));
    const given = input(
      heatmap(width, height, new Float32Array(bytes.buffer)),
      readings[reading],
      others.flat(),
    );
    const close = (id: string, value: number, options = {}) => {
      expect(measure(id, given, options).value).toBeCloseTo(value, 6);
    };
    close('ncc', found.ncc);
    close('kl', found.kl);
    close('kl', found['kl, map-gaze'], { direction: 'map-gaze' });
    close('kl', found['kl, 1e-7'], { epsilon: 1e-7 });
    close('nss', found.nss);
    close('shuffled-auc', found['shuffled-auc']);
  });
});

describe('any map and any gaze', () => {
  const size = { width: 9, height: 7 };
  const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const fixations = fc.array(
    fc.record({
      x: real(0, 8.999),
      y: real(0, 6.999),
      weight: real(0.001, 100),
      sigmaX: real(0.001, 30),
      sigmaY: real(0.001, 30),
    }),
    { maxLength: 5 },
  );
  const heat: fc.Arbitrary<readonly number[]> = fc.oneof(
    fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 63, maxLength: 63 }),
    fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 63, maxLength: 63 }),
    fc.constantFrom(0, 0.3, 1).map((value) => new Array<number>(63).fill(value)),
  );
  const others = fc.array(real(0, 1), { maxLength: 8 }).map((all) => all.slice(all.length % 2));
  const anything = fc.record({ heat, fixations, others });
  const given = (one: {
    heat: readonly number[];
    fixations: readonly Fixation[];
    others: readonly number[];
  }) => input(heatmap(size.width, size.height, one.heat), one.fixations, one.others);

  it.each(metrics.map((metric) => [metric.id, metric] as const))(
    '%s gives a number in its range, or a reason',
    (id, { range: [low, high] }) => {
      fc.assert(
        fc.property(anything, (one) => {
          const { value, ...rest } = measure(id, given(one));
          if (value === null) expect(rest).toEqual({ reason: expect.stringMatching(/\w/) as string });
          else {
            expect(value).toBeGreaterThanOrEqual(low);
            expect(value).toBeLessThanOrEqual(high);
          }
        }),
      );
    },
  );

  it('kl of the density of fixations itself is 0', () => {
    const wide = { x: 4, y: 3, weight: 1, sigmaX: 2, sigmaY: 2 };
    const bell = Array.from({ length: 63 }, (_, i) => {
      const [dx, dy] = [(i % 9) + 0.5 - 4, Math.floor(i / 9) + 0.5 - 3];
      return Math.exp(-(dx * dx + dy * dy) / 8);
    });
    const both = input(heatmap(9, 7, bell), [wide]);
    expect(measure('kl', both).value).toBeCloseTo(0, 9);
    expect(measure('ncc', both).value).toBeCloseTo(1, 9);
  });

  it('ncc and nss do not change with the level and the scale of heat', () => {
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom(0.25, 0.5),
        fc.constantFrom(0, 0.125, 0.5),
        (one, scale, level) => {
          const other = { ...one, heat: one.heat.map((value) => value * scale + level) };
          for (const id of ['ncc', 'nss']) {
            const [before, after] = [measure(id, given(one)), measure(id, given(other))];
            // Heat that differs by less than rounding is the same everywhere afterwards.
            if (before.value === null || after.value === null || spread(one.heat) < 1e-3) continue;
            expect(after.value).toBeCloseTo(before.value, 3);
          }
        },
      ),
    );
  });

  it('shuffled-auc does not change where the order of heat does not, and turns round with it', () => {
    fc.assert(
      fc.property(anything, (one) => {
        const levels = { ...one, heat: one.heat.map((value) => Math.round(value * 255) / 255) };
        const through = (change: (value: number) => number) =>
          measure('shuffled-auc', given({ ...levels, heat: levels.heat.map(change) })).value;
        const plain = through((value) => value);
        expect(through((value) => value ** 3 / 2)).toEqual(plain);
        expect(through((value) => Math.sqrt(value))).toEqual(plain);
        if (plain !== null) expect(through((value) => 1 - value)).toBeCloseTo(1 - plain, 12);
      }),
    );
  });

  it('of a constant map has a reason, or is what chance gives', () => {
    const constant = input(heatmap(9, 7, new Array(63).fill(0.5)), [at(4, 3, 1, 1)], [0.5, 0.5]);
    expect(measure('ncc', constant)).toEqual({ value: null, reason: 'The map is the same everywhere' });
    expect(measure('nss', constant)).toEqual({ value: null, reason: 'The map is the same everywhere' });
    expect(measure('shuffled-auc', constant)).toEqual({ value: 0.5 });
    const blank = input(heatmap(9, 7, new Array(63).fill(0)), [at(4, 3, 1, 1)]);
    expect(measure('kl', blank)).toEqual({ value: null, reason: 'A map without heat is no distribution' });
    expect(measure('shuffled-auc', blank)).toEqual({
      value: null,
      reason: 'No image of another patient has fixations',
    });
  });
});

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
