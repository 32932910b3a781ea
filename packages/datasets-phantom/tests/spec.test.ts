import { labels, phantomSeed, specOf } from '@camscope/datasets-phantom';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { everyFinding } from './phantoms.ts';

const seeds = fc.nat(0xffff_ffff);

it('draws each finding as often as asked, whatever is asked of the others', () => {
  const counts = { Effusion: 0, Pneumonia: 0 };
  for (let n = 0; n < 1000; n++) {
    const findings = (other: number) => {
      const prevalence = { ...everyFinding(other), Effusion: 0.25, Pneumonia: 0.7 };
      const { findings } = specOf(phantomSeed(5, n), { prevalence });
      return findings.filter(({ label }) => label === 'Effusion' || label === 'Pneumonia');
    };
    expect(findings(0)).toEqual(findings(1));
    for (const label of ['Effusion', 'Pneumonia'] as const) {
      if (findings(0).some((finding) => finding.label === label)) counts[label]++;
    }
  }
  // Within four standard deviations of a binomial count.
  expect(Math.abs(counts.Effusion - 250)).toBeLessThan(4 * Math.sqrt(1000 * 0.25 * 0.75));
  expect(Math.abs(counts.Pneumonia - 700)).toBeLessThan(4 * Math.sqrt(1000 * 0.7 * 0.3));
});

it('gives a marker to half, to none, or to those with one finding', () => {
  let marked = 0;
  for (let n = 0; n < 400; n++) {
    const prevalence = everyFinding(0.5);
    const seed = phantomSeed(9, n);
    if (specOf(seed, { prevalence }).marker) marked++;
    expect(specOf(seed, { prevalence, marker: 'none' }).marker).toBeUndefined();
    for (const label of labels) {
      const { marker, findings } = specOf(seed, { prevalence, marker: label });
      expect(marker !== undefined).toBe(findings.some((finding) => finding.label === label));
    }
  }
  expect(Math.abs(marked - 200)).toBeLessThan(4 * Math.sqrt(400 / 4));
});

it('shows one body in two views', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [first, second] = [0, 1].map((view) => specOf(seed, { prevalence: everyFinding(0.5), view }));
      const body = ({ seed, build, heart, gas, findings }: typeof first) => ({
        seed,
        build,
        heart,
        gas,
        findings,
      });
      expect(body(second)).toEqual(body(first));
      expect(second.pose).not.toEqual(first.pose);
      expect(second.viewSeed).not.toBe(first.viewSeed);
    }),
  );
});

it('gives the phantoms of a set different seeds', () => {
  const all = Array.from({ length: 5000 }, (_, n) => phantomSeed(1, n));
  expect(new Set(all).size).toBeGreaterThan(4990);
  expect(all.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
});
