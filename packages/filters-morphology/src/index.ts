import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/filters-morphology', apiVersion: 1, contributes: [] });
