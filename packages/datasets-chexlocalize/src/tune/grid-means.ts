import type { Tuned } from '@camscope/core';

/** Mean IoU by label at every value of a grid. */
export class GridMeans {
  readonly #grid: readonly number[];
  readonly #sums = new Map<string, { iou: number; n: number }[]>();

  constructor(grid: readonly number[]) {
    this.#grid = grid;
  }

  /** @param ious at each value of the grid; null where the finding has none. */
  add(label: string, ious: readonly (number | null)[]): void {
    const sums = this.#sums.get(label) ?? this.#grid.map(() => ({ iou: 0, n: 0 }));
    this.#sums.set(label, sums);
    for (const [i, iou] of ious.entries()) {
      if (iou === null) continue;
      sums[i].iou += iou;
      sums[i].n++;
    }
  }

  /**
   * Labels in the order in which they came.
   * @param round of the means, before they are compared.
   */
  tuned(round: (mean: number) => number = (mean) => mean): Tuned[] {
    return [...this.#sums].map(([label, sums]) => {
      const tried = sums.map(({ iou, n }, i) => ({
        value: this.#grid[i],
        meanIou: n === 0 ? null : round(iou / n),
        n,
      }));
      const highest = Math.max(...tried.map(({ meanIou }) => meanIou ?? -1));
      const best = tried.find(({ meanIou }) => meanIou === highest);
      return { label, best: best?.value ?? null, tried };
    });
  }
}
