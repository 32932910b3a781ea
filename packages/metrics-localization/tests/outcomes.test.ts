import type { Annotation, Box, Heatmap, Measurement, Metric, MetricInput } from '@camscope/core';
import { rasteriseBoxes, runsOfMask } from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import plugin from '../src/index.ts';
import { annotation, box, draw, heatmap, measure, segmented, valuesOf } from './inputs.ts';

const metrics = plugin.contributes.filter(
  (contribution): contribution is Metric => contribution.kind === 'metric',
);
const metricNamed = (id: string) => metrics.find((metric) => metric.id === id)!;
const side = 4;
const quarter = annotation(box(0, 0, 2, 2));

const blank = input(draw('0000', '0000', '0000', '0000'), [], quarter);
const constant = input(draw('5555', '5555', '5555', '5555'), [], quarter);
const onePixel = input(draw('0000', '0900', '0000', '0000'), [box(1, 1, 2, 2)], quarter);
const single = input(draw('9'), [box(0, 0, 1, 1)], annotation(box(0, 0, 1, 1)));

describe('an outcome for every map', () => {
  test.each<[string, number[], number[], number[], (number | null)[]]>([
    ['box-iou', [0], [0], [1 / 4], [1]],
    ['matched-box-iou', [0], [0], [1 / 4], [1]],
    ['iobb', [0], [0], [1], [1]],
    ['iou-accuracy', seven(0), seven(0), [1, 1, 0, 0, 0, 0, 0], seven(1)],
    ['iobb-accuracy', five(0), five(0), five(1), five(1)],
    ['false-positives', five(0), five(0), five(0), five(0)],
    ['average-precision', [0], [0], [2 / 7], [1]],
    ['mask-iou', [0], [0], [1 / 4], [1]],
    ['dice', [0], [0], [2 / 5], [1]],
    ['pixel-precision', [0], [0], [1], [1]],
    ['pixel-recall', [0], [0], [1 / 4], [1]],
    ['pixel-specificity', [1], [1], [1], [null]],
    ['hit-rate', [0], [0], [1], [0]],
    ['energy-in-box', [0], [1 / 4], [1], [1]],
    ['mass-accuracy', [0], [1 / 4], [1], [1]],
    // The hot pixel, and 3 places for 15 cold pixels of which 3 are annotated.
    ['rank-accuracy', [1 / 4], [1 / 4], [(1 + (3 * 3) / 15) / 4], [1]],
    ['pixel-auprc', [1 / 4], [1 / 4], [1 / 4 + (3 / 4) * (4 / 16)], [1]],
    // 12 wins of the hot pixel, 3 × 12 ties, of 4 × 12 pairs.
    ['pixel-auroc', [1 / 2], [1 / 2], [(12 + 36 / 2) / 48], [null]],
  ])('%s', (id, ofBlank, ofConstant, ofOnePixel, ofSingle) => {
    const metric = metricNamed(id);
    expect(valuesOf(metric, blank)).toEqual(ofBlank);
    expect(valuesOf(metric, constant)).toEqual(ofConstant);
    expect(valuesOf(metric, onePixel)).toEqual(ofOnePixel);
    expect(valuesOf(metric, single)).toEqual(ofSingle);
  });

  it('says that there is no pixel outside an annotation of the whole image', () => {
    const reason = 'The annotation covers every pixel';
    for (const id of ['pixel-specificity', 'pixel-auroc'])
      expect(measure(metricNamed(id), single)).toEqual({ value: null, reason });
  });
});

