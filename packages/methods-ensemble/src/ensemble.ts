import { defineExplainer } from '@camscope/core';

/** The mean of several methods' maps, each normalised. */
export const ensemble = defineExplainer({
  id: 'ensemble',
  title: 'Ensemble',
  short: 'En',
  takes: 'many',
  gives: 'map',
  summary: "Averages several methods' maps, each brought to [0, 1]: what they agree on.",
  citation: {
    text: 'Rieger and Hansen, Aggregating explanation methods for stable and robust explainability, 2019',
    arxiv: '1903.00519',
  },
  combine: () => ({ join: 'mean-of-normalised' }),
});
