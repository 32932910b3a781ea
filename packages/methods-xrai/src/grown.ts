import type { Regions } from './regions.ts';

/**
 * Adds regions, each time the one whose new pixels have the highest mean attribution, which they take; equal ones in their order. Pixels
 * that no region adds take their own mean.
 * @param gained a region that would add fewer pixels is left out.
 */
export function grown(attribution: Float64Array, regions: Regions, gained: number): Float32Array {
  const map = new Float32Array(attribution.length);
  const isNew = new Uint8Array(attribution.length).fill(1);
  const sums = regions.pixels.map((pixels) => pixels.reduce((sum, place) => sum + attribution[place], 0));
  const counts = regions.pixels.map(({ length }) => length);
  for (;;) {
    const best = highest(counts, sums, gained);
    if (best === undefined) break;
    const mean = sums[best] / counts[best];
    take(regions.pixels[best], mean);
  }
  const left = attribution.filter((_, place) => isNew[place] === 1);
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  isNew.forEach((is, place) => {
    if (is) map[place] = mean;
  });
  return map;

  function take(pixels: readonly number[], heat: number) {
    for (const place of pixels) {
      if (!isNew[place]) continue;
      isNew[place] = 0;
      map[place] = heat;
      for (const region of regions.of[place]) {
        sums[region] -= attribution[place];
        counts[region]--;
      }
    }
  }
}

/** The region of the highest mean among those with pixels enough. */
function highest(counts: readonly number[], sums: readonly number[], gained: number): number | undefined {
  let best: number | undefined;
  counts.forEach((count, region) => {
    if (count === 0 || count < gained) return;
    if (best === undefined || sums[region] / count > sums[best] / counts[best]) best = region;
  });
  return best;
}
