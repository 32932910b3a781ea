import { renormaliseOption } from '@camscope/pixels';
import { z } from 'zod';

export const options = z.strictObject({
  margin: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.05)
    .describe(
      'How far from the border heat is suppressed, as a share of the image: of its width at the sides, of its height above and below',
    ),
  taper: z
    .enum(['cosine', 'linear', 'step'])
    .default('cosine')
    .describe('How heat comes back over the margin: smoothly, evenly, or all at once where it ends'),
  renormalise: renormaliseOption,
});
export type EdgesOptions = z.output<typeof options>;
