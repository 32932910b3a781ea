import { definePlugin } from '@camscope/core';
import { deepLift, lifted } from './deep-lift.ts';

export { deepLift, lifted };
export default definePlugin({
  name: '@camscope/methods-deep-lift',
  apiVersion: 1,
  contributes: [deepLift],
});
