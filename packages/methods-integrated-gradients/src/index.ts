import { definePlugin } from '@camscope/core';
import { integratedGradients } from './integrated-gradients.ts';

export { integratedGradients };
export default definePlugin({
  name: '@camscope/methods-integrated-gradients',
  apiVersion: 1,
  contributes: [integratedGradients],
});
