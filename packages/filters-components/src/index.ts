import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/filters-components', apiVersion: 1, contributes: [] });
