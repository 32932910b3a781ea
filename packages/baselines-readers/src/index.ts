import { defineBaseline, definePlugin } from '@camscope/core';

/** Every reader of an image that several have read, measured against the others. */
export const reader = defineBaseline({
  id: 'reader',
  title: 'Radiologist',
  short: 'R',
  summary: 'Human readers, each measured against the others.',
  citation: 'common',
  series: 'reader',
  over:
    () =>
    ({ annotations }) => {
      const named = annotations.filter((drawn) => drawn.reader !== undefined && !drawn.confounder);
      if (new Set(named.map(({ reader: name }) => name)).size < 2) return [];
      return named.map((annotation) => ({ of: annotation.reader, claim: { is: 'annotation', annotation } }));
    },
});

export default definePlugin({
  name: '@camscope/baselines-readers',
  apiVersion: 1,
  contributes: [reader],
});
