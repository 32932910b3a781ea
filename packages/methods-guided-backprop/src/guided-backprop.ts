import { defineExplainer } from '@camscope/core';
import { gradient } from '@camscope/onnx/expressions';

/** Guided Backprop: the score's gradient to the image, with every ReLU letting only positive gradients back. */
export const guidedBackprop = defineExplainer({
  id: 'guided-backprop',
  title: 'Guided Backprop',
  short: 'GB',
  gives: 'attribution',
  summary:
    'Sharp, but close to an edge detector: it fails the model-randomisation sanity check (arXiv:1810.03292). Gates every ' +
    'ReLU of the graph, functional ones too.',
  citation: {
    text: 'Springenberg et al., Striving for Simplicity: The All Convolutional Net, ICLR workshop 2015',
    arxiv: '1412.6806',
  },
  map: ({ image, score }) => gradient(score, image, { rules: 'guided' }),
});
