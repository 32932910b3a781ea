import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { xrai } from '@camscope/methods-xrai';
import { grown } from '../src/grown.ts';
import { atSize } from '../src/options.ts';
import { regionsOf } from '../src/regions.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const cut = (...labels: number[]) => ({
  count: new Set(labels).size,
  labels: Int32Array.from(labels),
});

describe('regions', () => {
  it('are segments of every cut, widened by a disk', () => {
    const cuts = [cut(0, 0, 0, 1), cut(0, 1, 1, 1)];
    const { pixels, of } = regionsOf(cuts, 1, 4, 1);
    expect(pixels).toEqual([
      [0, 1, 2, 3],
      [2, 3],
      [0, 1],
      [0, 1, 2, 3],
    ]);
    expect(of.map((regions) => [...regions].sort())).toEqual([
      [0, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 3],
    ]);
    // Two pixels aslant are further than 1.
    expect(regionsOf([cut(0, 1, 2, 3)], 2, 2, 1).pixels[0]).toEqual([0, 1, 2]);
    expect(regionsOf([cut(0, 1, 2, 3)], 2, 2, 0).pixels).toEqual([[0], [1], [2], [3]]);
  });
});

describe('growth', () => {
  const regions = regionsOf([cut(0, 0, 1, 1), cut(0, 1, 1, 2)], 1, 4, 0);

  it('adds the region of the highest mean, and counts its new pixels alone', () => {
    // Of means (1½, 2) and (1, 3, 0) the middle comes first; then of both halves, 1 and 0 are left.
    expect([...grown(Float64Array.of(1, 2, 4, 0), regions, 1)]).toEqual([1, 3, 3, 0]);
  });

  it('leaves out what adds too little, whose pixels take their mean', () => {
    expect([...grown(Float64Array.of(1, 2, 4, 0), regions, 2)]).toEqual([0.5, 3, 3, 0.5]);
    expect([...grown(Float64Array.of(1, 2, 4, 0), regions, 5)]).toEqual([1.75, 1.75, 1.75, 1.75]);
  });
});

describe('XRAI', () => {
  it('is Integrated Gradients from black and from white, where regions are pixels', async () => {
    const request = { runtime, explainer: xrai, model: onPaper, image: imageOnPaper, classes: [0] };
    const { maps, passes } = await explainOnce({ ...request, options: { steps: 3 } });
    // ∂S/∂x is −1 at 0, −½ below 1 and ½ from there on. To x = (0, 1, 2, 3), its means over the three points are (–, −⅓, 0, 0) from 0
    // and (0, ½, ½, –) from 3. So small an image is cut into its pixels.
    [0, (-1 / 3 - 1) / 2, -0.5 / 2, 0].forEach((value, i) => {
      expect(maps[0].raw.data[i]).toBeCloseTo(value, 6);
    });
    expect(maps[0].raw.dims).toEqual([1, 2, 2]);
    expect(passes).toBe(1 + 2 * 2);
  });

  it('has lengths and areas in proportion to the image', () => {
    const options = xrai.options!.parse({});
    expect(options).toMatchObject(atSize(options, 224, 224));
    const { scales, sigma, smallest, dilation, gained } = atSize(options, 448, 448);
    expect({ scale: scales[0], sigma, smallest, dilation, gained }).toEqual({
      ...{ scale: 200, sigma: 1.6, smallest: 600, dilation: 10, gained: 200 },
    });
  });
});
