import type { Mask, Polygon } from '@camscope/core';
import {
  annotatedBoxes,
  annotatedMask,
  boxOfPolygon,
  connectedComponents,
  type Connectivity,
  decodeRunString,
  encodeRunString,
  fillHoles,
  fillPolygonsAsPillow,
  maskOfComponents,
  maskOfRuns,
  outlinesOf,
  rasterisePolygons,
  runsOfMask,
} from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fixture } from './fixtures.ts';
import { draw, masks } from './masks.ts';

interface Shape {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** As compressed by pycocotools. */
  readonly counts: string;
}

describe('runs', () => {
  it('go down the columns and begin with zeros', () => {
    const mask = draw('#.#', '##.');
    expect(runsOfMask(mask)).toEqual({ width: 3, height: 2, runs: [0, 2, 1, 2, 1] });
    expect(maskOfRuns({ width: 3, height: 2, runs: [0, 2, 1, 2, 1] })).toEqual(mask);
  });

  it('of an empty mask are one run of zeros', () => {
    expect(runsOfMask(draw('..', '..')).runs).toEqual([4]);
  });

  it('and masks are the same thing', () => {
    fc.assert(
      fc.property(masks(), (mask) => {
        expect(maskOfRuns(runsOfMask(mask))).toEqual(mask);
      }),
    );
  });

  it.each([[[3]], [[3, 2]], [[6, -2]], [[NaN, 4]]])('that do not fill the mask are refused: %j', (runs) => {
    expect(() => maskOfRuns({ width: 2, height: 2, runs })).toThrow('Run lengths do not fill their mask');
  });
});

describe('run strings', () => {
  test.each(fixture<(Shape & { runs: number[] })[]>('run-strings'))(
    "equal the COCO tools': $name",
    ({ width, height, runs, counts }) => {
      expect(encodeRunString({ width, height, runs })).toBe(counts);
      expect(decodeRunString(counts, width, height)).toEqual({ width, height, runs });
    },
  );

  it('and runs are the same thing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 30 }), { minLength: 1 }), (runs) => {
        const width = runs.reduce((sum, run) => sum + run, 0);
        const written = encodeRunString({ width, height: 1, runs });
        expect(decodeRunString(written, width, 1).runs).toEqual(runs);
      }),
    );
  });

  it.each([
    ['', 'found: 0 pixels, but 2 × 2 is 4'],
    ['5', 'found: 5 pixels'],
    ['4 ', "found: ' ' at position 1"],
    ['T', 'found: an end within a number'],
    ['O', 'found: a run of -1'],
    ['PPPPPPPP4', "found: 'P' at position 7"],
  ])('that are malformed are refused: %j', (text, message) => {
    expect(() => decodeRunString(text, 2, 2)).toThrow(message);
  });
});

describe('rasterisePolygons', () => {
  test.each(fixture<(Shape & { polygons: Polygon[] })[]>('polygons'))(
    "equals the COCO tools': $name",
    ({ width, height, polygons, counts }) => {
      const mask = rasterisePolygons(polygons, width, height);
      expect(encodeRunString(runsOfMask(mask))).toBe(counts);
    },
  );

  it('of nothing, a point or a line is empty', () => {
    const parts: Polygon[] = [[], [[1, 1]], [[0, 0], [3, 2]]]; // prettier-ignore
    expect(rasterisePolygons(parts, 4, 3)).toEqual(draw('....', '....', '....'));
  });
});

describe('fillPolygonsAsPillow', () => {
  test.each(fixture<(Shape & { polygons: Polygon[] })[]>('drawn-polygons'))(
    "equals Pillow's ImageDraw.polygon: $name",
    ({ width, height, polygons, counts }) => {
      const mask = fillPolygonsAsPillow(polygons, width, height);
      expect(encodeRunString(runsOfMask(mask))).toBe(counts);
    },
  );

  it('of nothing is empty', () => {
    expect(fillPolygonsAsPillow([[]], 2, 1)).toEqual(draw('..'));
  });
});

