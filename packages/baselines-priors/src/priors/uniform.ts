import { defineBaseline } from '@camscope/core';

export const uniform = defineBaseline({
  id: 'uniform',
  title: 'Uniform map',
  short: 'UM',
  summary: 'The same heat everywhere.',
  citation: 'common',
  series: 'prior',
  over: () => () => [{ claim: { is: 'uniform' } }],
});
