import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { factorTable, FactorTableBuilder, pivot } from '../src/index.ts';

const factors = ['method', 'patient', 'image', 'metric'];
const rows: [string, string, string, string, number | null][] = [
  ['cam', 'p1', 'a', 'iou', 0.5],
  ['box', 'p1', 'a', 'iou', 0.25],
  ['cam', 'p1', 'b', 'iou', 1],
  ['box', 'p1', 'b', 'iou', null],
  ['cam', 'p2', 'c', 'iou', 0.75],
  ['box', 'p2', 'c', 'iou', 0],
  ['cam', 'p2', 'c', 'hit', 1],
  ['box', '', 'd', 'iou', 0.125],
];
const table = rows
  .reduce(
    (builder, [method, patient, image, metric, value]) =>
      builder.add([method, patient, image, metric], value),
    new FactorTableBuilder(factors),
  )
  .build();
const iou = table.where({ metric: 'iou' });

describe('a table', () => {
  it('gives back what was put in', () => {
    expect(table.size).toBe(8);
    expect(table.factors).toEqual(factors);
    expect([0, 3, 7].map((row) => table.value(row))).toEqual([0.5, null, 0.125]);
    expect(factors.map((factor) => table.level(7, factor))).toEqual(['box', '', 'd', 'iou']);
    expect(table.levels('patient')).toEqual(['p1', 'p2', '']);
  });

  it('is narrowed by levels', () => {
    expect(iou.size).toBe(7);
    expect(iou.levels('metric')).toEqual(['iou']);
    expect(table.where({ metric: 'hit' }).levels('patient')).toEqual(['p2']);
    expect([...iou.where({ method: 'box', patient: ['p2', ''] }).present()]).toEqual([0, 0.125]);
    expect(table.where({ method: 'none' }).size).toBe(0);
    expect(iou.where({}).size).toBe(7);
  });

  it('has a mean of what is there', () => {
    expect(iou.where({ method: 'box' }).mean()).toBe(0.125);
    expect([iou.missing(), iou.present().length]).toEqual([1, 6]);
    expect(iou.where({ method: 'box', image: 'b' }).mean()).toBeNull();
  });

  it('is grouped in order of first appearance', () => {
    const groups = iou.groupBy('patient', 'method');
    expect(groups.map(({ key, table: { size } }) => [key.patient, key.method, size])).toEqual([
      ['p1', 'cam', 2],
      ['p1', 'box', 2],
      ['p2', 'cam', 1],
      ['p2', 'box', 1],
      ['', 'box', 1],
    ]);
    expect(iou.groupBy()).toHaveLength(1);
    expect(table.where({ method: 'none' }).groupBy('image')).toEqual([]);
  });

  it('is built from records', () => {
    const records = rows.map(([method, patient, image, metric, value]) => ({
      method,
      patient,
      image,
      metric,
      value,
    }));
    const fromRecords = factorTable(factors, records);
    expect(pivot(fromRecords, { rows: ['metric', 'image'], columns: 'method' })).toEqual(
      pivot(table, { rows: ['metric', 'image'], columns: 'method' }),
    );
  });

  it('keeps apart more levels than 16 bits can', () => {
    const count = 2 ** 16 + 10;
    const builder = new FactorTableBuilder(['image']);
    for (let i = 0; i < count; i++) builder.add([`i${i}`], i);
    const long = builder.build();
    expect(long.levels('image')).toHaveLength(count);
    for (const row of [0, 65535, 65536, count - 1]) expect(long.level(row, 'image')).toBe(`i${row}`);
    expect(long.where({ image: 'i65540' }).value(0)).toBe(65540);
  });
});

describe('a pivot', () => {
  it('has complete rows only, and says what it left out', () => {
    expect(pivot(iou, { rows: ['patient', 'image'], columns: 'method' })).toEqual({
      columns: ['cam', 'box'],
      values: [Float64Array.of(0.5, 0.75), Float64Array.of(0.25, 0)],
      keys: { patient: ['p1', 'p2'], image: ['a', 'c'] },
      rows: 2,
      dropped: 2,
      missing: [1, 1],
    });
  });

  it('takes columns in the order asked for; one that does not occur is missing everywhere', () => {
    expect(pivot(iou, { rows: ['image'], columns: 'method', order: ['box', 'cam'] }).values[0][0]).toBe(0.25);
    expect(pivot(iou, { rows: ['image'], columns: 'method', order: ['cam', 'rise'] })).toMatchObject({
      rows: 0,
      dropped: 3,
      missing: [0, 3],
    });
  });

  it('refuses several values in a cell, or takes their mean', () => {
    const options = { rows: ['patient'], columns: 'method' };
    expect(() => pivot(iou, options)).toThrow(
      "Several values of patient 'p1', method 'cam': add a factor that tells them apart, or take duplicates 'mean'",
    );
    const { values, keys } = pivot(iou, { ...options, duplicates: 'mean' });
    expect(keys.patient).toEqual(['p1', 'p2']);
    expect(values.map((column) => [...column])).toEqual([
      [0.75, 0.75],
      [0.25, 0],
    ]);
  });
});

test('groups part the rows, and their means add up', () => {
  const row = fc.record({
    a: fc.constantFrom('x', 'y', ''),
    b: fc.constantFrom('1', '2', '3'),
    value: fc.option(fc.integer({ min: -5, max: 5 })),
  });
  fc.assert(
    fc.property(fc.array(row), (records) => {
      const random = factorTable(['a', 'b'], records);
      const groups = random.groupBy('b', 'a');
      expect(groups.reduce((size, { table: { size: part } }) => size + part, 0)).toBe(records.length);
      for (const { key, table: part } of groups) {
        const same = records.filter(({ a, b }) => a === key.a && b === key.b);
        expect(random.where(key).size).toBe(same.length);
        const values = same.flatMap(({ value }) => value ?? []);
        const total = values.reduce((sum, value) => sum + value, 0);
        expect(part.mean()).toBe(values.length > 0 ? total / values.length : null);
      }
    }),
  );
});

test.each<[string, () => unknown]>([
  ["There is no factor 'reader', but method, patient, image, metric", () => table.where({ reader: 'x' })],
  ['There is no row 8 of 8', () => table.value(8)],
  ['A factor is named twice: a, a', () => new FactorTableBuilder(['a', 'a'])],
  ['Got 1 levels for the factors a, b', () => new FactorTableBuilder(['a', 'b']).add(['x'], 1)],
  ['A value must be finite, got Infinity', () => new FactorTableBuilder(['a']).add(['x'], Infinity)],
  ["A row has no level of the factor 'a', but undefined", () => factorTable(['a'], [{ value: 1 }])],
  ["A row's value must be a number or null, got high", () => factorTable(['a'], [{ a: 'x', value: 'high' }])],
])('refuses misuse: %s', (message, misuse) => {
  expect(misuse).toThrow(new RangeError(message));
});
