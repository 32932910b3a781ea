import { describe, expect, it, test } from 'vitest';
import { frocMetric, maxBoxAccuracyMetric } from '../src/index.ts';
import { annotation, box, bytesOf, draw, fixture, heatmap, measure, segmented, valuesOf } from './inputs.ts';

describe('max-box-accuracy', () => {
  const { width, height, findings, accuracies } = fixture<{
    width: number;
    height: number;
    findings: { levels: string; box: [number, number, number, number] }[];
    accuracies: Record<'all' | 'largest', number[][]>;
  }>('max-box-accuracy');

  test.each(['all', 'largest'] as const)(
    "accuracies over findings equal its authors', boxes: %s",
    (boxes) => {
      const each = findings.map(({ levels, box: own }) => {
        const map = heatmap(
          width,
          height,
          Float32Array.from(bytesOf(levels), (level) => level / 255),
        );
        return valuesOf(maxBoxAccuracyMetric, { map, annotation: annotation(box(...own)) }, { boxes });
      });
      const means = each[0].map((_, i) => each.reduce((sum, values) => sum + values[i]!, 0) / each.length);
      expect(means).toEqual(accuracies[boxes].flat());
    },
  );

  it('names its numbers by threshold and cut, and pools a curve of each threshold', () => {
    const options = maxBoxAccuracyMetric.options.parse({ cuts: 2, thresholds: [0.3, 0.7] });
    expect(maxBoxAccuracyMetric.names!(options)).toEqual(['0.3@0', '0.3@0.5', '0.7@0', '0.7@0.5']);
    expect(maxBoxAccuracyMetric.pool!(options)).toMatchObject({
      read: 'highest',
      curves: [
        { x: [0, 0.5], y: ['0.3@0', '0.3@0.5'] },
        { x: [0, 0.5], y: ['0.7@0', '0.7@0.5'] },
      ],
    });
  });

  it('of a map without heat finds nothing, and without a box has no value', () => {
    const input = { map: draw('00', '00'), annotation: annotation(box(0, 0, 2, 2)) };
    expect(valuesOf(maxBoxAccuracyMetric, input, { cuts: 2 })).toEqual([0, 0, 0, 0, 0, 0]);
    expect(measure(maxBoxAccuracyMetric, { ...input, annotation: annotation() }, { cuts: 2 })).toContainEqual(
      {
        value: null,
        reason: 'The annotation has no box',
      },
    );
  });
});

describe('froc', () => {
  const map = draw('0'.repeat(12));
  const boxes = [box(0, 0, 2, 2), box(1, 1, 3, 3), box(8, 8, 9, 9)];
  const { regions, ...others } = segmented(boxes, 12);
  const heat = [0.9, 0.5, 0.4];
  const segmentation = { ...others, regions: regions.map((region, i) => ({ ...region, meanHeat: heat[i] })) };
  const input = { map, segmentation, annotation: annotation(box(0, 0, 4, 4), box(4, 4, 6, 6)) };

  it('counts boxes that hold a centre, once each, and regions that hit none', () => {
    // At 1, 0.75, 0.5, 0.25 and 0: two regions are in the first box, none is in the second, the third hits nothing.
    expect(valuesOf(frocMetric, input, { thresholds: 4 })).toEqual([
      2,
      ...[0, 1, 1, 1, 1],
      ...[0, 0, 0, 1, 1],
    ]);
  });

  it('or that are overlapped as far as wanted: a quarter', () => {
    const options = { thresholds: 4, hit: 'iou', iou: 0.25 };
    expect(valuesOf(frocMetric, input, options)).toEqual([2, ...[0, 1, 1, 1, 1], ...[0, 0, 0, 1, 1]]);
    expect(valuesOf(frocMetric, input, { ...options, iou: 0.26 })).toEqual([
      ...[2, 0, 0, 0, 0, 0],
      ...[0, 1, 2, 3, 3],
    ]);
  });

  it('reads found over all boxes at the false positives asked for', () => {
    const options = frocMetric.options.parse({ thresholds: 2, at: [1] });
    expect(frocMetric.pool!(options)).toMatchObject({
      read: [1],
      curves: [
        { x: ['false@1', 'false@0.5', 'false@0'], y: ['found@1', 'found@0.5', 'found@0'], per: 'boxes' },
      ],
    });
  });
});
