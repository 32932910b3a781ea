import { defineExplainer, floatTensor, type FloatTensor, type View } from '@camscope/core';
import { z } from 'zod';

/** The mean of a method's maps of flipped and scaled copies of the image, each flipped back: test-time augmentation. */
export const augment = defineExplainer({
  id: 'augment',
  title: 'Augment',
  short: 'Au',
  takes: 'one',
  summary: "Averages a method's maps of flipped and brightened copies of the image, each brought back.",
  citation: {
    text: 'Gildenblat and contributors, PyTorch library for CAM methods, 2021',
    url: 'https://github.com/jacobgil/pytorch-grad-cam',
  },
  options: z.strictObject({
    flip: z
      .boolean()
      .default(false)
      .describe('Left and right exchanged, too: on a chest radiograph, the heart is then on the other side'),
    factors: z
      .array(z.number().positive())
      .min(1)
      .default([0.9, 1, 1.1])
      .describe("What the network's input is multiplied by"),
  }),
  combine: ({ flip, factors }) => ({
    views: (image) =>
      (flip ? [false, true] : [false]).flatMap((isFlipped) =>
        factors.map((factor): View => ({
          image: times(isFlipped ? flipped(image) : image, factor),
          back: isFlipped ? flipped : undefined,
        })),
      ),
    join: 'mean-of-normalised',
  }),
});

function times({ data, dims }: FloatTensor, factor: number): FloatTensor {
  return floatTensor(
    data.map((value) => value * factor),
    dims,
  );
}

/** Left and right exchanged. */
function flipped({ data, dims }: FloatTensor): FloatTensor {
  const width = dims[2];
  const mirrored = data.map((_, i) => data[i - (i % width) + width - 1 - (i % width)]);
  return floatTensor(mirrored, dims);
}
