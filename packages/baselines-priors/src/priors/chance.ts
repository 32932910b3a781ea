import { defineBaseline } from '@camscope/core';

export const chance = defineBaseline({
  id: 'chance',
  title: 'Chance',
  short: 'Ch',
  summary: 'What a map that knows nothing gets on average.',
  citation: 'common',
  series: 'prior',
  role: 'chance',
  over: () => () => [{ claim: { is: 'chance' } }],
});
