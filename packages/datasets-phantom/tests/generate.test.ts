import { generatePhantom, labels, rasterOf, specOf } from '@camscope/datasets-phantom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { area, everyFinding, maskOf, meanWhere, phantomOf, sha256, without } from './phantoms.ts';

const seeds = fc.nat(0xffff_ffff);
/** Always the same ones: what a rare seed hides is no defect. */
const few = { numRuns: 20, seed: 1 };

describe('a phantom', () => {
  it('is the same on every machine', () => {
    const { image, findings } = phantomOf(20260, 0.5, 64);
    expect(sha256(rasterOf({ image, size: 64 }, 8).data as Uint8Array)).toMatchInlineSnapshot(
      `"327ec30b30e6c828c1e5d5386f0f9f33f07aaccd006dd4d95beefce0dab7bb06"`,
    );
    expect(findings.map(({ label, mask }) => [label, area(mask)])).toMatchInlineSnapshot(`
      [
        [
          "Cardiomegaly",
          617,
        ],
        [
          "Pneumothorax",
          331,
        ],
      ]
    `);
  });

  it('is another one for another seed', () => {
    expect(phantomOf(1, 0, 64).image).not.toEqual(phantomOf(2, 0, 64).image);
  });

  it('has grey levels from black to white', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { image } = phantomOf(seed, 0.4, 64);
        expect(image.every((level) => level >= 0 && level <= 1)).toBe(true);
        expect(image.reduce((most, level) => Math.max(most, level), 0)).toBeGreaterThan(0.75);
        expect(image.reduce((least, level) => Math.min(least, level), 1)).toBeLessThan(0.25);
      }),
      few,
    );
  });

  it('shows the same at any size', () => {
    const spec = specOf(77, { prevalence: everyFinding(1) });
    const [small, large] = [64, 192].map((size) => generatePhantom(spec, { size }));
    for (const label of labels) {
      const share = (phantom: typeof small) => area(maskOf(phantom, label)!) / phantom.size ** 2;
      expect(share(small) / share(large)).toBeCloseTo(1, 0);
    }
  });
});

describe('the heart', () => {
  it('is as wide as the specification says, on both sides of the limits of cardiomegaly', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, enlarged) => {
        const drawn = specOf(seed, { prevalence: { ...everyFinding(0), Cardiomegaly: enlarged ? 1 : 0 } });
        const upright = {
          ...drawn.pose,
          placement: { ...drawn.pose.placement, x: 0, y: 0, tilt: 0, scale: 1 },
        };
        const phantom = generatePhantom({ ...drawn, pose: upright }, { size: 128 });
        const ratio = widest(phantom.heart.data, 128) / widest(phantom.thorax.data, 128);
        expect(Math.abs(ratio - drawn.heart.ratio)).toBeLessThan(0.035);
        if (enlarged) expect(drawn.heart.ratio).toBeGreaterThan(0.55);
        else expect(drawn.heart.ratio).toBeLessThan(0.5);
        expect(phantom.findings.map(({ label }) => label)).toEqual(enlarged ? ['Cardiomegaly'] : []);
      }),
      few,
    );
  });
});

describe('findings', () => {
  it('lie in the chest, and are named exactly where there is something to see', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { findings, thorax, heart, spec } = phantomOf(seed, 0.5);
        const drawn = new Set(spec.findings.map(({ label }) => label));
        expect(findings.map(({ label }) => label)).toEqual(labels.filter((label) => drawn.has(label)));
        for (const { label, mask } of findings) {
          expect(area(mask)).toBeGreaterThan(0);
          const around = label === 'Cardiomegaly' ? heart : thorax;
          expect(mask.data.every((value, i) => value === 0 || around.data[i] === 1)).toBe(true);
        }
      }),
      few,
    );
  });

  it.each([
    ['Effusion', 1],
    ['Pneumothorax', -1],
    ['Atelectasis', 1],
    ['Pneumonia', 1],
  ] as const)('%s changes what its mask covers, whiter (1) or blacker (-1)', (label, sign) => {
    for (let seed = 0; seed < 12; seed++) {
      const spec = specOf(seed, { prevalence: { ...everyFinding(0), [label]: 1 } });
      const ill = generatePhantom(spec, { size: 96 });
      const well = generatePhantom(without(spec, label), { size: 96 });
      const { data } = maskOf(ill, label)!;
      const step = (phantom: typeof ill) =>
        meanWhere(phantom.image, (i) => data[i] === 1) -
        meanWhere(phantom.image, (i) => data[i] === 0 && phantom.thorax.data[i] === 1);
      expect(sign * (step(ill) - step(well))).toBeGreaterThan(0.015);
    }
  });
});

describe('the marker', () => {
  it('is white in its box, in an upper corner', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { image, marker, size } = phantomOf(seed, 0, 128);
      if (!marker) continue;
      expect(marker.y1).toBeLessThan(size / 3);
      expect(Math.abs((marker.x0 + marker.x1) / 2 - size / 2)).toBeGreaterThan(size / 4);
      const inside = (i: number) => {
        const [x, y] = [(i % size) + 0.5, Math.floor(i / size) + 0.5];
        return x > marker.x0 && x < marker.x1 && y > marker.y0 && y < marker.y1;
      };
      const levels = [...image].filter((_, i) => inside(i));
      expect(Math.max(...levels)).toBeGreaterThan(0.95);
    }
  });
});

/** Columns between the outermost ones with a pixel of the mask. */
function widest(mask: Uint8Array, size: number): number {
  let [least, most] = [size, -1];
  mask.forEach((value, i) => {
    if (value === 0) return;
    least = Math.min(least, i % size);
    most = Math.max(most, i % size);
  });
  return most - least + 1;
}
