import { definePlugin } from '@camscope/core';
import { deconvnet } from './deconvnet.ts';

export { deconvnet };
export default definePlugin({
  name: '@camscope/methods-deconvnet',
  apiVersion: 1,
  contributes: [deconvnet],
});
