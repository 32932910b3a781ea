import { renormaliseOption } from '@camscope/pixels';
import { z } from 'zod';

export const options = z.strictObject({
  region: z
    .enum(['body', 'thorax', 'lungs'])
    .default('body')
    .describe(
      'What to find in the radiograph when no `file` is given: the body, the lungs, or the lungs with all that is between',
    ),
  file: z
    .string()
    .optional()
    .describe(
      'Instead, a mask image for each sample, white inside, relative to the study: `{image}` stands for the ' +
        "sample's id, `{stem}` for the id without its extension",
    ),
  margin: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.02)
    .describe("How far the mask is widened, as a share of the image's width"),
  outside: z.number().min(0).max(1).default(0).describe('What heat outside the mask is multiplied by'),
  renormalise: renormaliseOption,
});
export type AnatomyOptions = z.output<typeof options>;
