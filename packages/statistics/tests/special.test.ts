import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import * as statistics from '../src/index.ts';
import { normalCdf, normalQuantile, studentizedRangeCdf, studentizedRangeQuantile } from '../src/index.ts';
import { fixture } from './fixture.ts';

const tables = fixture<Record<string, number[][]>>('special');
const functions = statistics as unknown as Record<string, (...args: number[]) => number>;
/** Relative to the value, in tails too; but SciPy integrates the studentized range to about 1e-12. */
const tolerance = (name: string, value: number) =>
  name.startsWith('studentizedRange') ? 1e-11 : 2e-12 * Math.abs(value);

test.each(Object.entries(tables))("%s equals SciPy's", (name, rows) => {
  for (const row of rows) {
    const [args, expected] = [row.slice(0, -1), row[row.length - 1]];
    const found = functions[name](...args);
    expect(Math.abs(found - expected), `${name}(${args}) = ${found}, not ${expected}`).toBeLessThanOrEqual(
      tolerance(name, expected),
    );
  }
});

test('critical values of Nemenyi’s test equal the table of Demšar 2006', () => {
  const tabled = {
    0.05: [1.96, 2.343, 2.569, 2.728, 2.85, 2.949, 3.031, 3.102, 3.164],
    0.1: [1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.78, 2.855, 2.92],
  };
  for (const [alpha, values] of Object.entries(tabled)) {
    values.forEach((value, i) => {
      const q = studentizedRangeQuantile(1 - Number(alpha), i + 2) / Math.SQRT2;
      expect(Math.abs(q - value)).toBeLessThan(0.001);
    });
  }
});

test('quantiles turn distribution functions round', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
      fc.integer({ min: 2, max: 20 }),
      (p, k) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13);
        expect(studentizedRangeCdf(studentizedRangeQuantile(p, k), k)).toBeCloseTo(p, 10);
      },
    ),
    { numRuns: 30 },
  );
});

it('has quantiles at the ends, and refuses what is no probability', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  expect(() => normalQuantile(1.1)).toThrow(RangeError);
  expect(() => studentizedRangeQuantile(1, 3)).toThrow(RangeError);
  expect(() => studentizedRangeCdf(1, 1)).toThrow(RangeError);
});
