import type { Heatmap, Mask, Tuned, TuningFinding, TuningRule } from '@camscope/core';

/** Highest mean IoU over all findings; 0.05, 0.1, … 0.95 are tried. */
export const meanIouRule: TuningRule = {
  grid: Array.from({ length: 19 }, (_, i) => (i + 1) / 20),
  tune: tuneThresholds,
};

/**
 * For each label, the threshold at which the pixels above it have the highest mean IoU with the true masks. Where no pixel
 * is above it, the IoU is 0; a mask without a pixel has none. One map is held at a time.
 * @param grid ascending, in [0, 1].
 * @returns labels in the order in which they came.
 */
export async function tuneThresholds(
  findings: Iterable<TuningFinding> | AsyncIterable<TuningFinding>,
  grid: readonly number[],
): Promise<Tuned[]> {
  const sums = new Map<string, { ious: Float64Array; n: number }>();
  for await (const { label, map, truth } of findings) {
    const sum = sums.get(label) ?? { ious: new Float64Array(grid.length), n: 0 };
    sums.set(label, sum);
    const ious = iousAbove(map, truth, grid);
    if (!ious) continue;
    sum.n++;
    for (const [i, iou] of ious.entries()) sum.ious[i] += iou;
  }
  return [...sums].map(([label, { ious, n }]) => {
    const tried = grid.map((value, i) => ({ value, meanIou: n === 0 ? null : ious[i] / n, n }));
    const highest = Math.max(...tried.map(({ meanIou }) => meanIou ?? -1));
    const best = n === 0 ? undefined : tried.find(({ meanIou }) => meanIou === highest);
    return { label, best: best?.value ?? null, tried };
  });
}

/** At each threshold; undefined for a true mask without a pixel. */
function iousAbove({ data: heat }: Heatmap, truth: Mask, grid: readonly number[]): number[] | undefined {
  // By the number of thresholds that a pixel passes, and then of all that pass as many or more.
  const predicted = new Float64Array(grid.length + 1);
  const both = new Float64Array(grid.length + 1);
  for (let i = 0; i < heat.length; i++) {
    let passed = 0;
    while (passed < grid.length && heat[i] > grid[passed]) passed++;
    predicted[passed]++;
    both[passed] += truth.data[i];
  }
  for (let passed = grid.length - 1; passed >= 0; passed--) {
    predicted[passed] += predicted[passed + 1];
    both[passed] += both[passed + 1];
  }
  const drawn = both[0];
  if (drawn === 0) return undefined;
  return grid.map((_, i) => both[i + 1] / (predicted[i + 1] + drawn - both[i + 1]));
}
