import type { Annotation, Heatmap, MetricInput } from '@camscope/core';
import { runsOfMask } from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  energyInBoxMetric,
  hitRateMetric,
  massAccuracyMetric,
  pixelAuprcMetric,
  pixelAurocMetric,
  rankAccuracyMetric,
} from '../src/index.ts';
import { ladderOf, StepCounts } from '../src/ladder.ts';
import { sortedKeys, valuesOfKeys } from '../src/sorted-keys.ts';
import { annotation, box, bytesOf, draw, fixture, heatmap, valueOf } from './inputs.ts';

interface Case extends Record<string, number | string> {
  name: string;
  heat: string;
  mask: string;
}

const { width, height, cases } = fixture<{ width: number; height: number; cases: Case[] }>('rankings');

describe("numbers equal scikit-learn's and SciPy's", () => {
  test.each(cases)('$name', (expected) => {
    const data = bytesOf(expected.mask);
    const given: MetricInput = {
      map: { width, height, data: new Float32Array(bytesOf(expected.heat).buffer) },
      annotation: { ...annotation(), mask: runsOfMask({ width, height, data }) },
    };
    for (const metric of [pixelAuprcMetric, pixelAurocMetric, rankAccuracyMetric, massAccuracyMetric]) {
      expect(valueOf(metric, given), metric.id).toBeCloseTo(Number(expected[metric.id]), 12);
    }
  });
});

describe('hit-rate', () => {
  const nodule = annotation(box(0, 0, 2, 2));

  test.each([
    ['a hit', draw('0900', '0000', '0000', '0000'), 0, 1],
    ['a miss', draw('0090', '0000', '0000', '0000'), 0, 0],
    ['the first of equal pixels: outside', draw('0090', '9000', '0000', '0000'), 0, 0],
    ['the first of equal pixels: inside', draw('0900', '0009', '0000', '0000'), 0, 1],
    ['one pixel aside', draw('0090', '0000', '0000', '0000'), 1, 1],
    ['two pixels aside, tolerance 1.9', draw('0009', '0000', '0000', '0000'), 1.9, 0],
    ['two pixels aside, tolerance 2', draw('0009', '0000', '0000', '0000'), 2, 1],
    ['across a corner: √2 away, tolerance 1.4', draw('0000', '0000', '0090', '0000'), 1.4, 0],
    ['across a corner: √2 away, tolerance 1.42', draw('0000', '0000', '0090', '0000'), 1.42, 1],
    ['across a corner: √8 away, tolerance 2', draw('0000', '0000', '0000', '0009'), 2, 0],
    ['far beyond the image', draw('0000', '0000', '0000', '0009'), 50, 1],
    ['a constant map points nowhere', draw('5555', '5555', '5555', '5555'), 3, 0],
  ])('%s', (_, map, tolerance, hit) => {
    expect(valueOf(hitRateMetric, { map, annotation: nodule }, { tolerance })).toBe(hit);
  });
});

describe('heat inside', () => {
  // 18 of 27 ninths in the box, 9 of them on the mask.
  const map = draw('9900', '0009');
  const masked: Annotation = {
    ...annotation(box(0, 0, 2, 2)),
    mask: runsOfMask({ width: 4, height: 2, data: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) }),
  };

  it('is counted in boxes for energy, and in the mask for mass accuracy', () => {
    expect(valueOf(energyInBoxMetric, { map, annotation: masked })).toBeCloseTo(2 / 3, 12);
    expect(valueOf(massAccuracyMetric, { map, annotation: masked })).toBeCloseTo(1 / 3, 12);
  });

  it('is the same where there are only boxes', () => {
    const boxes = { map, annotation: annotation(box(0, 0, 2, 2), box(1, 0, 3, 1)) };
    expect(valueOf(energyInBoxMetric, boxes)).toBe(valueOf(massAccuracyMetric, boxes));
  });
});

