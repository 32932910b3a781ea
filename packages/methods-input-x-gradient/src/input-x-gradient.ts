import { defineExplainer } from '@camscope/core';
import { inputGradient } from '@camscope/methods-input-gradient';

/** The image times the score's gradient to it: what each pixel adds to a score that were linear; arXiv:1605.01713. */
export const inputXGradient = defineExplainer({
  id: 'input-x-gradient',
  title: 'Input × gradient',
  short: 'I×G',
  gives: 'attribution',
  summary:
    'What each pixel would add to the score, were the network linear: Integrated Gradients in one step.',
  citation: {
    text: 'Shrikumar et al., Not Just a Black Box: Learning Important Features Through Propagating Activation Differences, 2016',
    arxiv: '1605.01713',
  },
  presets: { captum: { summary: 'The default: the score is the logit' } },
  map: (context) => inputGradient.map!(context, { times: 'image' }),
});
