import { defineBaseline } from '@camscope/core';
import { BoxesOfOthers, EDGES, type Shares } from '../boxes-of-others.ts';
import { boxClaim, nothingToGoBy } from '../claims.ts';

export const meanBox = defineBaseline({
  id: 'mean-box',
  title: 'Mean box',
  short: 'MB',
  summary: "The mean of the other patients' boxes of the class.",
  citation: 'own',
  series: 'prior',
  role: 'reference',
  over: (data) => {
    const others = new BoxesOfOthers(data);
    return ({ sample, label }) => {
      const mean = meanOf(others.boxes(sample, label));
      return [{ claim: mean ? boxClaim(label, mean, sample.frame) : nothingToGoBy('annotation') }];
    };
  },
});

function meanOf(boxes: Iterable<Shares>): Shares | undefined {
  let n = 0;
  const sum = { x0: 0, y0: 0, x1: 0, y1: 0 };
  for (const box of boxes) {
    n++;
    for (const edge of EDGES) sum[edge] += box[edge];
  }
  return n === 0 ? undefined : { x0: sum.x0 / n, y0: sum.y0 / n, x1: sum.x1 / n, y1: sum.y1 / n };
}
