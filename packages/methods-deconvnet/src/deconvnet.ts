import { defineExplainer } from '@camscope/core';
import { gradient } from '@camscope/onnx/expressions';

/** Deconvnet: the score's gradient to the image, with a ReLU of what goes back in place of each ReLU's own gradient. */
export const deconvnet = defineExplainer({
  id: 'deconvnet',
  title: 'Deconvnet',
  short: 'Deconv',
  gives: 'attribution',
  summary:
    'Sharp, and hardly of the class: at a ReLU it asks only what is positive going back. Close to an edge detector, as Guided Backprop is.',
  citation: {
    text: 'Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014',
    doi: '10.1007/978-3-319-10590-1_53',
    arxiv: '1311.2901',
  },
  presets: { captum: { summary: 'The default: as Deconvolution of Captum, where every ReLU is a module' } },
  map: ({ image, score }) => gradient(score, image, { rules: 'deconvnet' }),
});
