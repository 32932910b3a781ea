import type { Histogram } from './histogram.ts';

/**
 * The last bin of the lower of the two classes between which the variance is largest; of equal ones the first. The
 * histogram needs two occupied bins. Otsu, "A threshold selection method from gray-level histograms", 1979,
 * doi:10.1109/TSMC.1979.4310076.
 *
 * Equal to scikit-image's `threshold_otsu` of float64 and 8-bit images, whose pixel counts are float32.
 */
export function otsuBin({ counts, centres }: Histogram): number {
  const { fround } = Math;
  const bins = counts.length;
  const above = new Float32Array(bins + 1);
  const momentAbove = new Float64Array(bins + 1);
  for (let bin = bins - 1; bin >= 0; bin--) {
    above[bin] = above[bin + 1] + counts[bin];
    momentAbove[bin] = momentAbove[bin + 1] + counts[bin] * centres[bin];
  }
  let best = 0;
  let largest = -1;
  let below = 0;
  let momentBelow = 0;
  for (let bin = 0; bin < bins - 1; bin++) {
    below = fround(below + counts[bin]);
    momentBelow += counts[bin] * centres[bin];
    const difference = momentBelow / below - momentAbove[bin + 1] / above[bin + 1];
    const variance = fround(below * above[bin + 1]) * difference ** 2;
    if (variance > largest) {
      largest = variance;
      best = bin;
    }
  }
  return best;
}
