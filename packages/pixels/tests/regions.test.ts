import type { Mask } from '@camscope/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  commonArea,
  type Connectivity,
  connectedComponents,
  maskArea,
  maskIou,
  maskOf,
  maskOfComponents,
  rasteriseBox,
  rasteriseBoxes,
  spansOfMask,
} from '../src/regions/index.ts';
import { draw, masks } from './masks.ts';

describe('connectedComponents', () => {
  it('joins across corners only when asked to', () => {
    const mask = draw('##..', '..#.', '#..#');
    expect([...connectedComponents(mask, 4).labels]).toEqual([1, 1, 0, 0, 0, 0, 2, 0, 3, 0, 0, 4]);
    expect([...connectedComponents(mask, 8).labels]).toEqual([1, 1, 0, 0, 0, 0, 1, 0, 2, 0, 0, 1]);
  });

  it('gives each component its area and tight half-open box', () => {
    const { components } = connectedComponents(draw('.#..', '.##.', '...#', '#...'), 8);
    expect(components).toEqual([
      { area: 4, box: { x0: 1, y0: 0, x1: 4, y1: 3 } },
      { area: 1, box: { x0: 0, y0: 3, x1: 1, y1: 4 } },
    ]);
  });

  it('unites branches that meet late: a spiral, a comb, a U in a U', () => {
    const spiral = draw('#####', '#...#', '#.#.#', '#.###', '#....');
    const comb = draw('#.#.#', '#.#.#', '#####');
    const nested = draw('#...#', '#.#.#', '#...#', '#####');
    expect(connectedComponents(spiral, 4).components).toHaveLength(1);
    expect(connectedComponents(comb, 4).components).toHaveLength(1);
    expect(connectedComponents(nested, 4).components.map(({ area }) => area)).toEqual([11, 1]);
  });

  it('finds nothing in an empty mask, nor in one without pixels', () => {
    expect(connectedComponents(draw('..', '..'), 8).components).toEqual([]);
    expect(connectedComponents({ width: 0, height: 0, data: new Uint8Array() }, 4).components).toEqual([]);
  });

  test.each<Connectivity>([4, 8])('equals a flood fill (%d-connectivity)', (connectivity) => {
    fc.assert(
      fc.property(masks(), (mask) => {
        const found = connectedComponents(mask, connectivity);
        expect(found.labels).toEqual(floodFill(mask, connectivity));
        for (const [i, { area, box }] of found.components.entries()) {
          expect({ area, box }).toEqual(measure(maskOfComponents(found, [i])));
        }
      }),
    );
  });
});

test('maskOfComponents is the union of the components named', () => {
  const found = connectedComponents(draw('#.#.#'), 4);
  expect(maskOfComponents(found, [0, 2])).toEqual(draw('#...#'));
  expect(maskOfComponents(found, [])).toEqual(draw('.....'));
});

describe('rasteriseBox', () => {
  it('takes the pixels whose centres are inside', () => {
    expect(rasteriseBox({ x0: 0.5, y0: 0, x1: 2.5, y1: 1 }, 4, 2)).toEqual(draw('##..', '....'));
    expect(rasteriseBox({ x0: 0.51, y0: 0.49, x1: 2.51, y1: 1.51 }, 4, 2)).toEqual(draw('.##.', '.##.'));
    expect(rasteriseBox({ x0: 1.6, y0: 0, x1: 2.4, y1: 2 }, 4, 2)).toEqual(draw('....', '....'));
  });

  it('cuts off what lies outside the image', () => {
    expect(rasteriseBox({ x0: -5, y0: 1, x1: 2, y1: 9 }, 3, 2)).toEqual(draw('...', '##.'));
    expect(maskArea(rasteriseBox({ x0: 7, y0: -4, x1: 9, y1: -1 }, 3, 2))).toBe(0);
  });

  it('keeps a box of whole pixels as it is, and an inverted box empty', () => {
    const edge = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(edge, edge, edge, edge, (x0, y0, x1, y1) => {
        const area = Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
        expect(maskArea(rasteriseBox({ x0, y0, x1, y1 }, 12, 12))).toBe(area);
      }),
    );
  });

  it('unites several boxes', () => {
    const boxes = [
      { x0: 0, y0: 0, x1: 2, y1: 1 },
      { x0: 1, y0: 0, x1: 3, y1: 2 },
    ];
    expect(rasteriseBoxes(boxes, 4, 2)).toEqual(draw('###.', '.##.'));
  });
});

test('pixels are counted, those of one mask and those that two have in common', () => {
  const pairs = fc.tuple(masks(9, 7), masks(9, 7));
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      expect(maskArea(a)).toBe(a.data.reduce((sum, pixel) => sum + pixel, 0));
      expect(commonArea(a, b)).toBe(a.data.reduce((sum, pixel, i) => sum + pixel * b.data[i], 0));
    }),
  );
});

test('what is remembered of a mask and of its pixels is one', () => {
  fc.assert(
    fc.property(masks(), (mask) => {
      const spans = spansOfMask(mask);
      const again = maskOf(spans);
      expect(again).toEqual(mask);
      expect(maskOf(spans)).toBe(again);
      expect(spansOfMask(again)).toBe(spans);
      expect(spansOfMask({ ...mask })).toEqual(spans);
    }),
  );
});

describe('maskIou', () => {
  it('is intersection over union', () => {
    expect(maskIou(draw('##.'), draw('.##'))).toBe(1 / 3);
    expect(maskIou(draw('##.'), draw('..#'))).toBe(0);
    expect(maskIou(draw('...'), draw('...'))).toBe(0);
  });

  it('refuses masks of different sizes', () => {
    expect(() => maskIou(draw('##'), draw('#', '#'))).toThrow('2×1 and 1×2');
  });

  it('is symmetric, within [0, 1], and 1 only for equal masks', () => {
    fc.assert(
      fc.property(masks(5, 4), masks(5, 4), (a, b) => {
        const iou = maskIou(a, b);
        expect(iou).toBe(maskIou(b, a));
        expect(iou).toBeGreaterThanOrEqual(0);
        expect(iou).toBeLessThanOrEqual(1);
        expect(maskIou(a, a)).toBe(maskArea(a) > 0 ? 1 : 0);
        expect(iou === 1).toBe(maskArea(a) > 0 && a.data.join() === b.data.join());
      }),
    );
  });
});

/** Labels in raster order of each component's first pixel. */
function floodFill({ width, height, data }: Mask, connectivity: Connectivity): Int32Array {
  const labels = new Int32Array(data.length);
  let label = 0;
  for (let start = 0; start < data.length; start++) {
    if (!data[start] || labels[start]) continue;
    label++;
    const queue = [start];
    while (queue.length > 0) {
      const i = queue.pop() as number;
      if (labels[i]) continue;
      labels[i] = label;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [x, y] = [(i % width) + dx, Math.floor(i / width) + dy];
          const near = connectivity === 8 || dx === 0 || dy === 0;
          if (near && x >= 0 && x < width && y >= 0 && y < height && data[y * width + x])
            queue.push(y * width + x);
        }
      }
    }
  }
  return labels;
}

function measure({ width, data }: Mask) {
  const inside = [...data.keys()].filter((i) => data[i]);
  const [xs, ys] = [inside.map((i) => i % width), inside.map((i) => Math.floor(i / width))];
  const box = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs) + 1, y1: Math.max(...ys) + 1 };
  return { area: inside.length, box };
}
