import { defineBaseline } from '@camscope/core';
import { BoxesOfOthers, SIDES, type Edges, type Shares } from '../boxes-of-others.ts';
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
      const mean = meanOf(others.others(sample, label));
      return [{ claim: mean ? boxClaim(label, mean, sample.frame) : nothingToGoBy('annotation') }];
    };
  },
});

function meanOf(parts: readonly Edges[]): Shares | undefined {
  const n = parts.reduce((sum, { length }) => sum + length, 0) / SIDES;
  if (n === 0) return undefined;
  let [x0, y0, x1, y1] = [0, 0, 0, 0];
  for (const edges of parts) {
    for (let i = 0; i < edges.length; i += SIDES) {
      x0 += edges[i];
      y0 += edges[i + 1];
      x1 += edges[i + 2];
      y1 += edges[i + 3];
    }
  }
  return { x0: x0 / n, y0: y0 / n, x1: x1 / n, y1: y1 / n };
}
