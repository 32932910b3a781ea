import { CamscopeError, type Heatmap, type MaskRuns } from '@camscope/core';
import { maskOfRuns } from '@camscope/pixels';
import { areaOf } from '../segmentations.ts';
import { GridMeans, type Tuned } from './grid-means.ts';

/** A finding of the images that thresholds are tuned on. */
export interface TuningFinding {
  readonly label: string;
  /** Finished: of the size of the image, with values in [0, 1]. */
  readonly map: Heatmap;
  readonly truth: MaskRuns;
}

/** CheXlocalize's grid: 0.2, 0.3, … 0.8. */
export const thresholdGrid: readonly number[] = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/**
 * For each label, the threshold at which the pixels above it have the highest mean IoU with the true masks, over findings
 * that are both drawn and predicted at it. One map is held at a time.
 * @param grid ascending, in [0, 1].
 * @throws CamscopeError DATA_INVALID when map and mask differ in size.
 */
export async function tuneThresholds(
  findings: Iterable<TuningFinding> | AsyncIterable<TuningFinding>,
  grid: readonly number[] = thresholdGrid,
): Promise<Tuned[]> {
  const means = new GridMeans(grid);
  for await (const finding of findings) means.add(finding.label, iousAbove(finding, grid));
  return means.tuned();
}

/** At each threshold; null where nothing is drawn or predicted. Heat and thresholds are compared in float32. */
function iousAbove({ label, map, truth }: TuningFinding, grid: readonly number[]): (number | null)[] {
  if (truth.width !== map.width || truth.height !== map.height) {
    throw new CamscopeError('DATA_INVALID', `A map of ${label} is not of the size of its mask`, {
      asked: `${truth.width} × ${truth.height}`,
      found: `${map.width} × ${map.height}`,
    });
  }
  const heat = map.data;
  const inside = maskOfRuns(truth).data;
  const levels = Float32Array.from(grid);
  // By the number of thresholds that a pixel passes, and then of all that pass as many or more.
  const predicted = new Float64Array(grid.length + 2);
  const both = new Float64Array(grid.length + 2);
  for (let i = 0; i < heat.length; i++) {
    let passed = 0;
    while (passed < levels.length && heat[i] > levels[passed]) passed++;
    predicted[passed]++;
    both[passed] += inside[i];
  }
  for (let passed = grid.length; passed > 0; passed--) {
    predicted[passed] += predicted[passed + 1];
    both[passed] += both[passed + 1];
  }
  const drawn = areaOf(truth);
  return grid.map((_, i) => {
    const above = predicted[i + 1];
    const hit = both[i + 1];
    return above === 0 || drawn === 0 ? null : hit / (above + drawn - hit);
  });
}
