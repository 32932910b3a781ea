import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, noise, onPaper } from '@camscope/testkit';
import { optiCam } from '@camscope/methods-opti-cam';
import { adam } from '../src/adam.ts';
import { maskOf } from '../src/mask-of.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

async function explained(options?: unknown) {
  const request = { runtime, explainer: optiCam, model: onPaper, image: imageOnPaper };
  const { maps, passes } = await explainOnce({ ...request, classes: [1], options });
  return { map: [...maps[0].raw.data], passes };
}

describe('Opti-CAM', () => {
  it('goes to the weights under which the class scores highest', async () => {
    // Seen through α·A¹ + (1 − α)·A², where α > ½, the image is (0, (2α − 1)/(4α − 1), 2·(3α − 1)/(4α − 1), 3): both grow with α, S¹
    // falls with both, and below ½ it stays the same for a while. The last place of the map is 3α.
    const drawn = { spread: 1, seed: 7 };
    const before = await explained({ ...drawn, steps: 1, rate: 1e-9 });
    const after = await explained({ ...drawn, steps: 20 });
    expect(before.map[3]).toBeGreaterThan(2);
    expect(after.map[3]).toBeLessThan(1.6);
    expect(after.passes).toBeLessThanOrEqual(1 + 20);
  });

  it('begins with equal weights, or with drawn ones, the same for a seed', async () => {
    const still = { steps: 1, rate: 1e-9 };
    const equal = await explained(still);
    // ½·A¹ + ½·A².
    equal.map.forEach((value, i) => expect(value).toBeCloseTo([0.5, 0.5, 1, 1.5][i], 6));
    const drawn = await explained({ ...still, spread: 1, seed: 3 });
    expect(drawn).not.toEqual(equal);
    expect(await explained({ ...still, spread: 1, seed: 3 })).toEqual(drawn);
  });
});

describe('the way from the mask to the weights', () => {
  const maps = noise(3, [4, 3, 5]);
  const image = noise(5, [2, 9, 8]);
  const slope = noise(7, image.dims).data;

  it.each(['bilinear', 'bicubic', 'nearest'] as const)("is the mask's derivative: %s", (kernel) => {
    const seenThrough = maskOf(maps, image, kernel);
    // The image is rounded to float32: of a step this long its differences have five digits.
    const u = Float64Array.of(0.3, -0.2, 0.1, 0.4);
    const along = (at: Float64Array) =>
      seenThrough(at).image.data.reduce((sum, value, i) => sum + value * slope[i], 0);
    const found = seenThrough(u).gradient(slope);
    found.forEach((g, k) => {
      const moved = (by: number) => along(u.map((value, i) => value + (i === k ? by : 0)));
      const step = 1e-3;
      expect((moved(step) - moved(-step)) / (2 * step)).toBeCloseTo(g, 3);
    });
    expect(Math.max(...found.map(Math.abs))).toBeGreaterThan(0.05);
  });

  it('has no slope where the maps are 0 everywhere', () => {
    const flat = { ...maps, data: new Float32Array(60) };
    const masked = maskOf(flat, image, 'bilinear')(new Float64Array(4));
    expect(masked.image.data.every((value) => value === 0)).toBe(true);
    expect([...masked.gradient(slope)]).toEqual([0, 0, 0, 0]);
  });
});

it("Adam's first step is as long as its rate, whatever the gradient, and the second as its means say", () => {
  const values = Float64Array.of(1, 2);
  const ascend = adam(values, 0.1);
  ascend(Float64Array.of(4, -0.5));
  expect(values[0]).toBeCloseTo(1.1, 8);
  expect(values[1]).toBeCloseTo(1.9, 7);
  ascend(Float64Array.of(0, 0));
  expect(values[0]).toBeCloseTo(
    1.1 + (0.1 * ((0.9 * 0.1 * 4) / 0.19)) / Math.sqrt((0.999 * 0.001 * 16) / (1 - 0.999 ** 2)),
    8,
  );
});
