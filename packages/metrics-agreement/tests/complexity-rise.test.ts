import { describe, expect, it, test } from 'vitest';
import { complexityRise } from '../src/index.ts';
import { compare, fixture, heatmap, valueOf } from './inputs.ts';

interface Rise {
  bins: number;
  maps: [string, string];
  rise: number;
}
const draw = (base64: string) => ({
  map: heatmap(20, 12, new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)),
});

describe('rise of complexity', () => {
  test.each(fixture<Rise[]>('quantus'))(
    'equals that of Quantus 0.6.0 with $bins bins',
    ({ bins, maps, rise }) => {
      const [before, after] = maps.map(draw);
      expect(valueOf(complexityRise, before, after, { bins })).toBeCloseTo(rise, 10);
    },
  );

  it('of two values, half and half, and a quarter: from log 2', () => {
    const [half, quarter] = [
      [0, 0, 1, 1],
      [0, 1, 1, 1],
    ].map((data) => ({ map: heatmap(4, 1, data) }));
    const entropy = -(Math.log(1 / 4) / 4 + (Math.log(3 / 4) * 3) / 4);
    expect(valueOf(complexityRise, half, quarter)).toBeCloseTo(entropy / Math.LN2 - 1, 12);
    expect(valueOf(complexityRise, quarter, half)).toBeCloseTo(Math.LN2 / entropy - 1, 12);
  });

  it('to a map that is the same everywhere is −1, and from one has a reason', () => {
    const [half, flat] = [
      [0, 0, 1, 1],
      [1, 1, 1, 1],
    ].map((data) => ({ map: heatmap(4, 1, data) }));
    expect(valueOf(complexityRise, half, flat)).toBe(-1);
    expect(compare(complexityRise, flat, half)).toEqual({
      value: null,
      reason: 'The first map is the same everywhere',
    });
  });
});
