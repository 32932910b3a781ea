import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/methods-smooth-grad', apiVersion: 1, contributes: [] });
