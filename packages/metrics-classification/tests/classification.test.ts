import { readFileSync } from 'node:fs';
import { type ClassificationMetric, parseOptions } from '@camscope/core';
import { expect, describe, it, test } from 'vitest';
import plugin, { aurocMetric } from '../src/index.ts';

interface Case {
  readonly truths: number[];
  readonly probabilities: number[];
  readonly threshold: number;
  readonly values: Record<string, number>;
}

const cases = JSON.parse(
  readFileSync(new URL('fixtures/scikit-learn.json', import.meta.url), 'utf8'),
) as Case[];
const metrics = plugin.contributes as readonly ClassificationMetric[];

function measure(
  id: string,
  truths: number[],
  probabilities: number[],
  options: Record<string, unknown> = {},
) {
  const metric = metrics.find((one) => one.id === id);
  if (!metric) throw new Error(`no metric ${id}`);
  const predictions = { truths: Uint8Array.from(truths), probabilities: Float64Array.from(probabilities) };
  return metric.measure(predictions, parseOptions(metric, options));
}

test('the plugin contributes what scikit-learn is asked for', () => {
  expect(metrics.map(({ id }) => id)).toEqual(Object.keys(cases[0].values));
});

describe.each(cases)("equal to scikit-learn's: $truths.length cases, threshold $threshold", (given) => {
  const options: Record<string, Record<string, unknown>> = { 'calibration-error': { bins: 5 } };
  for (const id of ['accuracy', 'f1', 'sensitivity', 'specificity'])
    options[id] = { threshold: given.threshold };

  test.each(Object.entries(given.values))('%s', (id, value) => {
    expect(measure(id, given.truths, given.probabilities, options[id]).value).toBeCloseTo(value, 12);
  });
});

const without = 'There is no case with the finding';
const allWith = 'There is no case without the finding';
test.each<[string, string | number, string | number]>([
  ['auroc', without, allWith],
  ['auprc', without, 1],
  ['accuracy', 0.5, 0.5],
  ['f1', without, 2 / 3],
  ['sensitivity', without, 0.5],
  ['specificity', 0.5, allWith],
  ['brier', 0.5, 0.5],
  ['calibration-error', 0.5, 0.5],
])('%s where a class is missing', (id, absent, present) => {
  const expected = (outcome: string | number) =>
    typeof outcome === 'string' ? { value: null, reason: outcome } : { value: outcome };
  expect(measure(id, [0, 0], [0, 1])).toEqual(expected(absent));
  expect(measure(id, [1, 1], [0, 1])).toEqual(expected(present));
});

test.each(metrics.map(({ id }) => id))('%s without cases has a reason', (id) => {
  expect(measure(id, [], [])).toMatchObject({ value: null, reason: expect.stringMatching(/^There /) });
});

describe("auroc's interval", () => {
  const interval = (truths: number[], probabilities: number[], options = {}) =>
    aurocMetric.interval?.(
      { truths: Uint8Array.from(truths), probabilities: Float64Array.from(probabilities) },
      0.95,
      parseOptions(aurocMetric, options),
    );

  it('holds the area, and differs by scale', () => {
    const { truths, probabilities, values } = cases[2];
    const [low, high] = interval(truths, probabilities) ?? [];
    expect(low).toBeLessThan(values.auroc);
    expect(high).toBeGreaterThan(values.auroc);
    expect(interval(truths, probabilities, { interval: 'logit' })?.[0]).not.toBeCloseTo(low ?? 0, 4);
  });

  it('is missing where DeLong has none', () => {
    expect(interval([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])).toBeUndefined();
    expect(interval([0, 0, 1], [0.1, 0.3, 0.2])).toBeUndefined();
    expect(interval([0, 0], [0.1, 0.3])).toBeUndefined();
  });
});

it.each([{ threshold: 0 }, { threshold: 1 }, { threshold: 'half' }, { limit: 0.5 }])(
  'refuses the options %j',
  (options) => {
    expect(() => measure('accuracy', [1], [0.5], options)).toThrow('Invalid options');
  },
);
