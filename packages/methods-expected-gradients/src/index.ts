import { definePlugin } from '@camscope/core';
import { expectedGradients } from './expected-gradients.ts';

export { expectedGradients };
export default definePlugin({
  name: '@camscope/methods-expected-gradients',
  apiVersion: 1,
  contributes: [expectedGradients],
});