describe('outlines', () => {
  it('run along the edges of pixels, holes the other way', () => {
    const ring = draw('###', '#.#', '###', '#..');
    expect(outlinesOf(ring, 4)).toEqual([
      [
        [[3, 0], [3, 3], [1, 3], [1, 4], [0, 4], [0, 0]],
        [[2, 2], [2, 1], [1, 1], [1, 2]],
      ],
    ]); // prettier-ignore
  });

  it('cross a corner only when corners connect', () => {
    const mask = draw('#.', '.#');
    expect(outlinesOf(mask, 4)).toHaveLength(2);
    expect(outlinesOf(mask, 8)).toEqual([
      [[[1, 0], [1, 1], [2, 1], [2, 2], [1, 2], [1, 1], [0, 1], [0, 0]]],
    ]); // prettier-ignore
  });

  test.each<Connectivity>([4, 8])('rasterise back to the mask (%d-connectivity)', (connectivity) => {
    fc.assert(
      fc.property(masks(), (mask) => {
        const { width, height } = mask;
        const found = connectedComponents(mask, connectivity);
        for (const [i, [outer, ...holes]] of outlinesOf(mask, connectivity).entries()) {
          const filled = rasterisePolygons([outer], width, height);
          const hole = rasterisePolygons(holes, width, height);
          const component = maskOfComponents(found, [i]);
          expect(filled.data.map((pixel, at) => pixel - hole.data[at])).toEqual(component.data);
          expect(filled).toEqual(fillHoles(component, connectivity));
          expect(boxOfPolygon(outer)).toEqual(found.components[i].box);
        }
      }),
    );
  });
});

describe('fillHoles', () => {
  it('fills what does not reach the border', () => {
    expect(fillHoles(draw('###.', '#.#.', '####', '#..#'), 8)).toEqual(draw('###.', '###.', '####', '#..#'));
  });

  it('takes a gap at a corner for closed when corners connect', () => {
    const ring = draw('.....', '.##..', '.#.#.', '..##.', '.....');
    expect(fillHoles(draw('.#.', '#.#', '.#.'), 8)).toEqual(draw('.#.', '###', '.#.'));
    expect(fillHoles(draw('.#.', '#.#', '.#.'), 4)).toEqual(draw('.#.', '#.#', '.#.'));
    expect(fillHoles(ring, 8).data[12]).toBe(1);
    expect(fillHoles(ring, 4).data[12]).toBe(0);
  });
});

test.each(fixture<{ width: number; height: number; mask: string; filled: string }[]>('drawn-contours'))(
  "holes filled and single pixels dropped are OpenCV's contours drawn by Pillow: $width × $height",
  ({ width, height, mask, filled }) => {
    const whole = fillHoles(maskOfRuns(decodeRunString(mask, width, height)), 8);
    const found = connectedComponents(whole, 8);
    const kept = [...found.components.keys()].filter((i) => found.components[i].area > 1);
    expect(encodeRunString(runsOfMask(maskOfComponents(found, kept)))).toBe(filled);
  },
);

describe('an annotation', () => {
  const box = { x0: 0.4, y0: 0, x1: 2.4, y1: 1 };
  const contours: Polygon[] = [[[0, 0], [3, 0], [3, 2], [0, 2]]]; // prettier-ignore
  const mask = runsOfMask(draw('...#', '##.#'));

  it('is its mask, else its outlines, else its boxes', () => {
    const label = 'Mass';
    expect(annotatedMask({ label, boxes: [box], contours, mask }, 4, 2)).toEqual(draw('...#', '##.#'));
    expect(annotatedMask({ label, boxes: [box], contours }, 4, 2)).toEqual(draw('###.', '###.'));
    expect(annotatedMask({ label, boxes: [box] }, 4, 2)).toEqual(draw('##..', '....'));
    expect(annotatedMask({ label, boxes: [] }, 4, 2)).toEqual(draw('....', '....'));
  });

  it('has boxes: its own, or tight ones', () => {
    const label = 'Mass';
    expect(annotatedBoxes({ label, boxes: [box], mask })).toEqual([box]);
    expect(annotatedBoxes({ label, boxes: [], contours, mask })).toEqual([{ x0: 0, y0: 0, x1: 3, y1: 2 }]);
    expect(annotatedBoxes({ label, boxes: [], mask })).toEqual([
      { x0: 3, y0: 0, x1: 4, y1: 2 },
      { x0: 0, y0: 1, x1: 2, y1: 2 },
    ]);
    expect(annotatedBoxes({ label, boxes: [] })).toEqual([]);
  });

  it('is refused when its mask is of another size', () => {
    const other: Pick<Mask, 'width' | 'height'> = { width: 2, height: 4 };
    expect(() => annotatedMask({ label: 'Mass', boxes: [], mask }, other.width, other.height)).toThrow(
      /The mask of Mass is not of the image's size\n {2}asked: 2 × 4\n {2}found: 4 × 2/,
    );
  });
});
