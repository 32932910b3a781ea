import { defineExplainer } from '@camscope/core';
import { channelMean } from '@camscope/onnx/expressions';

/** LaFAM: the mean of the target layer's maps, whatever the class. `L = mean_k A^k`; arXiv:2407.06611. */
export const laFam = defineExplainer({
  id: 'lafam',
  title: 'LaFAM',
  short: 'LF',
  summary: 'Where the target layer is active at all: it needs no gradient, and does not depend on the class.',
  citation: {
    text: 'Karjauv and Albayrak, LaFAM: Unsupervised Feature Attribution with Label-free Activation Maps, 2024',
    arxiv: '2407.06611',
  },
  map: ({ activations }) => channelMean(activations),
});
