import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/filters-gaussian', apiVersion: 1, contributes: [] });
