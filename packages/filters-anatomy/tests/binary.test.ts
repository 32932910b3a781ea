import { dilate, erode } from '@camscope/pixels';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { narrowed, toMap, widened } from '../src/binary.ts';

const masks = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height, one]) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, data: Uint8Array.from(values, (value) => (value < one ? 0 : 1)) })),
  );

test('masks are widened and narrowed as maps are dilated and eroded by a disk', () => {
  fc.assert(
    fc.property(masks, fc.integer({ min: 0, max: 20 }), (mask, radius) => {
      const map = toMap(mask);
      expect([...widened(mask, radius).data]).toEqual([...dilate(map, 'disk', radius).data].map(Number));
      expect([...narrowed(mask, radius).data]).toEqual([...erode(map, 'disk', radius).data].map(Number));
    }),
    { numRuns: 500 },
  );
});
