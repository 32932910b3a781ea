import { definePlugin } from '@camscope/core';
import { deepLift, lifted } from './deep-lift.ts';
import { rescaleRules } from './rescale-rules.ts';

export { deepLift, lifted, rescaleRules };
export default definePlugin({
  name: '@camscope/methods-deep-lift',
  apiVersion: 1,
  contributes: [deepLift],
});
