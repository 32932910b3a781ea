import { expect, test } from 'vitest';
import { marksOf } from '../../src/run/data/marks.ts';

const NAMES = { someone: 'a reader', confounder: 'what may give it away' };
const box = { x0: 0, y0: 0, x1: 2, y1: 2 };

test('readers are told apart, and from what may give the finding away', () => {
  const marks = marksOf(
    [
      { reader: 'R1', boxes: [box, box] },
      { boxes: [box], confounder: true },
      { boxes: [box] },
      {
        ...{ reader: 'R1', boxes: [] },
        fixations: [
          [1, 2, 30],
          [3, 4, 60],
        ],
      },
    ],
    NAMES,
  );
  const one = { what: 'reader', by: 'R1', place: 0 };
  expect(marks).toEqual([
    { ...one, box },
    { ...one, box },
    { what: 'confounder', by: 'what may give it away', place: -1, box },
    { what: 'reader', by: 'a reader', place: 1, box },
    { ...one, at: [1, 2], share: 0.5 },
    { ...one, at: [3, 4], share: 1 },
  ]);
});
