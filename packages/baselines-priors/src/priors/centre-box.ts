import { defineBaseline } from '@camscope/core';
import { z } from 'zod';
import { boxClaim } from '../claims.ts';

export const centreBox = defineBaseline({
  id: 'centre-box',
  title: 'Centre box',
  short: 'CB',
  summary: 'The middle 80 % of width and height, about both lungs.',
  citation: 'own',
  series: 'prior',
  options: z.strictObject({
    margin: z
      .number()
      .min(0)
      .lt(0.5)
      .default(0.1)
      .describe('Share of width and height that it leaves out on each side'),
  }),
  over: (_, { margin }) => {
    const box = { x0: margin, y0: margin, x1: 1 - margin, y1: 1 - margin };
    return ({ sample, label }) => [{ claim: boxClaim(label, box, sample.frame) }];
  },
});
