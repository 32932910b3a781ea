import { definePlugin } from '@camscope/core';
import { composites, relevanceRules, type CompositeName, type Parameters } from './composites.ts';
import { lrp } from './lrp.ts';

export { composites, lrp, relevanceRules, type CompositeName, type Parameters };
export default definePlugin({
  name: '@camscope/methods-lrp',
  apiVersion: 1,
  contributes: [lrp],
});
