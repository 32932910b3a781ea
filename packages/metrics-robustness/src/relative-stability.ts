import { defineFaithfulness, type FaithfulnessInput, type FloatTensor, type Question } from '@camscope/core';
import { z } from 'zod';
import { mapsOf, representationsOf } from './asked.ts';
import { noiseOptions, noisyImages } from './noisy-images.ts';
import { distance, relativeDistance } from './norms.ts';

const CITATION = {
  text: 'Agarwal, Johnson, Pawelczyk, Krishna, Saxena, Zitnik, Lakkaraju: Rethinking stability for attribution-based explanations, ICLR workshop PAIR2Struct 2022',
  arxiv: '2203.06877',
};
const options = z.strictObject({
  ...noiseOptions,
  epsilon: z
    .number()
    .positive()
    .default(1e-6)
    .describe(
      'Stands for values that are 0 where changes are shares of them, and for a smaller change underneath',
    ),
  changed: z
    .enum(['left-out', 'no-value'])
    .default('left-out')
    .describe('Noisy images on which the predicted class changes: left out, or there is no value'),
});
type Options = z.output<typeof options>;

/** How much the network changed what it made of each image: what the change of the map is held against. */
type Changes = (
  input: FaithfulnessInput,
  images: () => Iterable<FloatTensor>,
  logits: { readonly own: Float32Array; readonly others: readonly Float32Array[] },
  epsilon: number,
) => Promise<readonly number[]>;

/** Change of the map over that of the image. */
export const relativeInputStability = stability('input', [], async ({ image }, images, _, epsilon) =>
  Array.from(images(), ({ data }) => relativeDistance(image.data, data, epsilon)),
);

/** Change of the map over that of the logits. */
export const relativeOutputStability = stability('output', [], async (_, __, { own, others }) =>
  others.map((logits) => distance(own, logits)),
);

/** Change of the map over that of what the method's target layers give. */
export const relativeRepresentationStability = stability(
  'representation',
  ['representations'],
  async (input, images, _, epsilon) => {
    const [[own], others] = [
      await representationsOf(input, [input.image]),
      await representationsOf(input, images()),
    ];
    return others.map((layers) => relativeDistance(own, layers, epsilon));
  },
);

function stability(of: 'input' | 'output' | 'representation', asks: readonly Question[], changesOf: Changes) {
  const what = { input: 'the image', output: 'the logits', representation: 'what the target layers give' }[
    of
  ];
  return defineFaithfulness({
    id: `relative-${of}-stability`,
    title: `Relative ${of} stability`,
    summary: `The most by which noise on the image changes the map, over the change of ${what}; where the predicted class stays.`,
    citation: CITATION,
    options,
    presets: {
      quantus: {
        summary:
          'As Quantus draws noise, upwards alone; no value where any of it changes the predicted class',
        options: { samples: 200, radius: 0.2, lowest: 0.02, changed: 'no-value' },
      },
    },
    scoreDirection: 'lower',
    range: [0, Infinity],
    asks: ['maps', ...asks],
    async evaluate(input, chosen: Options) {
      const { image, map } = input;
      const { epsilon } = chosen;
      const images = () => noisyImages(image, chosen);
      const [own, ...others] = await input.forward(withFirst(image, images()));
      const maps = await mapsOf(input, images());
      const changes = await changesOf(input, images, { own, others }, epsilon);
      const ratios = maps.map(
        ({ data }, n) => relativeDistance(map.data, data, epsilon) / Math.max(epsilon, changes[n]),
      );
      const kept = ratios.filter((_, n) => predicted(others[n]) === predicted(own));
      if (kept.length === 0)
        return { value: null, reason: 'The predicted class changes on every noisy image' };
      if (chosen.changed === 'no-value' && kept.length < ratios.length)
        return { value: null, reason: 'The predicted class changes on a noisy image' };
      return { value: Math.max(...kept) };
    },
  });
}

function* withFirst(first: FloatTensor, others: Iterable<FloatTensor>): Generator<FloatTensor> {
  yield first;
  yield* others;
}

function predicted(logits: Float32Array): number {
  return logits.indexOf(Math.max(...logits));
}