describe('rank-accuracy', () => {
  test.each([
    ['both hottest of 2', draw('98', '10'), 1],
    ['one of 2', draw('97', '80'), 0.5],
    ['2 of 3 equal pixels share one place: 1 sure, 1 · 1/3', draw('95', '55'), (1 + 1 / 3) / 2],
    ['a constant map: 2 of 4', draw('33', '33'), 0.5],
  ])('%s', (_, map, share) => {
    expect(valueOf(rankAccuracyMetric, { map, annotation: annotation(box(0, 0, 2, 1)) })).toBeCloseTo(
      share,
      12,
    );
  });
});

it('ranks do not depend on the scale of the heat', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 16 }), (levels) => {
      const nodule = annotation(box(1, 1, 3, 3));
      const plain = {
        map: heatmap(
          4,
          4,
          levels.map((v) => v / 9),
        ),
        annotation: nodule,
      };
      const squared = {
        map: heatmap(
          4,
          4,
          levels.map((v) => (v / 9) ** 2),
        ),
        annotation: nodule,
      };
      for (const metric of [rankAccuracyMetric, pixelAuprcMetric, pixelAurocMetric])
        expect(valueOf(metric, plain)).toBe(valueOf(metric, squared));
    }),
  );
});

it('a map is ranked anew for each annotation', () => {
  const map: Heatmap = draw('98', '10');
  expect(valueOf(pixelAurocMetric, { map, annotation: annotation(box(0, 0, 2, 1)) })).toBe(1);
  expect(valueOf(pixelAurocMetric, { map, annotation: annotation(box(0, 1, 2, 2)) })).toBe(0);
});

it('keys are in the order of the values, whatever their signs', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, maxLength: 50 }), (values) => {
      const sorted = values.slice().sort();
      const keys = Array.from(values, (value) => sortedKeys(Float32Array.of(value))[0]);
      expect([...sortedKeys(values)]).toEqual(keys.sort((a, b) => a - b));
      const [low, high] = [sortedKeys(sorted.subarray(0, 1))[0], sortedKeys(sorted.subarray(-1))[0]];
      if (values.length > 0) expect(low < high).toBe(sorted[0] < sorted[sorted.length - 1]);
    }),
  );
  expect(sortedKeys(Float32Array.of(-0))).toEqual(sortedKeys(Float32Array.of(0)));
  const values = Float32Array.of(-Infinity, -2, 0, 2 ** -149, 0.5, Infinity);
  expect(valuesOfKeys(sortedKeys(values))).toEqual(values);
});

test('values are counted between the steps of a ladder, however close its steps are', () => {
  const near = fc.integer({ min: 0, max: 40 }).map((i) => 0.5 + i * 2 ** -24);
  const value = fc.oneof(
    near,
    fc.float({ min: -1, max: 1, noNaN: true }),
    fc.constantFrom(0, -0, 1, 2 ** -149),
  );
  const some = fc.array(value, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(some, fc.array(value, { maxLength: 40 }), (own, others) => {
      const ladder = ladderOf(Float32Array.from(own));
      const steps = [...new Set(Float32Array.from(own, (one) => one + 0))].sort((a, b) => a - b);
      expect([...ladder.steps]).toEqual([...steps, Infinity]);
      expect([...ladder.counts]).toEqual(steps.map((step) => own.filter((one) => one === step).length));
      const counts = new StepCounts(ladder);
      const values = Float32Array.from(others);
      counts.add(values.subarray(0, 7));
      counts.add(values.subarray(7));
      const lower = (step: number, i: number) => i > 0 && step <= steps[i - 1];
      const upTo = steps.map((step, i) => values.filter((one) => one <= step && !lower(one, i)).length);
      expect([...counts.upTo.subarray(0, steps.length)]).toEqual(upTo);
      expect([...counts.equal.subarray(0, steps.length)]).toEqual(
        steps.map((step) => values.filter((one) => one === step).length),
      );
    }),
  );
});