describe.each(metrics)('$id', (metric) => {
  test.each<[string, Annotation]>([
    ['no box', annotation()],
    ['a box without an area', annotation(box(3, 1, 3, 2))],
    ['an empty mask', { ...annotation(), mask: runsOfMask(rasteriseBoxes([], side, side)) }],
  ])('has no value for an annotation with %s', (_, empty) => {
    for (const measurement of [measure(metric, { ...onePixel, annotation: empty })].flat()) {
      expect(measurement).toEqual({ value: null, reason: expect.stringContaining('annotation') as string });
    }
    expect(
      metric.chance?.(empty, { width: side, height: side }, metric.options.parse({})).value ?? null,
    ).toBeNull();
  });

  it('gives as many numbers as it has names', () => {
    const options = metric.options.parse({});
    const count = metric.names?.(options).length ?? 1;
    expect(valuesOf(metric, onePixel)).toHaveLength(count);
    expect(valuesOf(metric, { ...onePixel, annotation: annotation() })).toHaveLength(count);
  });

  it('asks for a segmentation if, and only if, it says so', () => {
    const without = { ...onePixel, segmentation: undefined };
    if (metric.needs === 'segmentation')
      expect(() => measure(metric, without)).toThrow('without a segmentation');
    else expect(measure(metric, without)).toEqual(measure(metric, onePixel));
  });

  it('stays in its range, and is best for a perfect explanation', () => {
    const [low, high] = metric.range;
    const best = metric.scoreDirection === 'higher' ? high : low;
    fc.assert(
      fc.property(levels(), boxes(), boxes(), (heat, found, drawn) => {
        for (const value of valuesOf(metric, input(heat, found, annotation(...drawn)))) {
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        }
        const truth = rasteriseBoxes(drawn, side, side);
        // Of what is pooled, a map's numbers are points of a curve.
        if (metric.pool || truth.data.every((pixel) => pixel === 1)) return;
        const perfect = input(heatmap(side, side, truth.data), drawn, annotation(...drawn));
        for (const value of valuesOf(metric, perfect)) expect(value).toBeCloseTo(best, 12);
      }),
    );
  });
});

describe('chance', () => {
  const frame = { width: side, height: side };
  const masked = { ...quarter, mask: runsOfMask(rasteriseBoxes([box(0, 0, 1, 2)], side, side)) };

  test.each([
    ['hit-rate', 1 / 8],
    ['energy-in-box', 1 / 4],
    ['mass-accuracy', 1 / 8],
    ['rank-accuracy', 1 / 8],
    ['pixel-auprc', 1 / 8],
    ['pixel-auroc', 1 / 2],
  ])('%s: %f', (id, value) => {
    const metric = metricNamed(id);
    expect(metric.chance?.(masked, frame, metric.options.parse({}))).toEqual({ value });
  });

  it.each([0, 1, 1.5, 2])('is what maps of one hot pixel get on average, tolerance %f', (tolerance) => {
    const maps = Array.from({ length: side * side }, (_, hot) =>
      heatmap(
        side,
        side,
        Array.from({ length: side * side }, (__, i) => (i === hot ? 1 : 0)),
      ),
    );
    for (const id of ['hit-rate', 'energy-in-box', 'mass-accuracy', 'rank-accuracy', 'pixel-auroc']) {
      const metric = metricNamed(id);
      const options = metric.options.parse(id === 'hit-rate' ? { tolerance } : {});
      const values = maps.flatMap(
        (map) => (metric.measure({ map, annotation: masked }, options) as Measurement).value,
      );
      const mean = values.reduce<number>((sum, value) => sum + (value ?? NaN), 0) / maps.length;
      expect(mean, id).toBeCloseTo(metric.chance!(masked, frame, options).value!, 12);
    }
  });
});

function input(map: Heatmap, predicted: readonly Box[], annotated: Annotation): MetricInput {
  return { map, annotation: annotated, segmentation: segmented(predicted, map.width, map.height) };
}

function levels() {
  const level = fc.integer({ min: 0, max: 4 });
  return fc.array(level, { minLength: side * side, maxLength: side * side }).map((heat) =>
    heatmap(
      side,
      side,
      heat.map((value) => value / 4),
    ),
  );
}

/** Boxes of whole pixels that do not overlap: at most one in each half. */
function boxes() {
  const half = (x: number) =>
    fc
      .tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: side - 1 }))
      .map(([dx, y]) => box(x + dx, y, x + 2, side));
  return fc.uniqueArray(fc.oneof(half(0), half(2)), {
    minLength: 1,
    maxLength: 2,
    selector: ({ x1 }) => x1,
  });
}

function five<T>(value: T): T[] {
  return new Array<T>(5).fill(value);
}

function seven<T>(value: T): T[] {
  return new Array<T>(7).fill(value);
}
