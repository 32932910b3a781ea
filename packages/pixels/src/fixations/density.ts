import type { Fixation, Heatmap } from '@camscope/core';
import type { Size } from '../size.ts';

/** Standard deviations at which a fixation's Gaussian ends, along each axis. */
export const FIXATION_TRUNCATE = 4;

/**
 * Where readers looked: the sum of a Gaussian for each fixation, whose volume is its weight, at the centres of pixels, up to
 * `truncate` standard deviations along each axis. The highest peak of a single one is 1.
 * @returns float32 [height, width]; 0 where nobody looked.
 */
export function fixationDensity(
  fixations: readonly Fixation[],
  { width, height }: Size,
  truncate = FIXATION_TRUNCATE,
): Heatmap {
  const bells = fixations.map(({ x, y, weight, sigmaX, sigmaY }) => ({
    peak: weight / sigmaX / sigmaY,
    across: bell(x, sigmaX, width, truncate),
    down: bell(y, sigmaY, height, truncate),
  }));
  const highest = bells.reduce((most, { peak }) => Math.max(most, peak), 0);
  const data = new Float32Array(width * height);
  const sums = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    sums.fill(0);
    for (const { peak, across, down } of bells) {
      const here = row - down.from;
      if (here < 0 || here >= down.values.length) continue;
      const scale = (peak / highest) * down.values[here];
      for (let i = 0; i < across.values.length; i++) sums[across.from + i] += scale * across.values[i];
    }
    data.set(sums, row * width);
  }
  return { width, height, data };
}

/** A Gaussian with peak 1 along an axis: its values from a pixel on. */
function bell(centre: number, sigma: number, size: number, truncate: number) {
  const from = Math.max(0, Math.ceil(centre - truncate * sigma - 0.5));
  const to = Math.min(size - 1, Math.floor(centre + truncate * sigma - 0.5));
  const values = new Float64Array(Math.max(0, to - from + 1));
  for (let i = 0; i < values.length; i++)
    values[i] = Math.exp(-0.5 * ((from + i + 0.5 - centre) / sigma) ** 2);
  return { from, values };
}
