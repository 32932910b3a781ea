import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/filters-anatomy', apiVersion: 1, contributes: [] });
