import { scoreSpaces } from '@camscope/core';
import { z } from 'zod';

/** What hidden places become, and what their scores are: options of the methods that hide parts of an image. */
export const hidingOptions = {
  fill: z
    .enum(['zero', 'black', 'mean', 'blur'])
    .default('zero')
    .describe('What hidden places become; zero is the mean grey of a normalised image, not black'),
  sigma: z
    .number()
    .positive()
    .default(10)
    .describe("Standard deviation of the blur of 'fill', in pixels of the network's input"),
  scoreSpace: z
    .enum(['auto', ...scoreSpaces])
    .default('auto')
    .describe("Score of an image; auto: the network's own activation, and sigmoid where it has none"),
};
