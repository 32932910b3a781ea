import { definePlugin } from '@camscope/core';

export default definePlugin({
  name: '@camscope/methods-integrated-gradients',
  apiVersion: 1,
  contributes: [],
});
