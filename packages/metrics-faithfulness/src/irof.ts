import { defineFaithfulness } from '@camscope/core';
import { z } from 'zod';
import { areaUnder } from './area-under.ts';
import { byHeat, regionsRemoved } from './regions-removed.ts';
import { scoreOption, scoresOf } from './scores.ts';
import { segmentOptions, segmentsOf } from './segments.ts';
import { substrateOptions } from './substrate.ts';

/** Area over the share of the score that is left while segments of the image are removed, the hottest first. */
export const irof = defineFaithfulness({
  id: 'irof',
  title: 'IROF',
  summary:
    'Area over the share of the score that is left while segments of the image are removed, the hottest first.',
  citation: {
    text: 'Rieger, Hansen: IROF: a low resource evaluation metric for explanation methods, ICLR workshop AI for affordable healthcare 2020',
    arxiv: '2003.08747',
  },
  options: z.strictObject({
    ...segmentOptions,
    area: z
      .enum(['share', 'quantus'])
      .default('share')
      .describe(
        'Over the whole curve, from 1 where nothing is removed, as a share of its span; or the number of segments less the ' +
          'area under the curve from the first removed segment on',
      ),
    score: scoreOption('probability'),
    ...substrateOptions('mean'),
  }),
  presets: { quantus: { summary: "Quantus's area", options: { area: 'quantus' } } },
  scoreDirection: 'higher',
  range: [-Infinity, Infinity],
  async evaluate(input, options) {
    const { map } = input;
    const segments = byHeat(
      segmentsOf(input.image, options),
      (segment) => segment.reduce((sum, pixel) => sum + map.data[pixel], 0) / segment.length,
    );
    const scores = await scoresOf(input, regionsRemoved(input, segments, options), options.score);
    if (!(scores[0] > 0)) return { value: null, reason: "The class's score is not positive to begin with" };
    const left = scores.map((score) => score / scores[0]);
    const points = left.map((share, i) => [i / segments.length, share] as const);
    const value =
      options.area === 'share'
        ? 1 - areaUnder(points)
        : segments.length - (segments.length - 1) * areaUnder(points.slice(1));
    return { value, curve: points };
  },
});
