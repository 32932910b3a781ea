import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/methods-rise', apiVersion: 1, contributes: [] });
