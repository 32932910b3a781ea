import { expect, test } from 'vitest';
import { readersInWords } from '../src/run/gallery.ts';

const box = { x0: 0, y0: 0, x1: 1, y1: 1 };

test('readers are counted, not their boxes, nor what gives a finding away', () => {
  const findings = {
    Nodule: [{ boxes: [box, box] }],
    Mass: [
      { reader: 'R1', boxes: [box] },
      { reader: 'R2', boxes: [box, box] },
      { boxes: [box], confounder: true },
    ],
  };
  expect(['Nodule', 'Mass', 'Edema'].map((label) => readersInWords({ findings }, label))).toEqual([
    '1 reader',
    '2 readers',
    '0 readers',
  ]);
});
