import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/filters-edges', apiVersion: 1, contributes: [] });
