import { definePlugin } from '@camscope/core';
import { attentionRollout } from './attention-rollout.ts';

export { attentionRollout };
export default definePlugin({
  name: '@camscope/methods-attention-rollout',
  apiVersion: 1,
  contributes: [attentionRollout],
});
