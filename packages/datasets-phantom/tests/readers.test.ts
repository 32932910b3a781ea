import { boxIou, type Box, type Mask } from '@camscope/core';
import { partsOf, readBoxes, readerNames } from '@camscope/datasets-phantom';
import { describe, expect, it } from 'vitest';
import { phantomOf } from './phantoms.ts';

describe('parts of a finding', () => {
  it('are boxed each, unless they are near to each other or splinters', () => {
    const left = { x0: 2, y0: 10, x1: 12, y1: 20 };
    const right = { x0: 70, y0: 12, x1: 80, y1: 30 };
    const near = { x0: 14, y0: 18, x1: 20, y1: 22 };
    const splinter = { x0: 50, y0: 80, x1: 52, y1: 82 };
    expect(partsOf(drawn(left))).toEqual([left]);
    expect(partsOf(drawn(right, left, splinter))).toEqual([left, right]);
    expect(partsOf(drawn(left, near, right))).toEqual([{ x0: 2, y0: 10, x1: 20, y1: 22 }, right]);
    expect(partsOf(drawn())).toEqual([]);
  });
});

describe('simulated readers', () => {
  it('draw boxes that overlap the truth, each after its habit', () => {
    const iou = { R1: [] as number[], R2: [] as number[], R3: [] as number[] };
    const larger = { R1: 0, R2: 0, R3: 0 };
    for (let seed = 0; seed < 60; seed++) {
      for (const { label, mask } of phantomOf(seed, 0.5, 64).findings) {
        const truth = partsOf(mask);
        for (const reader of readerNames) {
          const boxes = readBoxes(truth, reader, { seed, label, size: 64 });
          expect(boxes).toEqual(readBoxes(truth, reader, { seed, label, size: 64 }));
          boxes.forEach((box, i) => {
            expect(box.x0 >= 0 && box.y0 >= 0 && box.x1 <= 64 && box.y1 <= 64).toBe(true);
            iou[reader].push(boxIou(box, truth[i]));
            if (width(box) > width(truth[i])) larger[reader]++;
          });
        }
      }
    }
    for (const reader of readerNames) {
      // Every edge inward by 15 % leaves 0.7² of the area.
      expect(Math.min(...iou[reader])).toBeGreaterThan(0.48);
      expect(mean(iou[reader])).toBeGreaterThan(0.75);
      expect(mean(iou[reader])).toBeLessThan(0.95);
    }
    expect(mean(iou.R1)).toBeGreaterThan(mean(iou.R2) + 0.02);
    expect(larger.R2 / iou.R2.length).toBeGreaterThan(0.8);
    expect(larger.R3 / iou.R3.length).toBeLessThan(0.5);
  });
});

function drawn(...boxes: Box[]): Mask {
  const data = new Uint8Array(100 * 100);
  for (const { x0, y0, x1, y1 } of boxes) {
    for (let y = y0; y < y1; y++) data.fill(1, y * 100 + x0, y * 100 + x1);
  }
  return { width: 100, height: 100, data };
}

function width({ x0, x1 }: Box): number {
  return x1 - x0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
