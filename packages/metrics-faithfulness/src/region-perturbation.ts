import { defineFaithfulness } from '@camscope/core';
import { z } from 'zod';
import { patchesOf } from './patches.ts';
import { byHeat, regionsRemoved } from './regions-removed.ts';
import { scoreOption, scoresOf } from './scores.ts';
import { substrateOptions } from './substrate.ts';

/** By how much the score falls while squares of the image are removed, the hottest first: the area over the curve (AOPC). */
export const regionPerturbation = defineFaithfulness({
  id: 'region-perturbation',
  title: 'Region perturbation (AOPC)',
  summary: 'Mean drop of the score while squares of the image are removed, the hottest first.',
  citation: {
    text: 'Samek, Binder, Montavon, Lapuschkin, Müller: Evaluating the visualization of what a deep neural network has learned, IEEE TNNLS 28(11):2660-2673, 2017',
    doi: '10.1109/TNNLS.2016.2599820',
  },
  options: z.strictObject({
    side: z.int().min(1).default(9).describe("Side of the squares, in pixels of the network's input"),
    regions: z.int().min(1).default(100).describe('Squares that are removed, no more than there are'),
    score: scoreOption('probability'),
    ...substrateOptions('mean'),
  }),
  presets: { quantus: { summary: 'As Quantus does', options: { side: 8, substrate: 'lowest' } } },
  scoreDirection: 'higher',
  range: [-1, 1],
  rangeOf: ({ score }) => (score === 'logit' ? [-Infinity, Infinity] : undefined),
  async evaluate(input, options) {
    const { map } = input;
    const patches = byHeat(patchesOf(map, options.side), (patch) =>
      patch.reduce((sum, pixel) => sum + map.data[pixel], 0),
    ).slice(0, options.regions);
    const scores = await scoresOf(input, regionsRemoved(input, patches, options), options.score);
    const drop = scores.reduce((sum, score) => sum + scores[0] - score, 0) / scores.length;
    let changed = 0;
    const curve = scores.map((score, i) => {
      if (i > 0) changed += patches[i - 1].length;
      return [changed / map.data.length, score] as const;
    });
    return { value: drop, curve };
  },
});
