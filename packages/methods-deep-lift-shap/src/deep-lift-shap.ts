import { baselineOption, baselinesOf, defineExplainer } from '@camscope/core';
import { lifted } from '@camscope/methods-deep-lift';
import { z } from 'zod';

/** DeepLIFT SHAP: the mean of DeepLIFT over baselines; arXiv:1705.07874. */
export const deepLiftShap = defineExplainer({
  id: 'deep-lift-shap',
  title: 'DeepLIFT SHAP',
  short: 'DLS',
  gives: 'attribution',
  summary:
    'DeepLIFT averaged over many baselines, such as normal radiographs: an approximation of SHAP values.',
  citation: {
    text: 'Lundberg and Lee, A Unified Approach to Interpreting Model Predictions, NeurIPS 2017',
    arxiv: '1705.07874',
  },
  options: z.strictObject({
    baseline: baselineOption
      .default('uniform')
      .describe(
        "What the image is compared with: images, whose maps are averaged, or a value in units of the network's input",
      ),
    epsilon: z
      .number()
      .positive()
      .default(1e-10)
      .describe('Where the input of an activation differs by less, its gradient stands for the ratio'),
  }),
  presets: { captum: { summary: 'The default, with baselines of the data: Captum has none of its own' } },
  map: ({ image, score }, { baseline, epsilon }) => lifted(image, score, baselinesOf(baseline), epsilon),
});
