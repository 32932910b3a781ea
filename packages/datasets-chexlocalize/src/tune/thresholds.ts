import { CamscopeError, type Mask, type MaskRuns, type Tuned, type TuningFinding } from '@camscope/core';
import { maskArea, maskOfRuns } from '@camscope/pixels';
import { GridMeans } from './grid-means.ts';

/** A finding of the images that thresholds are tuned on, its mask in either form. */
export type ThresholdFinding = Omit<TuningFinding, 'truth'> & { readonly truth: Mask | MaskRuns };

/** CheXlocalize's grid: 0.2, 0.3, … 0.8. */
export const thresholdGrid: readonly number[] = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/**
 * For each label, the threshold at which the pixels above it have the highest mean IoU with the true masks, over findings
 * that are both drawn and predicted at it. One map is held at a time.
 * @param grid ascending, in [0, 1].
 * @throws CamscopeError DATA_INVALID when map and mask differ in size.
 */
export async function tuneThresholds(
  findings: Iterable<ThresholdFinding> | AsyncIterable<ThresholdFinding>,
  grid: readonly number[] = thresholdGrid,
): Promise<Tuned[]> {
  const means = new GridMeans(grid);
  for await (const finding of findings) means.add(finding.label, iousAbove(finding, grid));
  return means.tuned();
}

/** At each threshold; null where nothing is drawn or predicted. Heat and thresholds are compared in float32. */
function iousAbove({ label, map, truth }: ThresholdFinding, grid: readonly number[]): (number | null)[] {
  if (truth.width !== map.width || truth.height !== map.height) {
    throw new CamscopeError('DATA_INVALID', `A map of ${label} is not of the size of its mask`, {
      asked: `${truth.width} × ${truth.height}`,
      found: `${map.width} × ${map.height}`,
    });
  }
  const heat = map.data;
  const mask = 'runs' in truth ? maskOfRuns(truth) : truth;
  const levels = Float32Array.from(grid);
  // By the number of thresholds that a pixel passes, and then of all that pass as many or more.
  const predicted = new Float64Array(grid.length + 2);
  const both = new Float64Array(grid.length + 2);
  for (let i = 0; i < heat.length; i++) {
    let passed = 0;
    while (passed < levels.length && heat[i] > levels[passed]) passed++;
    predicted[passed]++;
    both[passed] += mask.data[i];
  }
  for (let passed = grid.length; passed > 0; passed--) {
    predicted[passed] += predicted[passed + 1];
    both[passed] += both[passed + 1];
  }
  const drawn = maskArea(mask);
  return grid.map((_, i) => {
    const above = predicted[i + 1];
    const hit = both[i + 1];
    return above === 0 || drawn === 0 ? null : hit / (above + drawn - hit);
  });
}
