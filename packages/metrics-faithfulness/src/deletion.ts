import { defineFaithfulness, type Faith, type FaithfulnessInput } from '@camscope/core';
import { z } from 'zod';
import { areaUnder } from './area-under.ts';
import { onTheWay } from './changed-images.ts';
import { hottestFirst, orderOptions, type OrderOptions } from './pixel-order.ts';
import { rangeOf, type Score, scoreOption, scoresOf } from './scores.ts';
import { substrateOf, substrateOptions, type SubstrateOptions } from './substrate.ts';

const CITATION = {
  text: 'Petsiuk, Das, Saenko: RISE: Randomized input sampling for explanation of black-box models, BMVC 2018',
  arxiv: '1806.07421',
};
const steps = z
  .int()
  .min(1)
  .default(50)
  .describe("Equal steps in which all pixels are changed, no more than there are; 224 in the paper's code");

/** Area under the class's score while pixels are removed, the hottest first. */
export const deletion = defineFaithfulness({
  id: 'deletion',
  title: 'Deletion',
  summary: "Area under the class's score while pixels are removed from the image, the hottest first.",
  citation: CITATION,
  options: z.strictObject({
    steps,
    score: scoreOption('probability'),
    ...substrateOptions('zero'),
    ...orderOptions,
  }),
  scoreDirection: 'lower',
  range: [0, 1],
  rangeOf,
  evaluate: (input, options) => curve(input, options, 'deletion'),
});

/** Area under the class's score while pixels of the image are put into its substrate, the hottest first. */
export const insertion = defineFaithfulness({
  id: 'insertion',
  title: 'Insertion',
  summary: "Area under the class's score while pixels of the image appear, the hottest first.",
  citation: CITATION,
  options: z.strictObject({
    steps,
    score: scoreOption('probability'),
    ...substrateOptions('blur'),
    ...orderOptions,
  }),
  scoreDirection: 'higher',
  range: [0, 1],
  rangeOf,
  evaluate: (input, options) => curve(input, options, 'insertion'),
});

interface CurveOptions extends SubstrateOptions, OrderOptions {
  readonly steps: number;
  readonly score: Score;
}

async function curve(
  input: FaithfulnessInput,
  options: CurveOptions,
  what: 'deletion' | 'insertion',
): Promise<Faith> {
  const { image, map } = input;
  const substrate = substrateOf(image, options);
  const [from, to] = what === 'deletion' ? [image, substrate] : [substrate, image];
  const pixels = map.data.length;
  const most = Math.min(options.steps, pixels);
  const counts = Array.from({ length: most + 1 }, (_, i) => Math.round((i * pixels) / most));
  const changed = onTheWay(from, to, hottestFirst(map, options), counts);
  const scores = await scoresOf(input, changed, options.score);
  const points = scores.map((score, i) => [counts[i] / pixels, score] as const);
  return { value: areaUnder(points), curve: points };
}
