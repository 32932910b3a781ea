import { type Heatmap, parseOptions, type SegmentContext } from '@camscope/core';
import { maskArea } from '@camscope/pixels';
import { thresholdSegmenter } from '@camscope/segmenters-threshold';
import { describe, expect, it, test } from 'vitest';

const map: Heatmap = { width: 5, height: 1, data: Float32Array.of(0, 0.2, 0.4, 0.6, 1) };

const segment = (options: Record<string, unknown>, context?: SegmentContext) =>
  thresholdSegmenter.segment(map, parseOptions(thresholdSegmenter, options), context);

describe('a threshold by class', () => {
  const options = { method: 'value', value: 0.5, values: { Edema: 0.1, 'Lung Lesion': 0.9 } };

  test.each([
    ['Edema', 0.1, 4],
    ['Lung Lesion', 0.9, 1],
    ['Atelectasis', 0.5, 2],
    ['edema', 0.5, 2],
    ['constructor', 0.5, 2],
    [undefined, 0.5, 2],
  ])('of %s is %d', (label, threshold, area) => {
    const { thresholds, mask } = segment(options, { label });
    expect({ thresholds, area: maskArea(mask) }).toEqual({ thresholds: [threshold], area });
  });

  it('is the same for all where the map is all that is known', () => {
    expect(segment(options).thresholds).toEqual([0.5]);
  });

  it('is what a tuned threshold becomes', () => {
    const tuned = thresholdSegmenter.tuned?.({ Edema: 0.1 });
    expect(segment(tuned!, { label: 'Edema' }).thresholds).toEqual([0.1]);
  });

  it('is for fixed heats only', () => {
    const given = { method: 'max-fraction', fraction: 0.3, values: { Edema: 0.9 } };
    expect(segment(given, { label: 'Edema' }).thresholds).toEqual([0.3]);
  });
});

describe('a least probability', () => {
  const fixed = { method: 'value', value: 0.5 };

  test.each([
    [0.3, { probability: 0.3 }, 2],
    [0.3, { probability: 0.29 }, 0],
    [0.3, {}, 2],
    [{ Edema: 0.3 }, { label: 'Edema', probability: 0.29 }, 0],
    [{ Edema: 0.3 }, { label: 'Mass', probability: 0.29 }, 2],
    [{ Edema: 0.3 }, { probability: 0.29 }, 2],
  ])('of %j, given %j, leaves %d pixels', (minProbability, context, area) => {
    expect(maskArea(segment({ ...fixed, minProbability }, context).mask)).toBe(area);
  });

  it('leaves no regions, which is not blank', () => {
    const { regions, mask, ...rest } = segment({ ...fixed, minProbability: 1 }, { probability: 0.5 });
    expect(regions).toEqual([]);
    expect(mask).toEqual({ width: 5, height: 1, data: new Uint8Array(5) });
    expect(rest).toEqual({ thresholds: [0.5] });
  });
});

it.each([
  { values: { Edema: 1.1 } },
  { values: [0.5] },
  { minProbability: 2 },
  { minProbability: { Edema: -1 } },
])('refuses the options %j', (options) => {
  expect(() => parseOptions(thresholdSegmenter, options)).toThrow(
    "Invalid options for segmenter 'threshold'",
  );
});
